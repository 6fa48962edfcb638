"""What a list can be narrowed by. A filter names its parameters once, for the page's address and for the API alike.

Narrowing is a condition on rows. A filter that is `inside` is for those who work here: a contractor's list has no such one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import Amount as AmountValue
from counterfoil.foundation.kernel.values import Currency as CurrencyValue
from counterfoil.foundation.kernel.values import Day, Name

from .reader import Reader

Given = Mapping[str, Any]
Choice = tuple[str, str]
MOST_CHOICES = 200


@dataclass(frozen=True)
class Parameter:
    """One name in an address: the type of its value, and what it asks for."""

    type: Any
    says: str


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list. `offered`: whether the panel of the page offers it to contractors too, or to nobody."""

    inside: bool = field(default=False, kw_only=True)
    offered_outside: bool = field(default=True, kw_only=True)
    control: ClassVar[str] = ""
    """How the page's panel asks for it; empty where something else on the page does."""

    @property
    def head(self) -> str:
        """What the panel calls it."""
        return str(getattr(self, "label", ""))

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its names in an address."""
        raise NotImplementedError

    def condition(self, given: Given, reader: Reader) -> Q:
        """What is true of the rows that stay. At least one of its names is given."""
        raise NotImplementedError

    def in_words(self, given: Given, reader: Reader) -> str:
        """The filter as it stands, in words; empty where the page says it elsewhere. Called inside a scope."""
        return ""

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """What can be chosen from, each with its words. Called inside a scope."""
        return []


@dataclass(frozen=True)
class State(Filter):
    """The states of what is listed: the page shows them as chips, each with how many there are."""

    model: Any

    @property
    def parameters(self) -> dict[str, Parameter]:
        """`state`."""
        pattern = "^(" + "|".join(self.model.STATES) + ")$"
        return {"state": Parameter(Annotated[str, Field(pattern=pattern)], "Only those in this state.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """In this state."""
        return Q(state=given["state"])

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """Every state."""
        return [(name, capfirst(str(words))) for name, words in self.model.STATES.items()]


@dataclass(frozen=True)
class Of(Filter):
    """Those of one contractor, engagement, team or person: only what the reader sees of these can be chosen."""

    name: str
    label: Any
    visible: Callable[[Member], QuerySet[Any]]
    called: str = "name"
    picks: bool = False
    """Whether one is picked by any part of a name: there are too many to choose from."""

    @property
    def control(self) -> str:  # type: ignore[override]
        """A picker, or a choice."""
        return "pick" if self.picks else "choice"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The id: `contractor_id`."""
        return {f"{self.name}_id": Parameter(UUID, f"Only those of this {self.name}.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """Of this one."""
        return Q(**{f"{self.name}_id": given[f"{self.name}_id"]})

    def in_words(self, given: Given, reader: Reader) -> str:
        """Whose they are."""
        found = self.visible(reader.by).filter(id=given[f"{self.name}_id"]).values_list(self.called, flat=True).first()
        return f"{self.label}: {found or '–'}"

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """The first of them by name; where there are more, the last line says so, and chooses none."""
        found = self.visible(reader.by).order_by(self.called, "id").values_list("id", self.called)
        shown = [(str(one), words) for one, words in found[: MOST_CHOICES + 1]]
        if len(shown) <= MOST_CHOICES:
            return shown
        more = _("The first %(most)s by name; search the list for others") % {"most": MOST_CHOICES}
        return [*shown[:MOST_CHOICES], ("", more)]


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
class Currency(Filter):
    """In one currency."""

    label: ClassVar[Any] = gettext_lazy("Currency")
    control: ClassVar[str] = "currency"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """`currency`."""
        return {"currency": Parameter(CurrencyValue, "Only those in this currency.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """In this currency."""
        return Q(currency=given["currency"])

    def in_words(self, given: Given, reader: Reader) -> str:
        """Which."""
        return f"{self.label}: {given['currency']}"


@dataclass(frozen=True)
class When(Filter):
    """What is true of a row on the company's day: on hold, or overdue. Asked for with `true`."""

    name: str
    label: Any
    says: str
    true: Callable[[Reader], Q]
    both: tuple[Any, Any] | None = None
    """The words for true and false, where either may be asked for on the page too."""

    @property
    def control(self) -> str:  # type: ignore[override]
        """A box to tick, or a choice of both."""
        return "choice" if self.both else "tick"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its name."""
        return {self.name: Parameter(bool, self.says)}

    def condition(self, given: Given, reader: Reader) -> Q:
        """It is true; what is asked for with `false` is everything else."""
        return self.true(reader) if given[self.name] else ~self.true(reader)

    def in_words(self, given: Given, reader: Reader) -> str:
        """What is true."""
        if self.both:
            return str(self.both[0] if given[self.name] else self.both[1])
        return str(self.label) if given[self.name] else _("Not: %(what)s") % {"what": self.label}

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """True and false, in words."""
        return list(zip(("true", "false"), map(str, self.both), strict=True)) if self.both else []


def overdue(day: str, label: Any, **among: Any) -> When:
    """Those among these whose day has passed."""
    return When(
        "overdue", label, "Only those that are overdue.", lambda reader: Q(**{f"{day}__lt": reader.today}, **among)
    )


@dataclass(frozen=True)
class Numbered(Filter):
    """The whole number, however it is spelled. The page's search finds numbers by any part."""

    name: str
    column: str
    normal: Callable[[str], str]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its name."""
        return {self.name: Parameter(Name, "The whole number; case, spaces and signs do not matter.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """Of this number."""
        return Q(**{self.column: self.normal(given[self.name])})

    def in_words(self, given: Given, reader: Reader) -> str:
        """Which."""
        return _("Number: %(number)s") % {"number": given[self.name]}


def all_of(model: type[Model]) -> Callable[[Member], QuerySet[Any]]:
    """The company's rows of a table of which everybody inside may know the names."""
    return lambda by: model._default_manager.filter(company_id=by.company_id)
