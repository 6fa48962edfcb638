"""A sheet of purchase orders as it was typed: which column is which, and each row as values with every sentence against it."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.kernel.values import sentence_of
from counterfoil.lifecycle.orders.shared_values import SharedRow

from ..wording import Wording
from .sheet_figures import amount_of, day_in, decimal_sign, is_shortened

Cells = Sequence[Sequence[str]]
USERS = "users"
HEADS: Mapping[str, Any] = {
    "number": gettext_lazy("Number"),
    "net": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "title": gettext_lazy("Description"),
    "valid_through": gettext_lazy("Valid through"),
    USERS: gettext_lazy("Who may use it"),
}
"""The columns that a sheet can have, in the order of the example; the first three are needed."""
NEEDED = ("number", "net", "currency")
_OTHERS: Mapping[str, str] = {
    "number": "po number;po no;po nr;po;purchase order;purchase order number;purchase order no;order number;order no;order",
    "net": "net;net amount;amount net;amount without tax;amount excl tax;total;total amount;value;po amount;po value",
    "currency": "ccy;curr;cur;currency code",
    "title": "title;what is it for;for;purpose;text;po description",
    "valid_through": "valid until;valid till;valid to;through;until;end date;ends;expires;expiry;expiry date;last day",
    USERS: "used by;users;permission;permissions;access",
}
_EVERYBODY = ("everybody", "everyone", "all", "anybody", "anyone")


class UnclearSheet(Exception):
    """A sheet whose head can't be understood. `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass
class ReadRow:
    """One row: its place below the heads, its cells as they were typed by field, what of it could be read, and what is wrong."""

    place: int
    cells: Sequence[str]
    typed: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def shown(self) -> Mapping[str, Any]:
        """What a page shows of each field: what was read, else what was typed."""
        return {**self.typed, **self.values}

    @property
    def sentences(self) -> list[tuple[Any, str]]:
        """Every sentence against it, with its column's head."""
        return [(HEADS[name], sentence) for name in HEADS for sentence in self.wrong.get(name, ())]

    def add(self, name: str, sentence: str) -> None:
        """One more sentence against it."""
        self.wrong.setdefault(name, []).append(sentence)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is understood: its head as it stands, its rows, and the columns that were left out."""

    head: Sequence[str]
    rows: list[ReadRow]
    left_out: Sequence[str]

    @property
    def bad(self) -> list[ReadRow]:
        """The rows against which something stands."""
        return [row for row in self.rows if row.wrong]

    @property
    def good(self) -> list[ReadRow]:
        """All others."""
        return [row for row in self.rows if not row.wrong]

    def text(self, rows: Sequence[ReadRow] | None = None) -> str:
        """The same sheet with these rows, as a spreadsheet copies it."""
        out = io.StringIO()
        kept = self.rows if rows is None else rows
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows([self.head, *(row.cells for row in kept)])
        return out.getvalue()


def understood(cells: Cells, words: Wording) -> Sheet:
    """The rows of a sheet whose first row names its columns. `words` is how the company writes days. Raises UnclearSheet."""
    if not cells:
        raise UnclearSheet(
            _("There is nothing in it. Its first row names the columns, and each row below is an order.")
        )
    head, below = cells[0], cells[1:]
    columns = _columns(head)
    if not below:
        raise UnclearSheet(_("Below the row of heads there is no order."))
    typed = [{name: row[at] if at < len(row) else "" for name, at in columns.items()} for row in below]
    settled = decimal_sign(row["net"] for row in typed)
    rows = [
        _read(ReadRow(place, cells, said), settled, words)
        for place, (cells, said) in enumerate(zip(below, typed, strict=True), 1)
    ]
    left_out = [name for at, name in enumerate(head) if name and at not in columns.values()]
    return Sheet(head, rows, left_out)


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    """Which column each field stands in. Raises UnclearSheet."""
    found: dict[str, list[int]] = {}
    for at, name in enumerate(head):
        if meant := _meant(name):
            found.setdefault(meant, []).append(at)
    for meant, places in found.items():
        if len(places) > 1:
            names = ", ".join(f"“{head[at]}”" for at in places)
            sentence = _("These columns mean the same: %(names)s. Leave one of them.")
            raise UnclearSheet(sentence % {"names": names, "field": HEADS[meant]})
    missing = [str(HEADS[name]) for name in NEEDED if name not in found]
    if missing:
        sentence = _("The first row names no column for: %(missing)s. It has to name the columns, in any order.")
        raise UnclearSheet(sentence % {"missing": ", ".join(missing)})
    return {name: places[0] for name, places in found.items()}


def _meant(name: str) -> str:
    said = _bare(name)
    for meant, head in HEADS.items():
        if said and said in (_bare(str(head)), *_OTHERS[meant].split(";")):
            return meant
    return ""


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[^\w]|_", " ", name.casefold()).split())


def _read(row: ReadRow, settled: str, words: Wording) -> ReadRow:
    for name, cell in row.typed.items():
        try:
            value = _value(name, cell, settled, words)
        except ValueError as wrong:
            row.add(name, str(wrong))
            continue
        if name == USERS or (value in ("", None) and name not in NEEDED):
            continue
        try:
            row.values[name] = _adapter(name).validate_python(value)
        except ValidationError as error:
            for told in error.errors():
                row.add(name, sentence_of(told))
    return row


def _value(name: str, cell: str, settled: str, words: Wording) -> Any:
    """What a cell says. Raises ValueError with a sentence."""
    text = cell.strip()
    if text.startswith("="):
        raise ValueError(_("This is a formula. Put its value there instead."))
    if not text:
        if name in NEEDED:
            raise ValueError(_("This is needed."))
        return ""
    if name == "number" and is_shortened(text):
        raise ValueError(
            _("A spreadsheet has shortened this number. Make its column text, and put the whole number there.")
        )
    if name == USERS:
        return _users(text)
    if name == "net":
        return amount_of(text, settled)
    if name == "valid_through":
        return day_in(text, words)
    return text.upper() if name == "currency" else text


def _users(text: str) -> str:
    if text.casefold() not in (*_EVERYBODY, _("everybody")):
        raise ValueError(
            _("A sheet loads orders for everybody. Say on the order's own page who else alone may use it.")
        )
    return text


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(SharedRow.model_fields[name].rebuild_annotation())
