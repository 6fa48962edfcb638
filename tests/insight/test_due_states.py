"""How invoices and orders stand by the clock is said twice, of one in Python and of all in SQL, and both say the same."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.contractor_due import DueFigures, due_figures
from counterfoil.insight.trace.due_states import (
    DISPUTED,
    DUE_STATES,
    INVOICES_DUE,
    LATER,
    NO_DAY,
    NOT_INVOICED,
    NOTHING,
    ORDERS_DUE,
    OVERDUE,
    PART_PAID,
    SETTLED,
    TODAY,
    due_of_invoice,
    due_of_order,
    dues_of_orders,
    orders_due,
)
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments

from ..actions.billing import accepted, matched, received, settled
from ..cast import NOW, Cast, line
from .listing.shelves import fill

DUE = date(2026, 4, 1)
"""Thirty days after the cast's day."""
DAYS = (NOW.date(), DUE - timedelta(1), DUE, DUE + timedelta(1), DUE + timedelta(60))


def _more(cast: Cast) -> None:
    """What the shelves lack: terms that have no day, two instalments, two invoices on one order, a part that arrived."""
    for n, terms in enumerate(("unknown", "10 days from sent", "50%: 10 days, 50%: 90 days", "45 days from sent")):
        order_id = cast.issued(payment_terms=terms)
        accepted(cast, order_id)
        received(cast, order_id, number=f"TERMS{n}A", quantity=Decimal(f"3.{n + 1}"))
        if n % 2:
            received(cast, order_id, number=f"TERMS{n}B", quantity=n, unit_price="110.00")
    left = matched(cast, number="T-OFF", quantity=Decimal("0.2"))
    payments.write_off_invoice(by=cast.fay, at=NOW, invoice_id=left, reason="Too little to send")
    rest = cast.issued(lines=[line(1, "20.00")])
    payments.write_off_order(by=cast.fay, at=NOW, order_id=rest, reason="Nothing more comes")
    part = matched(cast, number="T-PART")
    paid = payments.release(by=cast.fay, at=NOW, invoice_id=part, amount=Decimal(500), purpose="Part")["id"]
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(paid))
    payments.settle(by=cast.fay, at=NOW, payment_id=UUID(paid))


@pytest.mark.req(136, 158)
def test_every_row_stands_the_same_in_python_and_in_the_database(cast: Cast) -> None:
    fill(cast)
    _more(cast)
    met: set[str] = set()
    with scope.reading(cast.company_id):
        invoices, orders = list(Invoice.objects.all()), list(Order.objects.all())
        for today in DAYS:
            own: dict[Any, str] = {one.id: due_of_invoice(one, today).state for one in invoices}
            for state, true in INVOICES_DUE.items():
                asked = set(Invoice.objects.filter(true(today)).values_list("id", flat=True))
                assert asked == {row for row, said in own.items() if said == state}, (state, today)
            dues = dues_of_orders(cast.company_id, orders, today)
            for state in ORDERS_DUE:
                asked = set(
                    Order.objects.filter(orders_due(state, cast.company_id, today)).values_list("id", flat=True)
                )
                assert asked == {row for row, due in dues.items() if due.state == state}, (state, today)
            met |= set(own.values()) | {due.state for due in dues.values()}
    assert met == {*DUE_STATES, NOTHING}


def order_state(cast: Cast, order_id: UUID, today: date) -> str:
    with scope.reading(cast.company_id):
        order, own = Order.objects.get(id=order_id), list(Invoice.objects.filter(order_id=order_id))
    return due_of_order(order, own, today).state


@pytest.mark.req(136, 158)
def test_an_order_stands_by_the_most_urgent_of_its_invoices(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    assert order_state(cast, cast.draft(), DUE) == NOTHING
    assert order_state(cast, order_id, DUE) == NOT_INVOICED
    first = UUID(received(cast, order_id, number="A", quantity=3)["id"])
    assert [order_state(cast, order_id, DUE + timedelta(n)) for n in (-1, 0, 1)] == [LATER, TODAY, OVERDUE]
    received(cast, order_id, number="B", quantity=1, unit_price="110.00")
    assert [order_state(cast, order_id, DUE + timedelta(n)) for n in (-1, 0, 1)] == [DISPUTED, TODAY, OVERDUE]
    settled(cast, first)
    assert order_state(cast, order_id, DUE + timedelta(1)) == DISPUTED


@pytest.mark.req(136)
def test_a_part_that_arrived_and_then_all(cast: Cast) -> None:
    order_id = cast.issued(payment_terms="50%: 10 days, 50%: 30 days")
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id)["id"])
    paid = UUID(payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(500), purpose="Part")["id"])
    payments.initiate(by=cast.fay, at=NOW, payment_id=paid)
    payments.settle(by=cast.fay, at=NOW, payment_id=paid)
    assert order_state(cast, order_id, DUE - timedelta(1)) == PART_PAID
    assert order_state(cast, order_id, DUE + timedelta(1)) == OVERDUE
    settled(cast, invoice_id)
    assert order_state(cast, order_id, DUE + timedelta(1)) == SETTLED


@pytest.mark.req(136)
def test_without_a_day_nothing_is_due(cast: Cast) -> None:
    order_id = cast.issued(payment_terms="30 days from sent")
    accepted(cast, order_id)
    received(cast, order_id)
    assert order_state(cast, order_id, DUE + timedelta(99)) == NO_DAY


@pytest.mark.req(127)
def test_a_contractor_s_figures_count_each_instalment_where_it_is_due(cast: Cast) -> None:
    order_id = cast.issued(payment_terms="30%: 10 days, 30%: 30 days, 40%: 60 days")
    accepted(cast, order_id)
    received(cast, order_id)
    other = cast.issued(payment_terms="unknown")
    accepted(cast, other)
    received(cast, other, number="R-2", quantity=1)
    with scope.reading(cast.company_id):
        found = due_figures(cast.fay, cast.contractor_id, DUE)
    assert found == {"EUR": DueFigures(Decimal(400), Decimal(300), Decimal(300), Decimal(100))}
