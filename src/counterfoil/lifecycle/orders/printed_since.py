"""What printed custom fields say otherwise since an order was issued: no part of the promise, so with who said it and when."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE, Value, plain
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.models import Change, Entry

from .custom import Standing, on, standing
from .models import LineValue, Order, OrderLine
from .models import Value as OrderValue

_SAYS = "order.set_fields"


@dataclass(frozen=True)
class Since:
    """One field as it stands now: what it is called, of which line it is, its value (none where it was emptied), by whom,
    and when."""

    name: str
    line: int | None
    value: Value | None
    by: str
    at: datetime


@dataclass(frozen=True)
class _Differing:
    field: CustomField
    line: int | None
    row: Any


def since(order: Order) -> list[Since]:
    """What differs from the frozen document, in the order of the fields. Called inside a scope."""
    frozen = (json.loads(order.document).get("fields") or {}) if order.document else {}
    lines = list(OrderLine.objects.within(order.company_id).filter(order_id=order.id).order_by("position"))
    differing = list(_differing(standing(order, lines), lines, frozen))
    if not differing:
        return []
    said = _entries(order)
    by_row = _said_last(order, [one.row.id for one in differing if one.row], said)
    who = Member.objects.within(order.company_id).filter(id__in={one.member_id for one in said.values()})
    names = dict(who.values_list("id", "name"))
    return [_since(one, by_row, said, names) for one in differing if said]


def _differing(now: Standing, lines: Sequence[OrderLine], frozen: Mapping[str, Any]) -> Iterator[_Differing]:
    shown = [one for one in now.fields if one.printed]
    yield from _of_one(on(shown, ORDER), now.order, frozen.get("order", []), None)
    for line in lines:
        then = frozen.get("lines", {}).get(str(line.position), [])
        yield from _of_one(on(shown, ORDER_LINE), now.of_line(line.id), then, line.position)


def _of_one(
    fields: Sequence[CustomField], rows: Mapping[UUID, Any], frozen: Sequence[Mapping[str, Any]], line: int | None
) -> Iterator[_Differing]:
    then = {one["code"]: one["value"] for one in frozen}
    for field in fields:
        row = rows.get(field.id)
        if (plain(row.value) if row else None) != then.get(field.code):
            yield _Differing(field, line, row)


def _entries(order: Order) -> dict[UUID, Entry]:
    """The times that its fields were edited after issue, oldest first."""
    done = Entry.objects.within(order.company_id).filter(order_id=order.id, verb=_SAYS, outcome=Entry.DONE)
    return {one.id: one for one in done.order_by("at", "id")}


def _said_last(order: Order, rows: Sequence[UUID], said: Mapping[UUID, Entry]) -> dict[UUID, Entry]:
    tables = [model._meta.db_table for model in (OrderValue, LineValue)]
    changes = Change.objects.within(order.company_id).filter(relation__in=tables, row_id__in=rows)
    return {one.row_id: said[one.entry_id] for one in changes.order_by("seq") if one.entry_id in said}


def _since(
    one: _Differing, by_row: Mapping[UUID, Entry], said: Mapping[UUID, Entry], names: Mapping[UUID, str]
) -> Since:
    """A value that was emptied has no row any more: the last edit stands for it."""
    last = list(said.values())[-1]
    entry = by_row.get(one.row.id, last) if one.row else last
    name = f"{one.field.group} · {one.field.name}" if one.field.group else one.field.name
    return Since(name, one.line, one.row.value if one.row else None, names[entry.member_id], entry.at)
