"""What a list can be narrowed by. A filter names its parameters once, for the page's address and for the API alike.

Narrowing is a condition on rows. A filter that is `inside` is for those who work here: a contractor's list has no such one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar
from uuid import UUID

from django.db.models import Case, F, Model, Q, QuerySet, TextField, Value
from django.db.models import When as Where
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import Currency as CurrencyValue
from counterfoil.foundation.kernel.values import Name

from .pickers import Picker, by_name
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
    whole: ClassVar[bool] = False
    """Whether it finds what is archived too."""
    control: ClassVar[str] = ""
    """How the page's panel asks for it; empty where something else on the page does."""
    chips: ClassVar[bool] = False
    """Whether the page shows what can be chosen as chips, each with how many there are."""

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

    def chip(self, reader: Reader) -> Any:
        """Which chip a row counts for, as the database reckons it."""
        raise NotImplementedError


@dataclass(frozen=True)
class State(Filter):
    """The states of what is listed: the page shows them as chips, each with how many there are."""

    model: Any
    name: ClassVar[str] = "state"
    chips: ClassVar[bool] = True

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

    def chip(self, reader: Reader) -> Any:
        """The state."""
        return F("state")


@dataclass(frozen=True)
class Kind:
    """One of several kinds of rows that exclude each other: its words, and what is true of the rows of this kind."""

    words: Any
    true: Callable[[Reader], Q]


@dataclass(frozen=True)
class OneOf(Filter):
    """Those of one kind, where no single column says of which kind a row is, or the column has other words.

    `few`: there are many kinds, and a chip is shown only where something is of it.
    """

    name: str
    label: Any
    kinds: Mapping[str, Kind]
    as_chips: bool = False
    few: bool = False

    @property
    def chips(self) -> bool:  # type: ignore[override]
        """Whether the page shows the kinds as chips."""
        return self.as_chips

    @property
    def control(self) -> str:  # type: ignore[override]
        """Chips, or a choice."""
        return "" if self.chips else "choice"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its name."""
        pattern = "^(" + "|".join(self.kinds) + ")$"
        says = f"Only those of this {self.name.replace('_', ' ')}."
        return {self.name: Parameter(Annotated[str, Field(pattern=pattern)], says)}

    def condition(self, given: Given, reader: Reader) -> Q:
        """Of this kind."""
        return self.kinds[given[self.name]].true(reader)

    def in_words(self, given: Given, reader: Reader) -> str:
        """Of which kind, where no chip says it."""
        words = capfirst(str(self.kinds[given[self.name]].words))
        return "" if self.chips else f"{self.label}: {words}"

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """Every kind."""
        return [(name, capfirst(str(kind.words))) for name, kind in self.kinds.items()]

    def chip(self, reader: Reader) -> Any:
        """The kind whose condition is true."""
        whens = [Where(kind.true(reader), then=Value(name)) for name, kind in self.kinds.items()]
        return Case(*whens, default=Value(""), output_field=TextField())


@dataclass(frozen=True)
class Of(Filter):
    """Those of one contractor, engagement, team or person: only what the reader sees of these can be chosen.

    Where there are more than can be chosen from, one is picked by any part of a name.
    """

    name: str
    label: Any
    visible: Callable[[Member], QuerySet[Any]]
    called: str = "name"
    apart: str = ""
    """What tells two of one name apart."""
    picker: Picker | None = field(default=None, kw_only=True)
    """How one is picked where a picker of its own is known; then always."""
    through: Callable[[Reader, UUID], Q] | None = field(default=None, kw_only=True)
    """What is true of the rows, where they do not name it themselves."""
    asked: bool = field(default=True, kw_only=True)
    """Whether the panel asks for it: links alone lead to what it does not ask for."""

    @property
    def control(self) -> str:  # type: ignore[override]
        """A picker, or a choice."""
        if not self.asked:
            return ""
        return "pick" if self.picker else "choice"

    @property
    def picks(self) -> Picker:
        """How one of many is picked."""
        return self.picker or by_name(self.visible, self.called, self.apart)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The id: `contractor_id`."""
        return {f"{self.name}_id": Parameter(UUID, f"Only those of this {self.name}.")}

    def condition(self, given: Given, reader: Reader) -> Q:
        """Of this one."""
        value = given[f"{self.name}_id"]
        return self.through(reader, value) if self.through else Q(**{f"{self.name}_id": value})

    def in_words(self, given: Given, reader: Reader) -> str:
        """Whose they are."""
        found = self.visible(reader.by).filter(id=given[f"{self.name}_id"]).values_list(self.called, flat=True).first()
        return f"{self.label}: {found or '–'}"

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """All of them by name; none where there are too many, so that one is picked."""
        found = self.visible(reader.by).order_by(self.called, "id").values_list("id", self.called)
        shown = [(str(one), words) for one, words in found[: MOST_CHOICES + 1]]
        return shown if len(shown) <= MOST_CHOICES else []


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


@dataclass(frozen=True)
class Numbered(Filter):
    """The whole number, however it is spelled. The page's search finds numbers by any part."""

    whole: ClassVar[bool] = True

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
