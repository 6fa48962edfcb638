"""The statement of one contractor: what was ordered, invoiced, credited, paid and settled otherwise in a period, line by line,
and what is owed either way. Each currency stands by itself; nothing is ever added across currencies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.written import first_of
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments.models import Payment, Refund

from . import moved
from .kinds import ACCOUNT, FIGURES, INVOICE, ORDER, PAYMENT, REFUND, Figure, Kind
from .moved import BEGINNING, Moved, Place, Sum


@dataclass(frozen=True)
class Period:
    """From one day to another, both of them included."""

    first: date
    last: date

    @classmethod
    def of(cls, today: date, first: date | None = None, last: date | None = None) -> "Period":
        """What is asked for; the year so far where nothing is."""
        end = last or today
        return cls(first or end.replace(month=1, day=1), end)

    @classmethod
    def always(cls) -> "Period":
        """From the first thing that happened to the last."""
        return cls(date.min, date.max)


@dataclass(frozen=True)
class Owing:
    """How we stand in one currency: at the beginning of a period and at its end, and what each figure came to within it.

    `balance` is what we owe less what they owe; `we_owe` and `they_owe` are the two by themselves, invoice by invoice: a
    credit balance stays theirs to give until it is set off, refunded or written off.
    """

    currency: str
    opening: Decimal
    balance: Decimal
    we_owe: Decimal
    they_owe: Decimal
    figures: Mapping[str, Decimal]

    @property
    def told(self) -> list[tuple[Figure, Decimal]]:
        """The figures that are said: the common ones, and of the others those that are something."""
        return [(one, self.figures[one.name]) for one in FIGURES if one.always or self.figures[one.name]]


@dataclass(frozen=True)
class Line:
    """One thing that happened: the document that says it, our orders, and what it does. Of what is ordered nothing is owed."""

    place: Place
    kind: Kind
    amount: Decimal
    balance: Decimal
    document: str
    invoices: Sequence[str]
    orders: Sequence[str]
    leads_to: UUID
    waits: bool
    """Whether it is an invoice that is not agreed yet."""

    @property
    def day(self) -> date:
        """When it counts."""
        return self.place.day

    @property
    def currency(self) -> str:
        """Its currency."""
        return self.place.currency

    @property
    def is_owed(self) -> bool:
        """Whether it changes what is owed."""
        return self.kind.book == ACCOUNT

    @property
    def named_by_it(self) -> bool:
        """Whether its document is another thing than our order, whose number stands beside it."""
        return self.kind.thing != ORDER

    @property
    def pays(self) -> str:
        """Which invoices it is for, where it is none itself: the first and how many more."""
        return "" if self.kind.thing == INVOICE else first_of(self.invoices)

    @property
    def our_orders(self) -> str:
        """The numbers of our orders: the first and how many more."""
        return first_of(self.orders)


@dataclass(frozen=True)
class Lines:
    """Some lines, and where the next ones begin: of which currency, too."""

    each: Sequence[Line]
    after: Place | None = None
    further: str = ""


def owings(by: Member, contractor_id: UUID, period: Period, *, outside: bool = False) -> list[Owing]:
    """How this member sees us stand with a contractor, by currency; `outside`, without what is for those who work here alone.

    Called inside a scope, for a contractor they see.
    """
    found: dict[str, list[Sum]] = defaultdict(list)
    for one in moved.sums(by, contractor_id, period.first, period.last, outside):
        found[one.currency].append(one)
    return [_owing(currency, found[currency]) for currency in sorted(found)]


def lines(
    by: Member, contractor_id: UUID, period: Period, after: Place | None, most: int, *, outside: bool = False
) -> Lines:
    """So many lines after a place, in four queries whatever their number. Called inside a scope."""
    found = moved.lines(by, contractor_id, period.first, period.last, after or BEGINNING, most + 1, outside)
    shown = found[:most]
    told = list(_named(by, shown))
    return Lines(told, shown[-1].place, found[most].place.currency) if len(found) > most else Lines(told)


def is_whole(by: Member, contractor_id: UUID) -> bool:
    """Whether this member sees all of it: a manager of some teams has what is on those teams' orders. In a scope."""
    if by.roles & SEES_EVERY_ORDER:
        return True
    every = (
        (invoices, Invoice.objects.within(by.company_id).filter(contractor_id=contractor_id)),
        (orders, Order.objects.within(by.company_id).filter(contractor_id=contractor_id, issued_on__isnull=False)),
    )
    return not any(rows.exclude(id__in=seen.visible(by).values("id")).exists() for seen, rows in every)


def _owing(currency: str, sums: Sequence[Sum]) -> Owing:
    of_kinds = [(one.kind, one) for one in sums if one.kind]
    owed = [one for kind, one in of_kinds if kind.book == ACCOUNT]
    either = next((one for one in sums if one.kind is None), Sum(currency, None, ZERO, ZERO))
    opening = sum((one.one for one in owed), ZERO)
    within: dict[str, Decimal] = defaultdict(Decimal)
    for kind, one in of_kinds:
        within[kind.figure] += one.other
    figures = {one.name: one.sign * within[one.name] + ZERO for one in FIGURES}  # no minus before a zero
    balance = opening + sum((one.other for one in owed), ZERO)
    return Owing(currency, opening, balance, either.one, either.other, figures)


def _named(by: Member, shown: Sequence[Moved]) -> Iterator[Line]:
    """The lines with the numbers of what they name: one query for each kind of thing, of those that there are."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for one in shown:
        wanted[one.kind.thing].add(one.place.thing)
        wanted[INVOICE].update(one.invoices)
        wanted[ORDER].update(one.orders)
    numbers = {
        thing: dict(table.objects.within(by.company_id).filter(id__in=wanted[thing]).values_list("id", column))
        for thing, (table, column) in _CALLED.items()
        if wanted[thing]
    }
    bills, own = numbers.get(INVOICE, {}), numbers.get(ORDER, {})
    waiting = _waiting(by, wanted[INVOICE])
    for one in shown:
        thing = one.place.thing
        yield Line(
            one.place,
            one.kind,
            one.amount,
            one.balance,
            numbers[one.kind.thing].get(thing) or "",
            sorted(bills[each] for each in one.invoices),
            sorted(own[each] or "" for each in one.orders),
            one.invoices[0] if one.kind.thing == REFUND else thing,
            one.kind.name == "invoice" and thing in waiting,
        )


_CALLED: dict[str, tuple[Any, str]] = {
    INVOICE: (Invoice, "number"),
    ORDER: (Order, "number"),
    PAYMENT: (Payment, "reference"),
    REFUND: (Refund, "reference"),
}


def _waiting(by: Member, invoice_ids: set[UUID]) -> set[UUID]:
    if not invoice_ids:
        return set()
    found = Invoice.objects.within(by.company_id).filter(id__in=invoice_ids, state__in=WAITING)
    return set(found.values_list("id", flat=True))
