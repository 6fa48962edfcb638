"""What notes and printed custom fields say otherwise since an order was issued: no part of the promise, so with who said it and
when."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE, TEXT
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.trail.models import Change, Entry

from .custom import Standing, approved, on, printed, standing
from .models import LineValue, Order, OrderLine, Value

_FIELDS, _NOTES = "order.set_fields", "order.set_notes"
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Since:
    """One field as it stands now: what it is called, of which line it is, its kind and value (none where it was emptied), by
    whom, and when. The notes of the order have no name: what they are called depends on who reads."""

    name: str
    line: int | None
    kind: str
    value: Any
    by: str
    at: datetime


@dataclass(frozen=True)
class _Differing:
    field: CustomField
    line: int | None
    value: Any
    row: Any


def since(order: Order, company: Company) -> list[Since]:
    """What differs from the frozen document: the notes, then the fields in their order. Called inside a scope."""
    document = json.loads(order.document)
    return [*notes_since(order, document.get("notes", order.notes)), *_fields(order, company, document)]


def notes_since(order: Order, frozen: str) -> list[Since]:
    """The notes as they stand, where they are not those that were issued. Called inside a scope."""
    if order.notes == frozen or not (said := _entries(order, _NOTES)):
        return []
    last = list(said.values())[-1]
    return [Since("", None, TEXT, order.notes or None, _names(order, said)[last.member_id], last.at)]


def _fields(order: Order, company: Company, document: Told) -> list[Since]:
    lines = list(OrderLine.objects.within(order.company_id).filter(order_id=order.id).order_by("position"))
    now = standing(order, lines)
    if not now.fields:
        return []
    then = document.get("fields") or {}
    differing = list(_differing(now, lines, then, approved(printed(now, lines, company.timezone)) or {}))
    said = _entries(order, _FIELDS) if differing else {}
    if not said:
        return []
    by_row = _said_last(order, [one.row.id for one in differing if one.row], said)
    names = _names(order, said)
    return [_since(one, by_row, said, names) for one in differing]


def _differing(now: Standing, lines: Sequence[OrderLine], then: Told, told: Told) -> Iterator[_Differing]:
    shown = [one for one in now.fields if one.printed]
    yield from _of_one(on(shown, ORDER), now.order, then.get("order", []), told.get("order", []), None)
    for line in lines:
        frozen, current = (one.get("lines", {}).get(str(line.position), []) for one in (then, told))
        yield from _of_one(on(shown, ORDER_LINE), now.of_line(line.id), frozen, current, line.position)


def _of_one(
    fields: Sequence[CustomField],
    rows: Mapping[UUID, Any],
    then: Sequence[Told],
    told: Sequence[Told],
    line: int | None,
) -> Iterator[_Differing]:
    frozen, current = ({one["code"]: one["value"] for one in said} for said in (then, told))
    for field in fields:
        value = current.get(field.code)
        if value != frozen.get(field.code):
            yield _Differing(field, line, value, rows.get(field.id))


def _entries(order: Order, verb: str) -> dict[UUID, Entry]:
    """The times that its fields or notes were edited after issue, oldest first."""
    done = Entry.objects.within(order.company_id).filter(order_id=order.id, verb=verb, outcome=Entry.DONE)
    return {one.id: one for one in done.order_by("at", "id")}


def _names(order: Order, said: Mapping[UUID, Entry]) -> dict[UUID, str]:
    who = Member.objects.within(order.company_id).filter(id__in={one.member_id for one in said.values()})
    return dict(who.values_list("id", "name"))


def _said_last(order: Order, rows: Sequence[UUID], said: Mapping[UUID, Entry]) -> dict[UUID, Entry]:
    tables = [model._meta.db_table for model in (Value, LineValue)]
    changes = Change.objects.within(order.company_id).filter(relation__in=tables, row_id__in=rows)
    return {one.row_id: said[one.entry_id] for one in changes.order_by("seq") if one.entry_id in said}


def _since(
    one: _Differing, by_row: Mapping[UUID, Entry], said: Mapping[UUID, Entry], names: Mapping[UUID, str]
) -> Since:
    """A value that was emptied has no row any more: the last edit stands for it."""
    last = list(said.values())[-1]
    entry = by_row.get(one.row.id, last) if one.row else last
    name = f"{one.field.group}: {one.field.name}" if one.field.group else one.field.name
    return Since(name, one.line, one.field.kind, one.value, names[entry.member_id], entry.at)
