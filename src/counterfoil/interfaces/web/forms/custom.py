"""Custom fields in forms: of documents and of verbs, made from what the company has declared, as somebody types them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.custom_kinds import (
    CHOICE,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    ORDER,
    ORDER_LINE,
    TEXT,
    TIME,
    plain,
    read_plain,
)
from counterfoil.foundation.catalogue.custom_values import CustomValue, is_asked
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import custom_fields
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import LONG, Kind
from counterfoil.lifecycle.orders.custom import on, standing
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from ..wording import Wording, wording
from .declared import DocumentForm, Field
from .verb_forms import Field as VerbField

YES, NO = "yes", "no"
_OF: Mapping[str, Any] = {
    NUMBER: Decimal,
    TEXT: Annotated[str, LONG],
    DAY: date,
    TIME: Annotated[str, Kind("time")],
    MOMENT: Annotated[str, Kind("moment")],
}
_KINDS = {NUMBER: "number", TEXT: "long", DAY: "day", TIME: "time", MOMENT: "moment", FLAG: "choice", CHOICE: "choice"}
_WIDTHS = {TEXT: "wide", NUMBER: "short", DAY: "short", TIME: "short", FLAG: "short"}
Values = Mapping[UUID, CustomValue]


def asked(fields: Sequence[CustomField], place: str, day: date) -> list[CustomField]:
    """The fields that stand on such things and are asked for on this day."""
    return [one for one in on(fields, place) if is_asked(one, day)]


def with_fields(form: DocumentForm, by: Member, at: datetime) -> DocumentForm:
    """An order's form with the company's own fields: below its lines, and in each of them. Called inside a scope."""
    fields = custom_fields(by.company_id)
    words, day = wording(by), by.company.today(at)
    below = [_field(one, words, _WIDTHS.get(one.kind, "half")) for one in asked(fields, ORDER, day)]
    columns = [replace(_field(one, words, "cell-day"), more=True) for one in asked(fields, ORDER_LINE, day)]
    lines = replace(form.lines, columns=(*form.lines.columns, *columns))
    return replace(form, below=(*form.below, *below), lines=lines)


def as_said(order: Order, says: Sequence[RevisionLine]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What custom fields say of an order, and each of its lines with what they say of it, for its form. Called inside a scope."""
    said = standing(order, [one.line for one in says])
    lines = [vars(one) | said_of(said.fields, said.of_line(one.line_id)) for one in says]
    return said_of(said.fields, said.order), lines


def said_of(fields: Sequence[CustomField], rows: Values) -> dict[str, Any]:
    """What custom fields say, by the names that they have in a form."""
    return {name(one): rows[one.id].value for one in fields if one.id in rows}


def verb_fields(
    fields: Sequence[CustomField], into: tuple[str, ...] = ("fields",), path: str = "fields", where: str = ""
) -> list[VerbField]:
    """Custom fields as a verb's form asks for them; `where` is said before the name of each."""
    return [
        VerbField(
            f"{path}.{one.code}",
            f"{where}{one.name}",
            _KINDS.get(one.kind, "text"),
            one.group,
            needed=False,
            options=tuple(options(one).items()),
            into=(*into, one.code),
            reads=partial(read, one),
        )
        for one in fields
    ]


def verb_values(fields: Sequence[CustomField], rows: Values, words: Wording, path: str = "fields") -> dict[str, str]:
    """What such a form begins with: what the fields say now."""
    return {f"{path}.{one.code}": write(one, rows[one.id].value if one.id in rows else None, words) for one in fields}


def begun(fields: Sequence[CustomField], words: Wording) -> dict[str, str]:
    """What a verb's form of something new begins with."""
    return {name(one): _start(one, words) for one in fields}


def name(field: CustomField) -> str:
    """What a form calls a field: as errors name it."""
    return f"fields.{field.code}"


def options(field: CustomField) -> dict[str, str]:
    """What can be chosen, where something is."""
    if field.kind == FLAG:
        return {"": "–", YES: _("Yes"), NO: _("No")}
    return {"": "–", **{one: one for one in field.choices}} if field.kind == CHOICE else {}


def read(field: CustomField, text: str, words: Wording) -> Any:
    """What was typed, as programs write it; None where nothing was. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    if field.kind == NUMBER:
        return words.read(text)
    if field.kind == FLAG:
        return text == YES if text in (YES, NO) else text
    if field.kind == MOMENT:
        return _moment(text, words)
    return text


def write(field: CustomField, value: Any, words: Wording) -> str:
    """A value as it would be typed again."""
    if value is None:
        return ""
    if field.kind == NUMBER:
        return words.number(value)
    if field.kind == FLAG:
        return YES if value else NO
    if isinstance(value, datetime):
        return value.astimezone(words.zone).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat("minutes") if isinstance(value, time) else str(plain(value))


def _moment(text: str, words: Wording) -> str:
    """A browser sends a moment without its zone: it is the reader's own."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=words.zone).isoformat()
    except ValueError:
        return text


def _field(one: CustomField, words: Wording, css: str) -> Field:
    chosen = "select" if one.kind in (FLAG, CHOICE) else "long" if one.kind == TEXT else ""
    return Field(
        name(one),
        one.name,
        _("Needed to submit it.") if one.required else "",
        css=css,
        start=_start(one, words),
        options=options(one),
        of=_OF.get(one.kind, str),
        control=chosen,
        group=one.group,
        into=("fields", one.code),
        read=partial(read, one),
        write=partial(write, one),
    )


def _start(one: CustomField, words: Wording) -> str:
    return write(one, read_plain(one.kind, one.choices, one.default), words)
