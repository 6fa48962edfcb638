"""A contractor's account reckoned by hand, row by row, as somebody with paper and patience would: no SQL of the product's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.models import Credit
from counterfoil.lifecycle.orders.models import Order, Revision
from counterfoil.lifecycle.payments.models import Allocation, Refund, SetOff, WriteOff

from ...cast import Cast


@dataclass(frozen=True)
class Event:
    """Something that happened: on which day, for which figure, how much, and what of it is owed on which invoice."""

    day: date
    figure: str
    amount: Decimal
    owed: Decimal = Decimal(0)
    invoice: UUID | None = None


def events(cast: Cast, contractor_id: UUID, currency: str = "EUR") -> list[Event]:
    """Everything that ever happened with a contractor. Called inside a scope."""
    bills = list(Invoice.objects.filter(contractor_id=contractor_id, currency=currency).exclude(kind="credit"))
    ordered = list(Order.objects.filter(contractor_id=contractor_id, currency=currency).exclude(issued_on=None))
    told = [*(one for order in ordered for one in _of_order(order)), *(one for bill in bills for one in _of_bill(bill))]
    return sorted(told, key=lambda one: one.day)


def _of_order(order: Order) -> Iterator[Event]:
    said = list(Revision.objects.filter(order=order, number__lte=order.revision_number).order_by("number"))
    before = Decimal(0)
    for one in said:
        now = one.net + one.adjustments + one.allowance_amount
        on = order.issued_on if not one.number else _day(one.loaded_from.arrived_at)
        yield Event(on, "ordered", now - before)
        before = now
    if order.state == "cancelled":
        yield Event(_day(order.cancelled_at), "ordered", -before)
    if order.state == "closed" and order.open_amount > 0:
        yield Event(_day(order.closed_at), "closed", order.open_amount)
    for written in WriteOff.objects.filter(order=order, kind="order", state__in=("standing", "reversed")):
        yield Event(_day(written.approved_at or written.noted_at), "closed", written.amount)
        if written.state == "reversed":
            yield Event(_day(written.ended_at), "closed", -written.amount)


def _of_bill(bill: Invoice) -> Iterator[Event]:
    if bill.kind == "invoice" and bill.state not in ("rejected", "void"):
        yield _owed(bill, _day(bill.received_at), "invoiced", bill.total, 1)
        for note in Invoice.objects.filter(credits=bill, kind="credit", state="matched"):
            rows = Credit.objects.filter(note_line__invoice=note, gross__gt=0).order_by("-taken_at")
            yield _owed(bill, _day(rows[0].taken_at), "credited", note.total, -1)
    for paid in Allocation.objects.filter(invoice=bill, unlinked=False).select_related("payment"):
        if paid.payment.settled_on:
            yield _owed(bill, paid.payment.settled_on, "paid", paid.amount, -1)
        if paid.payment.reversed_on:
            yield _owed(bill, paid.payment.reversed_on, "paid", -paid.amount, -1)
    for one in SetOff.objects.filter(invoice=bill).select_related("payment"):
        yield from (_owed(bill, day, "set_off", amount, -1) for day, amount in _set_off(one))
    for one in SetOff.objects.filter(credited=bill).select_related("payment"):
        yield from (_owed(bill, day, "credit_used", amount, 1) for day, amount in _set_off(one))
    for back in Refund.objects.filter(credited=bill, state="confirmed"):
        yield _owed(bill, back.received_on, "refunded", back.amount, 1)
    for written in WriteOff.objects.filter(invoice=bill, state__in=("standing", "reversed")):
        figure, sign = ("written_off", -1) if written.kind == "invoice" else ("credit_written_off", 1)
        yield _owed(bill, _day(written.approved_at or written.noted_at), figure, written.amount, sign)
        if written.state == "reversed":
            yield _owed(bill, _day(written.ended_at), figure, -written.amount, sign)


def _set_off(one: SetOff) -> Iterator[tuple[date, Decimal]]:
    if one.payment is None:
        yield _day(one.released_at), one.amount
        if one.ended_at:
            yield _day(one.ended_at), -one.amount
    elif one.payment.settled_on and one.ended_at:
        yield one.payment.settled_on, one.amount
        yield _day(one.ended_at), -one.amount
    elif one.payment.state == "settled" and one.live:
        yield one.payment.settled_on, one.amount
    elif one.payment.state == "reversed":
        yield one.payment.settled_on, one.amount
        yield one.payment.reversed_on, -one.amount


def _owed(bill: Invoice, day: date, figure: str, amount: Decimal, sign: int) -> Event:
    return Event(day, figure, amount, sign * amount, bill.id)


def _day(moment: datetime | None) -> Any:
    assert moment is not None
    return moment.astimezone(ZoneInfo("Europe/Berlin")).date()
