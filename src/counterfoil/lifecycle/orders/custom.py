"""The custom fields of orders and their lines: typed with a draft, printed with what is approved, edited by themselves later."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE, plain
from counterfoil.foundation.catalogue.custom_values import Told, begun, new_rows, put, stands, typed
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import custom_fields
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.prepared import Prepared
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.engagements.models import Engagement

from .models import LineValue, Order, OrderLine, Value

Fields = Sequence[CustomField]
Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """What was typed into the custom fields of an order and of each of its lines, as what it is."""

    fields: Fields
    order: Told
    lines: Sequence[Told]


@dataclass(frozen=True)
class Standing:
    """The custom fields of a company, and what they say of one order and of its lines."""

    fields: Fields = ()
    order: Mapping[UUID, Value] = field(default_factory=dict)
    lines: Mapping[UUID, Mapping[UUID, LineValue]] = field(default_factory=dict)

    def of_line(self, line_id: UUID) -> Mapping[UUID, LineValue]:
        """What they say of a line."""
        return self.lines.get(line_id, {})


def engagement_of(company_id: UUID, engagement_id: UUID) -> Engagement:
    """An engagement, with whether its company has custom fields: where it has none, no more is asked. Raises NotFound."""
    return _ENGAGEMENT.one(company_id=company_id, row_id=engagement_id)


def fields_with(engagement: Any) -> Fields:
    """The custom fields of the company of an engagement that was read so. Called inside a scope."""
    return custom_fields(engagement.company_id) if engagement.has_fields else []


def on(fields: Fields, place: str) -> list[CustomField]:
    """The fields that stand on orders, or on their lines."""
    return [one for one in fields if one.applies_to == place]


def standing(order: Order, lines: Sequence[OrderLine]) -> Standing:
    """What the custom fields say of an order and of these lines: nothing is asked where its company has none. Inside a scope."""
    fields = custom_fields(order.company_id) if order.has_fields else []
    if not fields:
        return Standing()
    own = stands(Value, order.company_id, "order", [order.id])[order.id]
    return Standing(fields, own, stands(LineValue, order.company_id, "line", [line.id for line in lines]))


def written(fields: Fields, order: Typed, lines: Sequence[Typed], day: date) -> Written:
    """What was typed of an order and of its lines. Raises Invalid, with a sentence under the path of each field that is wrong."""
    wrong: dict[str, list[Any]] = {}

    def read(place: str, given: Typed, path: str) -> dict[UUID, Any]:
        try:
            return typed(on(fields, place), given, day, path)
        except Invalid as invalid:
            wrong.update(invalid.fields)
            return {}

    found = read(ORDER, order, "fields")
    said = [read(ORDER_LINE, line, f"lines.{place}.fields") for place, line in enumerate(lines)]
    if wrong:
        raise Invalid(wrong)
    return Written(fields, found, said)


def begin(order: Order, lines: Sequence[OrderLine], said: Written, day: date) -> None:
    """Write what a new draft says: what was typed, and in what was not named what its field begins with."""
    whose = {"company_id": order.company_id, "order": order}
    own = on(said.fields, ORDER)
    Value.objects.bulk_create(new_rows(Value, own, begun(own, said.order, day), **whose))
    add_lines(order, lines, said, day)


def add_lines(order: Order, lines: Sequence[OrderLine], said: Written, day: date) -> None:
    """Write what new lines say."""
    own, whose = on(said.fields, ORDER_LINE), {"company_id": order.company_id, "order": order}
    told = [begun(own, one, day) for one in said.lines]
    rows = [new_rows(LineValue, own, one, line=line, **whose) for line, one in zip(lines, told, strict=True)]
    LineValue.objects.bulk_create([row for one in rows for row in one])


def change(order: Order, stands_now: Standing, said: Written) -> bool:
    """Write what was typed over what the order says, and say whether anything differs."""
    own = on(said.fields, ORDER)
    return put(Value, own, stands_now.order, said.order, company_id=order.company_id, order=order)


def change_line(order: Order, line: OrderLine, stands_now: Standing, told: Told) -> bool:
    """The same of a line that stays."""
    own, rows = on(stands_now.fields, ORDER_LINE), stands_now.of_line(line.id)
    return put(LineValue, own, rows, told, company_id=order.company_id, order=order, line=line)


def copy(before: Order, lines: Sequence[OrderLine], order: Order, copies: Sequence[OrderLine]) -> None:
    """Write on a replacement what the order said that it replaces, in fields that are still in use."""
    said = standing(before, lines)
    values = {one: row.value for one, row in said.order.items()}
    told = [{one: row.value for one, row in said.of_line(line.id).items()} for line in lines]
    in_use = [one for one in said.fields if one.state == "in_use"]
    whose = {"company_id": order.company_id, "order": order}
    Value.objects.bulk_create(new_rows(Value, in_use, values, **whose))
    rows = [new_rows(LineValue, in_use, one, line=line, **whose) for line, one in zip(copies, told, strict=True)]
    LineValue.objects.bulk_create([row for one in rows for row in one])


def printed(said: Standing, lines: Sequence[OrderLine], zone: str) -> str:
    """The custom fields that are marked for print and say something, as they are approved: canonical JSON, empty for none.

    Moments stand in the company's `zone`.
    """
    shown = [one for one in said.fields if one.printed]
    found: dict[str, Any] = {"order": _printed(on(shown, ORDER), said.order, zone)}
    found["lines"] = {
        str(line.position): told
        for line in lines
        if (told := _printed(on(shown, ORDER_LINE), said.of_line(line.id), zone))
    }
    return canonical({name: told for name, told in found.items() if told}) if any(found.values()) else ""


def approved(text: str) -> dict[str, Any] | None:
    """What is printed, as the hash of what is approved covers it; nothing where there is none."""
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found


def _printed(fields: Fields, rows: Mapping[UUID, Any], zone: str) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "group": one.group,
            "kind": one.kind,
            "value": plain(_here(rows[one.id].value, zone)),
        }
        for one in fields
        if one.id in rows
    ]


def _here(value: Any, zone: str) -> Any:
    return value.astimezone(ZoneInfo(zone)) if isinstance(value, datetime) else value


_COMPANY = {"company_id": OuterRef("company_id")}
_ENGAGEMENT = Prepared[Engagement](
    lambda company_id, row_id: Engagement.objects.filter(company_id=company_id, id=row_id).annotate(
        has_fields=Exists(CustomField.objects.filter(**_COMPANY))
    )
)
