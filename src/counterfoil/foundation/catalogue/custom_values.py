"""The value of a custom field: a table in each room whose things have such fields, and how values are read and written there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.db import models
from django.db.models import BaseConstraint, Func, IntegerField, Prefetch, prefetch_related_objects
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool, StringConstraints

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.tables import Owned, Within

from .custom_kinds import COLUMNS, PERSONAL, Value, column_of, read, read_plain
from .custom_kinds import plain as plainly
from .models import CustomField
from .states import IN_USE

MOST_FIELDS = 100
Code = Annotated[str, StringConstraints(max_length=40)]
FieldValues = Annotated[
    dict[Code, StrictBool | Decimal | str | None],
    Field(
        max_length=MOST_FIELDS, description="Custom fields by their codes. Null empties one; what is not named stays."
    ),
]
"""What is typed into custom fields, at every door: whether it is of the field's kind, the company's own fields say."""
Told = Mapping[UUID, Value | None]
"""What was typed, by the field's id: nothing where the field was emptied."""


def _figure() -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=24, decimal_places=6, null=True)


class CustomValue(Owned):
    """What one custom field says of one thing. One column holds it: that of its kind, plain or personal as its field is."""

    field = Within(CustomField, related_name="+")
    number = _figure()
    flag = models.BooleanField(null=True)
    words = plain(models.TextField(null=True))
    day = models.DateField(null=True)
    time = plain(models.TimeField(null=True))
    moment = models.DateTimeField(null=True)
    personal_number = personal(_figure())
    personal_flag = personal(models.BooleanField(null=True))
    personal_words = personal(models.TextField(null=True))
    personal_day = personal(models.DateField(null=True))
    personal_time = personal(models.TimeField(null=True))
    personal_moment = personal(models.DateTimeField(null=True))

    class Meta:
        abstract = True

    @property
    def value(self) -> Value | None:
        """What it says."""
        held = (getattr(self, name) for name in HOLDING)
        return next((one for one in held if one is not None), None)


HOLDING = (*COLUMNS, *(f"{PERSONAL}{name}" for name in COLUMNS))
"""The columns of which one holds the value."""


def valued(name: str, place: str, parent: str) -> list[BaseConstraint]:
    """The guards of a table of values, on what its fields stand."""
    one = Exact(Func(*HOLDING, function="num_nonnulls", output_field=IntegerField()), 1)
    return [
        *owned(name),
        Rule(name=f"{name}_fits", function="guard_custom_value", told=[place]),
        models.UniqueConstraint(name=f"{name}_once", fields=["company_id", parent, "field"]),
        models.CheckConstraint(name=f"{name}_one_value", condition=one),
    ]


@dataclass(frozen=True)
class Filled:
    """A custom field, and what it says of one thing."""

    field: CustomField
    value: Value | None

    @property
    def plain(self) -> str | bool | None:
        """The value as programs have it."""
        return plainly(self.value)


def is_asked(field: CustomField, day: date) -> bool:
    """Whether a field is asked for on this day: it is in use, and valid."""
    begun = field.valid_from is None or field.valid_from <= day
    return field.state == IN_USE and begun and (field.valid_through is None or day <= field.valid_through)


def typed(
    fields: Iterable[CustomField], given: Mapping[str, Any], day: date, path: str = "fields"
) -> dict[UUID, Value | None]:
    """What was typed, as what it is. Raises Invalid, with a sentence under each field's path."""
    known = {one.code: one for one in fields}
    found: dict[UUID, Value | None] = {}
    wrong: dict[str, list[Any]] = {}
    for code, value in given.items():
        field = known.get(code.strip().upper())
        if field is None:
            wrong[f"{path}.{code}"] = [_("There is no such field.")]
        elif not is_asked(field, day):
            wrong[f"{path}.{code}"] = [_("%(field)s is not in use: nothing is typed into it.") % {"field": field.name}]
        else:
            try:
                found[field.id] = read(field.kind, field.choices, value)
            except ValueError as error:
                wrong[f"{path}.{code}"] = [_("%(field)s: %(told)s") % {"field": field.name, "told": error}]
    if wrong:
        raise Invalid(wrong)
    return found


def begun(fields: Iterable[CustomField], told: Told, day: date) -> dict[UUID, Value | None]:
    """What something new says: what was typed, and in a field that was not named what it begins with."""
    first = {one.id: read_plain(one.kind, one.choices, one.default) for one in fields if is_asked(one, day)}
    return {**first, **told}


def missing(fields: Iterable[CustomField], filled: Collection[UUID], day: date) -> list[CustomField]:
    """The fields that have to be filled in, and are not."""
    return [one for one in fields if one.required and is_asked(one, day) and one.id not in filled]


def stands(
    model: type[CustomValue], company_id: UUID, parent: str, ids: Collection[UUID]
) -> dict[UUID, dict[UUID, Any]]:
    """The values of these things, by the thing and by the field, in one query. Called inside a scope."""
    found: dict[UUID, dict[UUID, Any]] = {one: {} for one in ids}
    rows = model._default_manager.filter(company_id=company_id, **{f"{parent}_id__in": list(ids)}) if ids else ()
    for row in rows:
        found[getattr(row, f"{parent}_id")][row.field_id] = row
    return found


def read_along(model: type[CustomValue], things: Sequence[Any], there: bool = True) -> None:
    """Read with these things, as their `values`, what custom fields say of them, in one query; in none where none are `there`.

    Called inside a scope.
    """
    rows = model._default_manager.select_related("field") if there else model._default_manager.none()
    prefetch_related_objects(things, Prefetch("values", rows.order_by("field__code")))


def filled(fields: Iterable[CustomField], rows: Mapping[UUID, CustomValue]) -> list[Filled]:
    """What each field says of a thing, in the order of the fields; of a retired one only where it says something."""
    told = [Filled(one, rows[one.id].value if one.id in rows else None) for one in fields]
    return [one for one in told if one.value is not None or one.field.state == IN_USE]


def new_rows(model: type[CustomValue], fields: Sequence[CustomField], told: Told, **whose: Any) -> list[Any]:
    """The rows of what is said of something, which hang on `whose`."""
    known = {one.id: one for one in fields}
    return [
        _held(model(field=known[one], **whose), known[one], value) for one, value in told.items() if value is not None
    ]


def put(
    model: type[CustomValue], fields: Sequence[CustomField], rows: Mapping[UUID, Any], told: Told, **whose: Any
) -> bool:
    """Write what was typed over what stands, and say whether anything differs. An emptied field has no row."""
    known = {one.id: one for one in fields}
    changed = {one: value for one, value in told.items() if value != (rows[one].value if one in rows else None)}
    new = {one: value for one, value in changed.items() if one not in rows}
    model._default_manager.bulk_create(new_rows(model, fields, new, **whose))
    for one in changed.keys() - new.keys():
        if changed[one] is None:
            rows[one].delete()
        else:
            _held(rows[one], known[one], changed[one]).save()
    return bool(changed)


def _held(row: CustomValue, field: CustomField, value: Value | None) -> CustomValue:
    for name in HOLDING:
        setattr(row, name, None)
    setattr(row, column_of(field.kind, field.is_personal), value)
    return row
