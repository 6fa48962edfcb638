"""What somebody typed into the order form: read in their locale, kept as it was typed, with what is wrong beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel

from counterfoil.foundation.kernel.money import ZERO, currencies
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.picking import label
from counterfoil.lifecycle.orders import pricing
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionLine
from counterfoil.lifecycle.orders.values import MOST_LINES

from .periods import Days, beyond
from .wording import Wording

HEAD = ("title", "contractor", "engagement_id", "currency", "rate", "starts_on", "ends_on", "notes")
LINE = ("text", "quantity", "unit", "unit_price", "starts_on", "ends_on")
DAYS = ("starts_on", "ends_on")
NUMBERS = ("quantity", "unit_price")
MEASURED = (*NUMBERS, "amount")
NEW_LINE = {"text": "", "quantity": "", "unit": "HUR", "unit_price": "", "starts_on": "", "ends_on": ""}
_WHOLE_LINE = re.compile(r"lines\.[0-9]+\Z")
_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
Errors = dict[str, list[Any]]


@dataclass(frozen=True)
class Cell:
    """One field of one line as the form shows it."""

    id: str
    value: str
    errors: Sequence[Any]
    note: str = ""


@dataclass
class Typed:
    """The whole form: its head, its lines, and the errors under each field's path."""

    head: dict[str, str]
    lines: list[dict[str, str]]
    errors: Errors = field(default_factory=dict)
    newest: int | None = None
    fields: Sequence[str] = LINE

    def rows(self, words: Wording) -> list[dict[str, Any]]:
        """The lines as the form shows them, each cell with its errors, each line with its warning."""
        return [self._row(index, line, words) for index, line in enumerate(self.lines)]

    def add_line(self) -> None:
        """One more empty line; the form puts the cursor into it."""
        if len(self.lines) < MOST_LINES:
            self.lines.append(self._empty())
        self.newest = len(self.lines) - 1

    def remove_line(self, index: int) -> None:
        """Take one line out; the last one is emptied instead."""
        del self.lines[index : index + 1]
        if not self.lines:
            self.lines.append(self._empty())
        self.newest = max(min(index, len(self.lines) - 1), 0)

    def without_empty_lines(self) -> None:
        """Forget lines in which nothing was typed; nobody meant them. One line is always left."""
        meant = [line for line in self.lines if any(line[name].strip() for name in ("text", "quantity", "unit_price"))]
        self.lines = meant or [self._empty()]

    def _empty(self) -> dict[str, str]:
        return dict.fromkeys(self.fields, "") | NEW_LINE

    def _row(self, index: int, line: Mapping[str, str], words: Wording) -> dict[str, Any]:
        cells = {name: self._cell(f"lines.{index}.{name}", name, line[name], words) for name in self.fields}
        return {
            "index": index,
            "errors": self.errors.get(f"lines.{index}", []),
            "fresh": index == self.newest,
            "beyond": beyond(days_of(line), days_of(self.head), words),
            **cells,
        }

    def _cell(self, path: str, name: str, value: str, words: Wording) -> Cell:
        note = words.read_as(value) if name in MEASURED else ""
        return Cell(path.replace(".", "-"), value, self.errors.get(path, []), note)


def blank(currency: str) -> Typed:
    """An empty form with one line to begin with."""
    return Typed(dict.fromkeys(HEAD, "") | {"currency": currency}, [dict(NEW_LINE)])


def posted(post: Mapping[str, str]) -> Typed:
    """The form as it was sent."""
    head = {name: post.get(name, "") for name in HEAD}
    lines: list[dict[str, str]] = []
    while f"lines-{len(lines)}-text" in post and len(lines) < MOST_LINES + 1:
        lines.append({name: post.get(f"lines-{len(lines)}-{name}", "") for name in LINE})
    return Typed(head, lines)


def of_order(order: Order, revision: Revision, says: Sequence[RevisionLine], words: Wording) -> Typed:
    """The form of a draft that exists, written in the reader's locale."""
    foreign = order.currency != order.base_currency
    head = {
        "title": order.title,
        "contractor": label(order.contractor),
        "engagement_id": str(order.engagement_id),
        "currency": order.currency,
        "rate": words.number(order.rate) if foreign and order.rate else "",
        "starts_on": _iso(revision.starts_on),
        "ends_on": _iso(revision.ends_on),
        "notes": order.notes,
    }
    return Typed(head, [_typed_line(line, order.currency, words) for line in says])


def read(typed: Typed, model: type[BaseModel], words: Wording, contractor_id: UUID | None) -> Any:
    """The typed form as values for a verb. Raises Invalid, every field's sentence under its own path."""
    data, errors = _data(typed, words)
    if contractor_id is None:
        errors["contractor"] = [_("Choose a contractor from the list, by name or code.")]
    if not typed.head["engagement_id"]:
        errors["engagement_id"] = [_("Choose the engagement that this order belongs to.")]
    nothing = "00000000-0000-0000-0000-000000000000"
    data["contractor_id"] = str(contractor_id or nothing)
    data["engagement_id"] = typed.head["engagement_id"] or nothing
    try:
        values = parsed(model, data)
    except Invalid as invalid:
        raise Invalid(under_fields(invalid.fields) | errors) from None
    if errors:
        raise Invalid(errors)
    return values


def amounts(typed: Typed, words: Wording) -> list[Decimal | None]:
    """What each line comes to by the one pricing rule; None where quantity or price can't be read yet."""
    return [_amount(line, currency_of(typed), words) for line in typed.lines]


def total(found: Sequence[Decimal | None]) -> Decimal:
    """The sum of the lines that can be read, by the one pricing rule."""
    readable = [amount for amount in found if amount is not None]
    return pricing.totals(readable, pricing.ONE, "EUR").total


def currency_of(typed: Typed) -> str:
    """The typed currency, or the euro's two decimals while it is none."""
    code = typed.head["currency"].strip().upper()
    return code if code in currencies() else "EUR"


def days_of(given: Mapping[str, str]) -> Days:
    """The first and the last day of a form's head or line, each where it can be read."""
    return day_of(given.get("starts_on", "")), day_of(given.get("ends_on", ""))


def day_of(text: str) -> date | None:
    """A day as a browser sends it; None for anything else."""
    try:
        return date.fromisoformat(text) if _WRITTEN_DAY.match(text) else None
    except ValueError:
        return None


def _amount(line: Mapping[str, str], currency: str, words: Wording) -> Decimal | None:
    try:
        quantity, unit_price = words.read(line["quantity"]), words.read(line["unit_price"])
    except ValueError:
        return None
    if not (quantity.is_finite() and unit_price.is_finite() and max(abs(quantity), abs(unit_price)) <= 10**9):
        return None
    return pricing.line_amount(quantity, unit_price, currency) if quantity > ZERO else None


def _data(typed: Typed, words: Wording) -> tuple[dict[str, Any], Errors]:
    errors: Errors = {}
    head = {name: typed.head[name] for name in ("title", "notes")}
    head["currency"] = typed.head["currency"].strip().upper()
    dates = {name: typed.head[name] or None for name in DAYS}
    _check_order(typed.head, "", errors)
    lines = [line_data(index, line, words, errors) for index, line in enumerate(typed.lines)]
    data: dict[str, Any] = {**head, **dates, "lines": lines}
    if typed.head["rate"].strip():
        data["rate"] = number(typed.head["rate"], "rate", words, errors)
    return data, errors


def line_data(index: int, line: Mapping[str, str], words: Wording, errors: Errors) -> dict[str, Any]:
    """One typed line as values; what can't be read is said in `errors` under its own path."""
    numbers = {name: number(line[name], f"lines.{index}.{name}", words, errors) for name in NUMBERS}
    _check_order(line, f"lines.{index}.", errors)
    dates = {name: line[name] or None for name in DAYS}
    return {"text": line["text"], "unit": line["unit"]} | numbers | dates


def _check_order(given: Mapping[str, str], path: str, errors: Errors) -> None:
    """A last day before the first is said under the last day, here and not by the model, which says it of the whole."""
    first, last = days_of(given)
    if first and last and last < first:
        errors[f"{path}ends_on"] = [_("The last day lies before the first.")]


def under_fields(fields: Mapping[str, Sequence[Any]]) -> Errors:
    """The model's errors without what it says of a whole form or line: that stands under a field already."""
    return {path: list(said) for path, said in fields.items() if path != "body" and not _WHOLE_LINE.match(path)}


def number(typed: str, path: str, words: Wording, errors: Errors) -> Decimal:
    """A typed number; where it is none, one, with the sentence in `errors`."""
    if not typed.strip():
        errors[path] = [_("This is needed.")]
        return Decimal(1)
    try:
        return words.read(typed)
    except ValueError as unreadable:
        errors[path] = [str(unreadable)]
        return Decimal(1)


def _typed_line(line: RevisionLine, currency: str, words: Wording) -> dict[str, str]:
    return {
        "text": line.text,
        "quantity": words.number(line.quantity),
        "unit": line.unit,
        "unit_price": words.price(line.unit_price, currency),
        "starts_on": _iso(line.starts_on),
        "ends_on": _iso(line.ends_on),
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
