"""How the next numbers look: the layout that stands, what it would deal today, and how far each series has counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders import numbers
from counterfoil.lifecycle.orders.models import Counter, Layout

from .setters import Setter, setters

SHOWN_NEXT, SHOWN_SERIES = 3, 10
LONGEST = Layout._meta.get_field("longest").default


@dataclass(frozen=True)
class Series:
    """One contractor's own series: how far it has counted, and its next code."""

    contractor: Contractor
    counted: int
    next: str


@dataclass(frozen=True)
class NumberLayout:
    """The layout that stands; `version` 0 is the one that every company starts with.

    `next` are the numbers that would be dealt now, fewer where the layout has no more. `series` are the contractors' that
    began last, of so many (`contractors`).
    """

    version: int
    pattern: str
    longest: int
    counted: int
    next: Sequence[str]
    series: Sequence[Series]
    contractors: int
    history: Sequence[Layout]
    setters: Mapping[UUID, Setter]

    @property
    def set_by(self) -> Setter | None:
        """Who set what stands."""
        return self.setters.get(self.history[0].id) if self.history else None


def number_layout(by: Member, at: datetime) -> NumberLayout:
    """The layout for somebody who reads it. Called inside a scope. Raises NotFound."""
    if not may_read(by.roles, "layout"):
        raise NotFound("layout")
    history = list(Layout.objects.within(by.company_id).order_by("-version"))
    version, pattern, longest = (
        (history[0].version, history[0].pattern, history[0].longest)
        if history
        else (0, numbers.DEFAULT_PATTERN, LONGEST)
    )
    today = by.company.today(at)
    value = counted(by, pattern, today)
    own = Counter.objects.within(by.company_id).filter(series__startswith=numbers.CONTRACTOR_SERIES)
    return NumberLayout(
        version,
        pattern,
        longest,
        value,
        next_numbers(pattern, today, value),
        _series(by, list(own.order_by("-id")[:SHOWN_SERIES])),
        own.count(),
        history,
        setters(by, history, "layout.set"),
    )


def counted(by: Member, pattern: str, day: date) -> int:
    """How far the company's series has counted in the period that this layout has on that day. Called inside a scope."""
    period = numbers.period(pattern, day)
    found = Counter.objects.within(by.company_id).filter(series=numbers.COMPANY_SERIES, period=period)
    return found.values_list("value", flat=True).first() or 0


def next_numbers(pattern: str, day: date, value: int) -> list[str]:
    """The next numbers behind this value; none where the layout's digits have no room for more."""
    wanted = range(value + 1, value + 1 + SHOWN_NEXT)
    return [numbers.rendered(pattern, day, one) for one in wanted if len(str(one)) <= numbers.width(pattern)]


def _series(by: Member, counters: Sequence[Counter]) -> list[Series]:
    ids = {counter.series: UUID(counter.series.removeprefix(numbers.CONTRACTOR_SERIES)) for counter in counters}
    contractors = Contractor.objects.within(by.company_id).in_bulk(ids.values())
    found = [(contractors[ids[one.series]], one.value) for one in counters if ids[one.series] in contractors]
    return [Series(one, value, numbers.contractor_code(one.code, value + 1)) for one, value in found]
