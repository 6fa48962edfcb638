"""verify knows who signed in as a contractor when: what was lawful then stays so."""

import pytest

from counterfoil.foundation.companies.actions.members import grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.parties.actions import link_contractor, unlink_contractor
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders

from ..actions import billing
from ..cast import NOW, Cast

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
