"""A statement as its page lays it out: the lines of each currency between the balances that they begin and end with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.values import Day
from counterfoil.insight.statement.kinds import INVOICE, ORDER, PAYMENT, REFUND
from counterfoil.insight.statement.moved import Place
from counterfoil.insight.statement.statement import Line, Lines, Owing, Period

from ..session.member import text_sent

_DAY = TypeAdapter(Day)
_BETWEEN = "_"
_PAGES = {INVOICE: "invoice", ORDER: "record", PAYMENT: "payment", REFUND: "invoice"}
"""The page of each kind of thing that a line is about."""


@dataclass(frozen=True)
class Asked:
    """The period that an address asks for, and what of it can't be: then the year so far is shown."""

    period: Period
    wrong: Mapping[str, str]

    @classmethod
    def of(cls, address: Mapping[str, str], today: date) -> "Asked":
        """What this address asks."""
        typed = {name: text_sent(address, name) for name in ("from", "to")}
        days = {name: _day(text) for name, text in typed.items()}
        wrong = {name: _("Write a day such as 2026-03-31.") for name, text in typed.items() if text and not days[name]}
        period = Period.of(today, days["from"], days["to"])
        if not wrong and period.first > period.last:
            wrong = {"to": _("A period ends on the day on which it begins, or later.")}
        return cls(Period.of(today) if wrong else period, wrong)


@dataclass(frozen=True)
class Group:
    """The lines of one currency on this page. `before` is the balance above them, carried over from the page before or not;
    `ends`: nothing of it is on the next page."""

    owing: Owing
    lines: Sequence[tuple[Line, str]]
    before: Decimal
    is_carried: bool
    ends: bool


def groups(owings: Sequence[Owing], found: Lines, after: Place | None) -> Iterator[Group]:
    """Each currency of which there are lines on this page."""
    known = {one.currency: one for one in owings}
    for currency, each in groupby(found.each, lambda line: line.currency):
        lines = list(each)
        first = lines[0]
        yield Group(
            known[currency],
            [(line, _PAGES[line.kind.thing]) for line in lines],
            first.balance - (first.amount if first.is_owed else ZERO),
            after is not None and after.currency == currency,
            found.further != currency,
        )


def place_of(text: str) -> Place | None:
    """Where the page begins; anything unreadable is the beginning."""
    try:
        return Place.read(text.split(_BETWEEN)) if text else None
    except ValueError:
        return None


def address_of(place: Place | None) -> str:
    """The place as an address says it."""
    return _BETWEEN.join(map(str, place)) if place else ""


def _day(text: str) -> date | None:
    try:
        return _DAY.validate_python(text) if text else None
    except ValidationError:
        return None
