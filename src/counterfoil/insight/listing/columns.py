"""What a list shows of each row: the link to it, its contractor, its money, its state, its days.

A column says what stands in its cell on a page (`cell`) and in a file (`plain`), so that the two can't differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.text import capfirst

from counterfoil.foundation.kernel.written import MonetaryAmount

from .reader import Reader

Value = str | Decimal | date | datetime | None
Told = str | Callable[[Any, Reader], Any]
"""The path of an attribute, or a function of what is listed and its reader."""
BETWEEN = " · "


def told(what: Told, one: Any, reader: Reader) -> Any:
    """What is told of one row."""
    if callable(what):
        return what(one, reader)
    for name in what.split("."):
        one = None if one is None else getattr(one, name)
    return one


@dataclass(frozen=True)
class Column:
    """One column. `inside` hides it from contractors; `sort` is the figure by which the list can be put in order; `called` is
    its name in addresses, where what it tells gives none."""

    label: Any
    value: Told
    inside: bool = field(default=False, kw_only=True)
    sort: str = field(default="", kw_only=True)
    called: str = field(default="", kw_only=True)
    chosen_only: bool = field(default=False, kw_only=True)
    """Whether it is shown where somebody chooses it, and not by itself."""
    filed: bool = field(default=False, kw_only=True)
    """Whether it stands in a file by itself all the same, where nothing was chosen."""
    kind: ClassVar[str] = "words"
    at_end: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """What addresses and saved views call it: the attribute that it tells, `contractor_name`, or the function."""
        if self.called:
            return self.called
        if callable(self.value):
            return self.value.__name__.strip("_")
        return self.value.partition(".")[2].replace(".", "_") or self.value

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """What the page shows."""
        return {"text": told(self.value, one, reader)}

    @property
    def heads(self) -> Sequence[Any]:
        """What a file calls the column, or the columns that it becomes there."""
        return [self.label]

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The same cell in a file, one value for each head."""
        return [told(self.value, one, reader)]


@dataclass(frozen=True)
class Text(Column):
    """A sentence, such as where a thing stands. `phone` is the word before it where a phone shows no heads."""

    phone: Any = field(default="", kw_only=True)

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The sentence."""
        return super().cell(one, row, reader) | {"phone": self.phone}


class Party(Column):
    """The contractor: its value is the path of their name. For those who work here it leads to the contractor's page."""

    kind = "party"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The name, and whose page it leads to."""
        said = super().cell(one, row, reader)
        if reader.outside or not reader.sees_dealings or not isinstance(self.value, str):
            return said | {"text": said["text"] or ""}
        party = told(self.value.removesuffix(".name"), one, reader)
        return said | {"id": party.id} if party else said | {"text": ""}


@dataclass(frozen=True)
class Part:
    """One thing said in the line below a link; in a file it has a column of its own. `none` is said where there is nothing."""

    label: Any
    value: Told
    none: Any = ""

    def in_words(self, one: Any, reader: Reader) -> str:
        """It as it stands in the line."""
        value = told(self.value, one, reader)
        return reader.words.day(value) if isinstance(value, date) else str(value or self.none)


@dataclass(frozen=True)
class Link(Column):
    """The way to the row's own page, and in a line below it what else tells the row from others."""

    to: str = ""
    under: tuple[Part, ...] = ()
    of: Told = ""
    """The id of what it leads to, where that is not the row."""
    at: str = ""
    """The part of that page which it leads to: `exception` and the row's id."""
    edit: str = ""
    """The page on which a row is edited, and of which rows this reader may."""
    edits: Callable[[Any, Reader], bool] = lambda row, reader: False
    leads: Callable[[Any], bool] = lambda one: True
    """Whether this reader finds that page."""
    kind: ClassVar[str] = "link"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The words of the link, where it leads, and the line below."""
        parts = [part.in_words(one, reader) for part in self.under]
        return super().cell(one, row, reader) | {
            "to": self.to if self.leads(one) else "",
            "id": told(self.of, one, reader) if self.of else row.id,
            "part": f"{self.at}-{row.id}" if self.at else "",
            "edit": self.edit if self.edits(row, reader) else "",
            "under": BETWEEN.join(filter(None, parts)),
        }

    @property
    def heads(self) -> Sequence[Any]:
        """The link's own, and one for each part."""
        return [self.label, *(part.label for part in self.under)]

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The words of the link, and each part by itself."""
        return [told(self.value, one, reader), *(told(part.value, one, reader) for part in self.under)]


class Named(Link):
    """What a row is of, and in a line below it more of that; no link, because the row leads elsewhere."""

    kind = "named"


@dataclass(frozen=True)
class Money(Column):
    """An amount in the row's currency. `total` names the figure that is summed for the foot of the list."""

    total: str = field(default="", kw_only=True)
    phone: Any = field(default="", kw_only=True)
    """The word before the figure where a phone shows no heads; the currency is not repeated then."""
    counts: Q | None = field(default=None, kw_only=True)
    """What is true of the rows whose figure counts for the sum, where not all do."""
    kind: ClassVar[str] = "money"
    at_end: ClassVar[bool] = True

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The amount, or none, and its currency."""
        return {"amount": told(self.value, one, reader), "currency": row.currency, "phone": self.phone}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The amount with its currency's decimals."""
        amount = told(self.value, one, reader)
        return [None if amount is None else Decimal(MonetaryAmount(amount, row.currency).figure)]


@dataclass(frozen=True)
class StateChip(Column):
    """The state as a shape and its word. The shape is half filled where this figure is not zero."""

    value: Told = "state"
    half: str = field(default="", kw_only=True)
    kind: ClassVar[str] = "state"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The state by name and in words."""
        half = bool(self.half and getattr(row, self.half))
        return {"name": row.state, "words": row.state_words(row.state), "half": half}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The state in words."""
        return [capfirst(str(row.state_words(row.state)))]


@dataclass(frozen=True)
class Chip(Column):
    """A shape and its word, where no column of the row says its state: `value` tells both, the name and the words."""

    kind: ClassVar[str] = "state"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """By name and in words."""
        name, words = told(self.value, one, reader)
        return {"name": name, "words": words, "half": False}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The words."""
        return [capfirst(str(told(self.value, one, reader)[1]))]


@dataclass(frozen=True)
class Day(Column):
    """A day. `phone` is the word before it where a phone shows no heads."""

    phone: Any = field(default="", kw_only=True)
    kind: ClassVar[str] = "day"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The day, or none."""
        return {"day": told(self.value, one, reader), "phone": self.phone}


class Moment(Column):
    """A moment, in few words."""

    kind = "moment"
    at_end = True

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The moment."""
        return {"at": told(self.value, one, reader)}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The moment in the company's zone."""
        return [told(self.value, one, reader).astimezone(ZoneInfo(reader.by.company.timezone))]


@dataclass(frozen=True)
class Due(Day):
    """A day that is due, with how long the row stands already."""

    since: Told = ""
    kind: ClassVar[str] = "due"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The day, the company's own day to compare it with, and the moment since when."""
        return super().cell(one, row, reader) | {"today": reader.today, "since": told(self.since, one, reader)}


@dataclass(frozen=True)
class Became(Column):
    """What became of something that arrived, why, and where it leads to."""

    why: Told = ""
    kind: ClassVar[str] = "became"

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """All of it: the page lays it out."""
        return {"one": one}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """What became of it and why, in one line."""
        return [" ".join([told(self.value, one, reader), *told(self.why, one, reader)])]
