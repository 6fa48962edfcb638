"""The columns and filters that a list has because its company has custom fields: made from them while it is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.custom_kinds import (
    CHOICE,
    DAY,
    FLAG,
    LINE,
    MOMENT,
    NUMBER,
    TEXT,
    TIME,
    Clock,
    column_of,
    in_words,
)
from counterfoil.foundation.catalogue.custom_values import CustomValue
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.kernel.values import Day, Name, SignedQuantity

from .columns import Column, Value
from .filters import Choice, Filter, Given, Parameter
from .reader import Reader


@dataclass(frozen=True)
class Customised:
    """A list whose rows have custom fields: on what these stand, where their values are, and what those call the row."""

    place: str
    values: type[CustomValue]
    parent: str

    def fields(self, reader: Reader) -> list[CustomField]:
        """The fields of such rows; none for a contractor."""
        return [] if reader.outside else [one for one in reader.custom_fields if one.applies_to == self.place]

    def columns(self, reader: Reader) -> list[Column]:
        """A column for each of them."""
        return [CustomColumn(one.name, "", called=_name(one.code), field=one) for one in self.fields(reader)]

    def filters(self, reader: Reader) -> list[Filter]:
        """A filter for each of them."""
        return [CustomFilter(one, self, inside=True) for one in self.fields(reader)]


def _name(name: str) -> str:
    """What addresses call it."""
    return f"fields[{name}]"


@dataclass(frozen=True)
class CustomColumn(Column):
    """What one custom field says of each row, which was read with its values. It is shown where somebody chooses it."""

    chosen_only: bool = field(default=True, kw_only=True)
    field: CustomField = field(kw_only=True)

    @property
    def at_end(self) -> bool:  # type: ignore[override]
        """Figures stand at the end of their column."""
        return self.field.kind == NUMBER

    def cell(self, one: Any, row: Any, reader: Reader) -> dict[str, Any]:
        """The value in the reader's hand."""
        return {"text": in_words(self._said(row), reader.words)}

    def plain(self, one: Any, row: Any, reader: Reader) -> list[Value]:
        """The value as files have it: a number as a number, a day as a day, a moment in the company's zone."""
        said = self._said(row)
        if isinstance(said, datetime):
            return [said.astimezone(ZoneInfo(reader.by.company.timezone))]
        return [in_words(said, reader.words) if isinstance(said, bool | time) else said]

    def _said(self, row: Any) -> Any:
        return next((each.value for each in row.values.all() if each.field_id == self.field.id), None)


@dataclass(frozen=True)
class CustomFilter(Filter):
    """Those of which a custom field says this: a choice, part of its words, or between two figures or days."""

    field: CustomField
    of: Customised

    @property
    def control(self) -> str:  # type: ignore[override]
        """How the panel asks for it."""
        kinds = {NUMBER: "amounts", DAY: "days", MOMENT: "days", FLAG: "choice", CHOICE: "choice"}
        return kinds.get(self.field.kind, "text")

    @property
    def head(self) -> str:
        """What the panel calls it."""
        return self.field.name

    @property
    def parameters(self) -> dict[str, Parameter]:
        """`fields[CODE]`, or `fields[CODE_from]` and `fields[CODE_to]`."""
        kind, code, says = self.field.kind, self.field.code, f"By the custom field {self.field.code}."
        if kind in (NUMBER, DAY, MOMENT):
            type_ = SignedQuantity if kind == NUMBER else Day
            return {_name(f"{code}_{end}"): Parameter(type_, says) for end in ("from", "to")}
        return {_name(code): Parameter({FLAG: bool, TIME: Clock}.get(kind, Name), says)}

    def condition(self, given: Given, reader: Reader) -> Q:
        """What is true of the rows whose value is so."""
        rows = self.of.values._default_manager.filter(company_id=reader.by.company_id, field_id=self.field.id)
        return Q(id__in=rows.filter(self._holds(given, reader)).values(f"{self.of.parent}_id"))

    def in_words(self, given: Given, reader: Reader) -> str:
        """What is asked for."""
        params = {"what": self.field.name} | {
            name.rpartition("_")[2].rstrip("]"): self._written(value, reader) for name, value in given.items()
        }
        if len(given) == 2:
            return _("%(what)s: %(from)s to %(to)s") % params
        if "from" in params:
            return _("%(what)s: from %(from)s") % params
        return (_("%(what)s: up to %(to)s") if "to" in params else "%(what)s: %(said)s") % (
            params | {"said": self._written(next(iter(given.values())), reader)}
        )

    def choices(self, reader: Reader) -> Sequence[Choice]:
        """The field's own, or yes and no."""
        if self.field.kind == FLAG:
            return [("true", _("Yes")), ("false", _("No"))]
        return [(one, one) for one in self.field.choices]

    def _holds(self, given: Given, reader: Reader) -> Q:
        kind, column = self.field.kind, column_of(self.field.kind, self.field.is_personal)
        first, last = (given.get(_name(f"{self.field.code}_{end}")) for end in ("from", "to"))
        if kind == MOMENT:
            ends = {"gte": _midnight(first, reader), "lt": _midnight(last, reader, 1)}
            return Q(**{f"{column}__{end}": at for end, at in ends.items() if at is not None})
        if kind in (NUMBER, DAY):
            both = {"gte": first, "lte": last}
            return Q(**{f"{column}__{end}": value for end, value in both.items() if value is not None})
        value = given[_name(self.field.code)]
        return Q(**{f"{column}__icontains" if kind in (LINE, TEXT) else column: value})

    def _written(self, value: Any, reader: Reader) -> str:
        return in_words(value, reader.words)


def _midnight(day: Any, reader: Reader, later: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(later), time(), ZoneInfo(reader.by.company.timezone))


def codes_asked(given: Mapping[str, str]) -> dict[str, str]:
    """What an address asks of custom fields, by their names in it: `fields[CODE]`."""
    return {_name(code): text for code, text in given.items()}


CUSTOM = re.compile(r"^fields\[(.{1,60})\]$")
"""How an address names what is asked of a custom field."""
