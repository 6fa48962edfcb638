"""verify knows who signed in as a contractor when: what was lawful then stays so."""

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import link_contractor, unlink_contractor
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders import rules

from ..actions import billing
from ..cast import NOW, Cast
from .tampering import Behind, kinds

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Because it is so"


def _unlink(cast: Cast) -> None:
    unlink_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, reason=WHY)


def test_what_a_contractor_did_stays_theirs_when_the_sign_in_is_taken(cast: Cast) -> None:
    billing.submitted(cast, cast.issued(), 2)
    _unlink(cast)
    assert verify(cast.company_id).findings == []


def test_whoever_becomes_a_contractor_had_no_interest_before(cast: Cast) -> None:
    """Bela gave her word for an order of Cleo's, and pays no more: now the sign-in is hers."""
    cast.issued(lines=[{"text": "Layout", "quantity": 100, "unit": "HUR", "unit_price": 100}])
    billing.released(cast, billing.matched(cast, number="R-1", quantity=2))
    pending = cast.pending()
    _unlink(cast)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="approver", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.bela.id, role="contractor")
    link_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, member_id=cast.bela.id)
    assert verify(cast.company_id).findings == []
    with pytest.raises(Refused):
        orders.approve(by=cast.again("bela"), at=NOW, order_id=pending, shown="0" * 64)


def test_a_word_for_an_order_that_pays_oneself_is_found(
    cast: Cast, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given with rule and guard gone, by who became the contractor's sign-in after the order was submitted."""
    _unlink(cast)
    order_id = cast.draft()
    shown = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    link_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, member_id=cast.cleo.id)
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="approver", confirm="Cleo")
    monkeypatch.setattr(rules, "decide", lambda *given: [])
    behind('ALTER TABLE approvals_step DISABLE TRIGGER "step_to_oneself"')
    try:
        orders.approve(by=cast.again("cleo"), at=NOW, order_id=order_id, shown=shown)
    finally:
        behind('ALTER TABLE approvals_step ENABLE TRIGGER "step_to_oneself"')
    assert kinds(cast.company_id) == {"apart"}
