"""writeoff.note_invoice: what is left of an invoice is settled without money."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment

from ..cast import NOW, Cast
from .billing import (
    disputed,
    exception_of,
    initiated,
    invoice_of,
    kinds_of,
    matched,
    received,
    released,
)
from .verb import WHY, Given, VerbTests, refused
from .writing_off import SMALL, approved, partly_paid, reversed_, settled_without_money, write_off_of, written_off


class TestWriteOffInvoice(VerbTests):
    verb, who, wrong = "writeoff.note_invoice", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast), "reason": WHY}


@pytest.mark.req(162)
def test_a_little_is_written_off_by_one_person(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    done = written_off(cast, invoice_id)
    invoice = invoice_of(cast, invoice_id)
    assert (done["state"], done["amount"]) == ("standing", "50.00")
    assert (invoice.state, invoice.written_off_amount, invoice.open_amount) == ("written_off", 50, 0)


@pytest.mark.req(162)
def test_more_waits_for_a_second_person(cast: Cast) -> None:
    invoice_id = matched(cast)
    done = written_off(cast, invoice_id)
    assert (done["state"], invoice_of(cast, invoice_id).state) == ("noted", "matched")
    approved(cast, done["id"])
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.state, invoice.written_off_amount) == ("written_off", 1000)
    assert write_off_of(cast, done["id"]).approved_by_id == cast.olga.id


@pytest.mark.req(162, 163)
def test_it_settles_what_is_left_and_never_counts_as_paid(cast: Cast) -> None:
    invoice_id = partly_paid(cast)
    settled_without_money(cast, invoice_id)
    invoice = invoice_of(cast, invoice_id)
    assert (invoice.state, invoice.written_off_amount) == ("written_off", 400)
    assert (invoice.allocated_amount, invoice.settled_amount, invoice.order.released_amount) == (600, 600, 600)
    with scope.reading(cast.company_id):
        assert list(Allocation.objects.values_list("amount", "live")) == [(600, True)]
        assert Payment.objects.count() == 1


def test_the_smallest_amount_is_written_off_too(cast: Cast) -> None:
    invoice_id = partly_paid(cast, amount="999.99")
    assert written_off(cast, invoice_id)["amount"] == "0.01"
    assert invoice_of(cast, invoice_id).state == "written_off"


@pytest.mark.req(162)
@pytest.mark.parametrize("begun", [released, initiated])
def test_nothing_is_written_off_while_a_payment_is_under_way(cast: Cast, begun: Any) -> None:
    invoice_id = matched(cast)
    if begun is released:
        payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="A first part")
    else:
        paid = payments.release(
            by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="A first part"
        )["id"]
        payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(paid))
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["under_way"]


@pytest.mark.req(162)
def test_what_is_disputed_is_settled_first(cast: Cast) -> None:
    invoice_id = disputed(cast)
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["wrong_state", "exception_open"]


def test_what_is_on_hold_is_not_settled_behind_its_back(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    values = HoldValues(scope="payment", reason="Bank details")
    invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=values)
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["on_hold"]


def test_nothing_is_left_of_what_is_paid_void_rejected_or_written_off(cast: Cast) -> None:
    paid = partly_paid(cast, amount=1000)
    assert refused(cast, partial(written_off, cast, paid)) == ["wrong_state", "nothing_open"]
    void = matched(cast, number="R-2", quantity=9)
    matching.void(by=cast.petra, at=NOW, invoice_id=void, reason=WHY)
    rejected = disputed(cast, number="R-3")
    matching.reject(by=cast.petra, at=NOW, invoice_id=rejected, reason=WHY)
    gone = matched(cast, number="R-4", quantity=8)
    settled_without_money(cast, gone)
    for invoice_id in (void, rejected):
        assert refused(cast, partial(written_off, cast, invoice_id)) == ["wrong_state"]
    assert refused(cast, partial(written_off, cast, gone)) == ["wrong_state", "nothing_open"]


def test_one_waits_at_a_time(cast: Cast) -> None:
    invoice_id = matched(cast)
    written_off(cast, invoice_id)
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["waits"]


def test_a_credit_note_is_not_written_off(cast: Cast) -> None:
    matched(cast)
    note = received(cast, kind="credit", number="G-1", credits="R-1", quantity=1)["id"]
    assert refused(cast, partial(written_off, cast, note)) == ["credit_note"]


def test_who_cleared_it_does_not_write_it_off(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    invoice_id = disputed(cast)
    found = exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.fay, at=NOW, exception_id=found.id, reason=WHY)
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["own_clearing"]
    assert written_off(cast, invoice_id, who=cast.again("petra") and "petra")["state"] == "noted"


def test_who_noted_that_its_payment_failed_does_not_write_it_off(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    payments.fail(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id), reason=WHY)
    assert refused(cast, partial(written_off, cast, invoice_id)) == ["own_failure"]


@pytest.mark.req(162)
def test_what_is_written_off_is_not_released(cast: Cast) -> None:
    invoice_id = matched(cast, **SMALL)
    written_off(cast, invoice_id)
    call = partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert refused(cast, call) == ["wrong_state", "nothing_open"]


def test_a_credit_note_on_it_waits_until_the_write_off_is_reversed(cast: Cast) -> None:
    invoice_id = matched(cast)
    written = settled_without_money(cast, invoice_id)
    note = received(cast, kind="credit", number="G-1", credits="R-1", quantity=3)
    assert (note["state"], kinds_of(cast, note["id"])) == ("disputed", ["written_off"])
    reversed_(cast, written)
    invoice = invoice_of(cast, invoice_id)
    assert (invoice_of(cast, note["id"]).state, invoice.state, invoice.open_amount) == ("matched", "matched", 700)


def test_its_credit_note_stays_while_it_is_written_off(cast: Cast) -> None:
    invoice_id = matched(cast)
    note = UUID(received(cast, kind="credit", number="G-1", credits="R-1", quantity=3)["id"])
    settled_without_money(cast, invoice_id)
    call = partial(matching.void, by=cast.petra, at=NOW, invoice_id=note, reason=WHY)
    assert refused(cast, call) == ["credited_is_written_off"]
    matching.match(by=cast.petra, at=NOW, invoice_id=note)
    assert invoice_of(cast, invoice_id).state == "written_off"


@pytest.mark.django_db(transaction=True)
def test_the_books_bear_it_out(cast: Cast) -> None:
    """Alone, with a second person, reversed, withdrawn, and of what was paid in part."""
    written_off(cast, matched(cast, **SMALL))
    settled_without_money(cast, partly_paid(cast, number="R-2"))
    reversed_(cast, settled_without_money(cast, matched(cast, number="R-3", quantity=9)))
    noted = UUID(written_off(cast, matched(cast, number="R-4", quantity=8))["id"])
    payments.withdraw_write_off(by=cast.olga, at=NOW, writeoff_id=noted, reason=WHY)
    written_off(cast, matched(cast, number="R-5", quantity=7))
    assert verifying.verify(cast.company_id).findings == []


def test_a_bank_takes_back_what_was_paid_once_the_rest_is_open_again(cast: Cast) -> None:
    invoice_id = partly_paid(cast)
    written = settled_without_money(cast, invoice_id)
    with scope.reading(cast.company_id):
        payment_id = Payment.objects.get().id
    call = partial(payments.reverse, by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    assert refused(cast, call) == ["written_off"]
    reversed_(cast, written)
    call()
    assert invoice_of(cast, invoice_id).open_amount == 1000
