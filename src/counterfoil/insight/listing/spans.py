"""Filters from and to: days, moments by their day, and amounts; and what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.values import Amount as AmountValue
from counterfoil.foundation.kernel.values import Day

from .filters import Filter, Given, Parameter, When
from .reader import Reader


@dataclass(frozen=True)
class _Span(Filter):
    """From and to, either of which may be open."""

    name: str
    label: Any
    type: ClassVar[Any]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """`…_from` and `…_to`."""
        words = self.name.replace("_", " ")
        return {
            f"{self.name}_from": Parameter(self.type, f"Only those whose {words} is this or more."),
            f"{self.name}_to": Parameter(self.type, f"Only those whose {words} is this or less."),
        }

    def condition(self, given: Given, reader: Reader) -> Q:
        """Between the two, both of them included."""
        ends = {f"{self.name}__gte": given.get(f"{self.name}_from"), f"{self.name}__lte": given.get(f"{self.name}_to")}
        return Q(**{name: end for name, end in ends.items() if end is not None})

    def in_words(self, given: Given, reader: Reader) -> str:
        """From where to where."""
        first, last = given.get(f"{self.name}_from"), given.get(f"{self.name}_to")
        ends = {name: self.written(end, reader) for name, end in (("first", first), ("last", last)) if end is not None}
        if first is None:
            return _("%(what)s: up to %(last)s") % {"what": self.label, **ends}
        if last is None:
            return _("%(what)s: from %(first)s") % {"what": self.label, **ends}
        return _("%(what)s: %(first)s to %(last)s") % {"what": self.label, **ends}

    def written(self, end: Any, reader: Reader) -> str:
        """One end in the reader's hand."""
        raise NotImplementedError


class Period(_Span):
    """Between two days, both of them included."""

    control = "days"
    type = Day

    def written(self, end: Any, reader: Reader) -> str:
        """The day."""
        return reader.words.day(end)


class Amount(_Span):
    """Between two amounts, whatever their currency."""

    control = "amounts"
    type = AmountValue

    def written(self, end: Any, reader: Reader) -> str:
        """The amount."""
        return reader.words.number(end)


@dataclass(frozen=True)
class Days(Period):
    """Between two of the company's days, of what happened at a moment."""

    moment: str

    def condition(self, given: Given, reader: Reader) -> Q:
        """From the first moment of the one to the last of the other."""
        first, last = given.get(f"{self.name}_from"), given.get(f"{self.name}_to")
        from_first = Q(**{f"{self.moment}__gte": _midnight(first, reader)}) if first else Q()
        return from_first & (Q(**{f"{self.moment}__lt": _midnight(last + timedelta(1), reader)}) if last else Q())


def _midnight(day: date, reader: Reader) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(reader.by.company.timezone))


def overdue(day: str, label: Any, **among: Any) -> When:
    """Those among these whose day has passed."""
    return When(
        "overdue", label, "Only those that are overdue.", lambda reader: Q(**{f"{day}__lt": reader.today}, **among)
    )
