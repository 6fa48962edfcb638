"""exception.accept: a second person accepts a variance as it stands."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, claim, disputed, exception_of, invoice_of, kinds_of, received
from .verb import WHY, Given, VerbTests, refused


class TestExceptionAccept(VerbTests):
    verb, who = "exception.accept", "bela"

    def given(self, cast: Cast) -> Given:
        return {"exception_id": exception_of(cast, disputed(cast), "price").id, "reason": WHY}


def test_never_by_who_entered_the_invoice(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    accept = partial(matching.accept, by=cast.petra, at=NOW, exception_id=found.id, reason=WHY)
    assert refused(cast, accept) == ["own_invoice"]


def test_never_by_who_corrected_the_invoice(cast: Cast) -> None:
    """Whoever types it anew has entered it as much as who came first; and who came first does not clear it either."""
    order_id = cast.issued()
    accepted(cast, order_id)
    invoice_id = UUID(received(cast)["id"])
    typed = claim(cast, order_id, quantity=5, unit_price="110.00").model_dump(include=set(InvoiceFacts.model_fields))
    values = InvoiceFacts.model_validate(typed)
    matching.correct(by=cast.fay, at=NOW, invoice_id=invoice_id, values=values, reason=WHY)
    found = exception_of(cast, invoice_id, "price")

    def accept(by: Any) -> Any:
        return matching.accept(by=by, at=NOW, exception_id=found.id, reason=WHY)

    assert refused(cast, lambda: accept(cast.fay)) == ["own_invoice"]
    assert refused(cast, lambda: accept(cast.petra)) == ["own_invoice"]
    assert accept(cast.bela)["invoice_state"] == "cleared"


def test_never_by_who_sent_it_before_it_was_admitted(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    received(cast)
    twice = UUID(received(cast, order_id, quantity=5, unit_price="110.00")["id"])
    admitted = UUID(matching.admit_duplicate(by=cast.fay, at=NOW, arrival_id=twice, reason=WHY)["id"])
    found = exception_of(cast, admitted, "price")
    accept = partial(matching.accept, by=cast.petra, at=NOW, exception_id=found.id, reason=WHY)
    assert refused(cast, accept) == ["own_invoice"]


@pytest.mark.req(83)
def test_it_blocks_payment_until_it_is_settled(cast: Cast) -> None:
    invoice_id = disputed(cast)
    release = partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert refused(cast, release) == ["wrong_state", "price"]
    found = exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)
    assert release()["invoice_state"] == "paying"


@pytest.mark.req(82)
def test_an_exception_has_a_named_owner_and_a_day(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    assert (found.owner.name, found.due_on) == ("Rita", NOW.date() + timedelta(days=2))


def test_never_by_who_accepted_the_evidence(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver")
    accept = partial(matching.accept, by=cast.again("rita"), at=NOW, exception_id=found.id, reason=WHY)
    assert refused(cast, accept) == ["own_acceptance"]


def test_never_by_who_is_paid_by_it(cast: Cast) -> None:
    found = exception_of(cast, disputed(cast), "price")
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="approver")
    accept = partial(matching.accept, by=cast.again("cleo"), at=NOW, exception_id=found.id, reason=WHY)
    assert refused(cast, accept) == ["own_money"]


def test_nobody_accepts_what_lies_beyond_the_limit_or_on_hold(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id, quantity=11)["id"])
    held = HoldValues(scope="invoicing", reason=WHY)
    invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=held)
    found = exception_of(cast, invoice_id, "quantity")

    def accept(one: Any) -> Any:
        return matching.accept(by=cast.bela, at=NOW, exception_id=one, reason=WHY)

    assert refused(cast, lambda: accept(found.id)) == ["on_hold"]
    matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    assert refused(cast, lambda: accept(exception_of(cast, invoice_id, "hold").id)) == ["on_hold", "not_acceptable"]


@pytest.mark.req(83)
def test_a_worse_variance_opens_it_again(cast: Cast) -> None:
    """Accepted with seven of ten hours evidenced; then two of them are taken back."""
    order_id = cast.issued()
    piece_id = accepted(cast, order_id, 7)
    invoice_id = UUID(received(cast, order_id)["id"])
    found = exception_of(cast, invoice_id, "quantity")
    accepts = {"exception_id": found.id, "reason": WHY}
    assert matching.accept(by=cast.bela, at=NOW, **accepts)["invoice_state"] == "cleared"
    assert matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)["state"] == "cleared"
    minus = evidence.correct(by=cast.cleo, at=NOW, piece_id=piece_id, quantity=Decimal(2), reason=WHY)
    evidence.accept(by=cast.rita, at=NOW, submission_id=UUID(minus["submission_id"]))
    release = partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert refused(cast, release) == ["quantity"]
    matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    assert (invoice_of(cast, invoice_id).state, kinds_of(cast, invoice_id)) == ("disputed", ["quantity"])
    again = exception_of(cast, invoice_id, "quantity")
    assert (again.id, again.excess, again.settled_by_id, again.reason) == (found.id, 5, None, "")


def test_not_twice(cast: Cast) -> None:
    given = {"exception_id": exception_of(cast, disputed(cast), "price").id, "reason": WHY}
    matching.accept(by=cast.bela, at=NOW, **given)
    assert refused(cast, lambda: matching.accept(by=cast.bela, at=NOW, **given)) == ["wrong_state"]
