"""On which day how much of an invoice is due: its instalments, and what moves them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.set_terms import set_terms
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.lifecycle.invoices.instalments import newest_of, next_due, parts
from counterfoil.lifecycle.invoices.models import Instalment
from counterfoil.lifecycle.invoices.values import InvoiceFacts
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, claim, initiated, invoice_of, matched, received

TODAY = NOW.date()


def days_of(cast: Cast, invoice_id: Any) -> list[tuple[str, str, str]]:
    """Day, amount and what is open of each instalment."""
    invoice = invoice_of(cast, invoice_id)
    with scope.reading(cast.company_id):
        found = newest_of(invoice)
        assert next_due(invoice, found) == invoice.due_on
    return [(str(one.due_on), f"{one.amount:.2f}", f"{one.open_amount:.2f}") for one in parts(invoice, found)]


def rounds_of(cast: Cast, invoice_id: Any) -> int:
    with scope.reading(cast.company_id):
        return Instalment.objects.filter(invoice_id=invoice_id).values("round").distinct().count()


def ordered(cast: Cast, terms: str) -> UUID:
    order_id = cast.issued(payment_terms=terms)
    accepted(cast, order_id)
    return order_id


@pytest.mark.req(127)
def test_an_invoice_is_due_thirty_days_after_its_date(cast: Cast) -> None:
    assert days_of(cast, matched(cast)) == [("2026-04-01", "1000.00", "1000.00")]


@pytest.mark.req(127)
def test_it_is_due_by_what_its_order_says_whatever_it_says_itself(cast: Cast) -> None:
    answer = received(cast, ordered(cast, "50%: 10 days, 50%: 40 days"), due_on="2026-03-05")
    assert days_of(cast, answer["id"]) == [("2026-03-12", "500.00", "500.00"), ("2026-04-11", "500.00", "500.00")]
    invoice = invoice_of(cast, answer["id"])
    assert (invoice.due_on, invoice.stated_due_on) == (date(2026, 3, 12), date(2026, 3, 5))


@pytest.mark.req(127)
def test_what_quotes_no_order_is_due_by_its_contractor_s_terms_and_stays_so(cast: Cast) -> None:
    answer = received(cast, quoted="")
    set_terms(by=cast.olga, at=NOW, payment_terms="60 days")
    changes = parsed(ContractorChanges, {"payment_terms": "90 days"})
    change_contractor(by=cast.rita, at=NOW, contractor_id=cast.contractor_id, changes=changes)
    cast.again("petra")
    matching.match(by=cast.petra, at=NOW, invoice_id=UUID(answer["id"]))
    assert days_of(cast, answer["id"]) == [("2026-04-01", "1000.00", "1000.00")]
    assert rounds_of(cast, answer["id"]) == 1


@pytest.mark.req(127)
def test_the_clock_can_be_off(cast: Cast) -> None:
    answer = received(cast, ordered(cast, "unknown"))
    assert days_of(cast, answer["id"]) == [("None", "1000.00", "1000.00")]


@pytest.mark.req(127)
def test_what_is_typed_anew_is_due_anew(cast: Cast) -> None:
    answer = received(cast, cast.issued(payment_terms="50%: 10 days, 50%: 40 days"))
    given = claim(cast, None, quoted="", issued_on=TODAY - timedelta(days=1), quantity=4).model_dump()
    values = InvoiceFacts.model_validate({name: given[name] for name in InvoiceFacts.model_fields})
    matching.correct(by=cast.petra, at=NOW, invoice_id=UUID(answer["id"]), values=values, reason="Typed wrongly")
    assert days_of(cast, answer["id"]) == [("2026-03-11", "200.00", "200.00"), ("2026-04-10", "200.00", "200.00")]
    assert rounds_of(cast, answer["id"]) == 2


@pytest.mark.req(127)
def test_what_is_paid_and_credited_takes_the_earliest_first_and_the_due_day_moves_on(cast: Cast) -> None:
    order_id = ordered(cast, "30%: 10 days, 30%: 20 days, 40%: 30 days")
    invoice_id = UUID(received(cast, order_id)["id"])
    received(cast, kind="credit", number="C-1", credits="R-1", quantity=2)
    assert days_of(cast, invoice_id)[0] == ("2026-03-12", "300.00", "100.00")
    payment_id = UUID(
        payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(150), purpose="First part")["id"]
    )
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    assert invoice_of(cast, invoice_id).due_on == date(2026, 3, 12)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    assert days_of(cast, invoice_id) == [
        ("2026-03-12", "300.00", "0.00"),
        ("2026-03-22", "300.00", "250.00"),
        ("2026-04-01", "400.00", "400.00"),
    ]
    assert invoice_of(cast, invoice_id).due_on == date(2026, 3, 22)
    payments.settle(by=cast.fay, at=NOW, payment_id=initiated(cast, invoice_id))
    assert {one[2] for one in days_of(cast, invoice_id)} == {"0.00"}
    assert invoice_of(cast, invoice_id).due_on == date(2026, 4, 1)


@pytest.mark.req(127, 136)
def test_days_stand_once_something_is_paid(cast: Cast) -> None:
    order_id = ordered(cast, "30 days from sent")
    invoice_id = UUID(received(cast, order_id)["id"])
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(10), purpose="First part")
    orders.note_sent(by=cast.rita, at=NOW, order_id=order_id, sent_on=TODAY, sent_how="post")
    assert days_of(cast, invoice_id) == [("None", "1000.00", "1000.00")]
