"""Whether the money of an invoice, or of an order, is due: reckoned here in Python of one, and asked of the database of all.

Both say the same (`tests/insight/test_due_states.py`). A new state stands in `DUE_STATES` with its words, in the two
functions and in the two mappings.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import ENDED, UNFINISHED, WAITING, WRITTEN_OFF
from counterfoil.lifecycle.orders.models import Order

OVERDUE, TODAY, LATER = "overdue", "today", "later"
PART_PAID, NO_DAY, DISPUTED, SETTLED, NOT_INVOICED = "part_paid", "no_day", "disputed", "settled", "not_invoiced"
NOTHING = ""
"""Nothing is to be paid: a draft, a credit note, an advance, what is rejected or void."""
DUE_STATES: Mapping[str, Any] = {
    OVERDUE: _("overdue"),
    TODAY: _("due today"),
    LATER: _("due later"),
    PART_PAID: _("part paid"),
    NO_DAY: _("no due day yet"),
    DISPUTED: _("disputed"),
    NOT_INVOICED: _("not invoiced"),
    SETTLED: _("settled"),
    WRITTEN_OFF: _("written off"),
}
"""Every state with its words, in the order in which they matter."""
_TONES = {
    OVERDUE: "failed",
    TODAY: "initiated",
    LATER: "matched",
    PART_PAID: "matched",
    DISPUTED: "disputed",
}
"""The state of a row that has the same colour: red, blue, green, green half filled, amber. All else is grey, or pink."""
RUNNING = tuple(state for state in UNFINISHED if state not in WAITING)
"""In these states of an invoice its clock runs: it is in order, and not all of it has arrived."""
_PROMISED = ("issued", "closed")
_Invoices = QuerySet[Invoice]


@dataclass(frozen=True)
class Due:
    """How something stands by the clock, and the day that counts for it, where one is known."""

    state: str
    on: date | None = None

    @property
    def words(self) -> str:
        """The state in words."""
        return str(DUE_STATES.get(self.state, ""))

    @property
    def tone(self) -> str:
        """Which state's colour it has."""
        return _TONES.get(self.state, "")

    @property
    def is_half(self) -> bool:
        """Whether its shape is half filled."""
        return self.state == PART_PAID


NEVER_DUE = Due(NOTHING)


def due_of_invoice(invoice: Invoice, today: date) -> Due:
    """How an invoice stands by the clock of its next instalment."""
    if not invoice.is_claim or invoice.state in ("rejected", "void"):
        return Due(NOTHING)
    if invoice.state in WAITING:
        return Due(DISPUTED, invoice.due_on)
    if invoice.state not in RUNNING:
        return Due(WRITTEN_OFF if invoice.state == WRITTEN_OFF else SETTLED)
    return Due(_by_the_clock(invoice.due_on, today, bool(invoice.settled_amount)) or NO_DAY, invoice.due_on)


def due_of_order(order: Order, invoices: Iterable[Invoice], today: date) -> Due:
    """How an order stands by the most urgent of its invoices. Whatever of them is in order counts before what is disputed, but
    what is due later does not hide a dispute."""
    live = [one for one in invoices if one.is_claim and one.state not in ENDED]
    if order.state not in _PROMISED or not (live or order.state == "issued"):
        return Due(NOTHING)
    is_written_off = order.written_off_amount > 0 or any(one.state == WRITTEN_OFF for one in live)
    if not live:
        return Due(WRITTEN_OFF if is_written_off else NOT_INVOICED)
    unfinished = [one for one in live if one.state in UNFINISHED]
    if not unfinished:
        return Due(WRITTEN_OFF if is_written_off else SETTLED)
    days = [one.due_on for one in unfinished if one.state in RUNNING and one.due_on]
    day = min(days, default=None)
    clock = _by_the_clock(day, today, any(one.settled_amount for one in live))
    if clock not in (OVERDUE, TODAY) and any(one.state in WAITING for one in unfinished):
        return Due(DISPUTED, day)
    return Due(clock or NO_DAY, day)


def _by_the_clock(day: date | None, today: date, is_part_paid: bool) -> str:
    if day is None:
        return NOTHING
    if day < today:
        return OVERDUE
    return TODAY if day == today else PART_PAID if is_part_paid else LATER


def dues_of_orders(company_id: UUID, orders: Sequence[Order], today: date) -> dict[UUID, Due]:
    """The same of many orders, with one query. Called inside a scope."""
    own: dict[UUID, list[Invoice]] = {order.id: [] for order in orders}
    for invoice in Invoice.objects.within(company_id).filter(order_id__in=list(own), kind="invoice"):
        own[invoice.order_id].append(invoice)
    return {order.id: due_of_order(order, own[order.id], today) for order in orders}


def _running(**more: Any) -> Q:
    return Q(kind="invoice", state__in=RUNNING, **more)


INVOICES_DUE: Mapping[str, Callable[[date], Q]] = {
    OVERDUE: lambda today: _running(due_on__lt=today),
    TODAY: lambda today: _running(due_on=today),
    LATER: lambda today: _running(due_on__gt=today, settled_amount=0),
    PART_PAID: lambda today: _running(due_on__gt=today) & ~Q(settled_amount=0),
    NO_DAY: lambda today: _running(due_on__isnull=True),
    DISPUTED: lambda today: Q(kind="invoice", state__in=WAITING),
    SETTLED: lambda today: Q(kind="invoice", state__in=("paid", "credited")),
    WRITTEN_OFF: lambda today: Q(kind="invoice", state=WRITTEN_OFF),
}
"""State → what is true of exactly the invoices that stand so on a day."""


def live_on_order(company_id: UUID) -> _Invoices:
    """The invoices on an order that still claim something."""
    own: _Invoices = Invoice.objects.within(company_id).filter(order_id=OuterRef("id"), kind="invoice")
    return own.exclude(state__in=ENDED)


def _until(live: _Invoices, today: date, **more: Any) -> Q:
    return Q(Exists(live.filter(state__in=RUNNING, due_on__lte=today, **more)))


def _overdue(live: _Invoices, today: date) -> Q:
    return Q(Exists(live.filter(state__in=RUNNING, due_on__lt=today)))


def _waits(live: _Invoices) -> Q:
    return Q(Exists(live.filter(state__in=WAITING)))


def _comes(live: _Invoices, today: date) -> Q:
    """Nothing is due by now and nothing disputed, and a day will come."""
    later = Q(Exists(live.filter(state__in=RUNNING, due_on__gt=today)))
    return later & ~_until(live, today) & ~_waits(live)


def _part_paid(live: _Invoices) -> Q:
    return Q(Exists(live.exclude(settled_amount=0)))


def _over(live: _Invoices) -> Q:
    return Q(Exists(live)) & ~Q(Exists(live.filter(state__in=UNFINISHED)))


def _written_off(live: _Invoices) -> Q:
    """What was left of one of its invoices, or of the order itself."""
    return Q(written_off_amount__gt=0) | Q(Exists(live.filter(state=WRITTEN_OFF)))


ORDERS_DUE: Mapping[str, Callable[[_Invoices, date], Q]] = {
    OVERDUE: _overdue,
    TODAY: lambda live, today: _until(live, today) & ~_overdue(live, today),
    LATER: lambda live, today: _comes(live, today) & ~_part_paid(live),
    PART_PAID: lambda live, today: _comes(live, today) & _part_paid(live),
    NO_DAY: lambda live, today: (
        Q(Exists(live.filter(state__in=RUNNING)))
        & ~Q(Exists(live.filter(state__in=RUNNING, due_on__isnull=False)))
        & ~_waits(live)
    ),
    DISPUTED: lambda live, today: _waits(live) & ~_until(live, today),
    NOT_INVOICED: lambda live, today: Q(state="issued", written_off_amount=0) & ~Q(Exists(live)),
    SETTLED: lambda live, today: _over(live) & ~_written_off(live),
    WRITTEN_OFF: lambda live, today: (_over(live) | Q(state="issued") & ~Q(Exists(live))) & _written_off(live),
}
"""State → what is true of exactly the promised orders that stand so on a day, by their live invoices."""


def orders_due(state: str, company_id: UUID, today: date) -> Q:
    """What is true of exactly the orders that stand so."""
    return Q(state__in=_PROMISED) & ORDERS_DUE[state](live_on_order(company_id), today)


def next_day_of_order() -> Subquery:
    """The day that counts for an order: the earliest of what runs on it."""
    own = Invoice.objects.filter(company_id=OuterRef("company_id"), order_id=OuterRef("id"), kind="invoice")
    running = own.filter(state__in=RUNNING).order_by().values("order_id")
    return Subquery(running.annotate(first=Min("due_on")).values("first"))
