"""A typed form as its page shows it: fields with their errors, lines with what each comes to by the one pricing rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from counterfoil.foundation.kernel.money import ZERO, currencies
from counterfoil.lifecycle.orders import pricing

from ..wording import Wording
from .declared import NUMBERS, Field, Shape, shape
from .periods import beyond
from .typed import Typed, days_of

_FIELDS = {"long": "long", "check": "check", "id": "hidden", "files": "files", "choice": "radios"}
_CELLS = {"id": "hidden", "choice": "select"}
_TYPES = {"day": "date", "time": "time", "moment": "datetime-local"}
_WITH_LABEL = (
    "check.html",
    "hidden.html",
    "files.html",
    "radios.html",
    "contractor.html",
    "charges_begun.html",
    "forms/rate.html",
)
_MOST_PRICED, _MOST_PRINTED, _MOST_PER_CENT = 10**9, 10**15, 1_000


@dataclass(frozen=True)
class Shown:
    """One field or cell: what was typed, what is wrong with it, and the template that shows it."""

    field: Field
    of: Shape
    id: str
    value: str
    words: str
    errors: Sequence[Any]
    control: str
    required: bool
    note: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether its template brings its own label."""
        return self.control.endswith(_WITH_LABEL)

    @property
    def type(self) -> str:
        """What a browser calls such a field."""
        return _TYPES.get(self.of.kind, "text")

    @property
    def is_number(self) -> bool:
        """Whether figures are typed into it."""
        return self.of.kind in NUMBERS


@dataclass(frozen=True)
class Row:
    """One line: its cells, what it is about, what it comes to, its warning, and whether the cursor goes there."""

    index: int
    cells: Sequence[Shown]
    about: Any
    amount: Decimal | None
    beyond: str
    fresh: bool

    @property
    def tucked(self) -> Sequence[Shown]:
        """The cells that are asked for rarely."""
        return [cell for cell in self.cells if cell.field.tucked]

    @property
    def has_tucked(self) -> bool:
        """Whether something stands in them, or is wrong with it."""
        return any((cell.value and cell.value != cell.field.start) or cell.errors for cell in self.tucked)


@dataclass(frozen=True)
class Sum:
    """What lines and tax come to, beside the total that is printed. `rows` are the sums before it, where there are any."""

    reckoned: Decimal
    printed: Decimal | None
    rows: Sequence[Any] = ()

    @property
    def apart(self) -> Decimal:
        """How far the printed total lies from it."""
        return ZERO if self.printed is None else self.printed - self.reckoned


def fields(typed: Typed, declared: Sequence[Field], base: str) -> list[Shown]:
    """Fields above or below the lines; a hint may name the company's own currency, `base`."""
    named = [replace(one, hint=str(one.hint).replace("%(base)s", base)) for one in declared]
    return [
        _shown(typed, one, shape(typed.form.model, one), one.name, one.name, typed.head[one.name], _FIELDS)
        for one in named
    ]


def rows(typed: Typed, words: Wording) -> list[Row]:
    """The lines, each with its amount and its warning."""
    days, newest = days_of(typed.head), typed.newest
    return [
        Row(index, _cells(typed, index, words), about, amount, beyond(days_of(line), days, words), index == newest)
        for index, (line, amount) in enumerate(zip(typed.lines, amounts(typed, words), strict=True))
        for about in typed.about[index : index + 1] or [None]
    ]


def summed(typed: Typed, words: Wording) -> Sum:
    """Lines and tax together, and the total that was typed from the paper, where they can be read."""
    if typed.form.reckon is not None:
        *rows, (_words, total) = typed.form.reckon(typed, words)
        return Sum(total, None, rows)
    lines = [amount for amount in amounts(typed, words) if amount is not None]
    beside = [readable(typed.head.get(name, ""), words) or ZERO for name in ("charges", "tax")]
    return Sum(sum(lines, ZERO) + sum(beside, ZERO), readable(typed.head.get("total", ""), words, _MOST_PRINTED))


def currency_of(typed: Typed) -> str:
    """The typed currency, or the euro's two decimals while it is none."""
    code = typed.head.get("currency", "").strip().upper()
    return code if code in currencies() else "EUR"


def amounts(typed: Typed, words: Wording) -> list[Decimal | None]:
    """What each line comes to: the amount that is printed, else quantity times price; None where it can't be read yet."""
    return [_amount(line, currency_of(typed), words) for line in typed.lines]


def _amount(line: Mapping[str, str], currency: str, words: Wording) -> Decimal | None:
    printed = readable(line.get("amount", ""), words, _MOST_PRINTED)
    quantity, price = (readable(line.get(name, ""), words, _MOST_PRICED) for name in ("quantity", "unit_price"))
    if printed is not None or quantity is None or price is None:
        return printed
    discount = readable(line.get("discount", ""), words, _MOST_PER_CENT) or ZERO
    return pricing.line_amount(quantity, price, currency, discount) if quantity > ZERO else None


def readable(text: str, words: Wording, most: int = _MOST_PRINTED) -> Decimal | None:
    """A number that is being typed, where it is one already."""
    try:
        found = words.read(text) if text.strip() else None
    except ValueError:
        return None
    return found if found is not None and found.is_finite() and abs(found) <= most else None


def _cells(typed: Typed, index: int, words: Wording) -> list[Shown]:
    model, lines, about = typed.form.line_model, typed.form.lines, typed.about[index : index + 1]
    found = []
    for one in lines.columns:
        of, value = shape(model, one), typed.lines[index][one.name]
        one_id, path = f"{lines.name}-{index}-{one.name}", f"{lines.name}.{index}.{one.name}"
        cell = _shown(typed, one, of, one_id, path, value, _CELLS, about)
        found.append(replace(cell, note=words.read_as(value)) if cell.is_number else cell)
    return found


def _shown(
    typed: Typed,
    one: Field,
    of: Shape,
    one_id: str,
    path: str,
    value: str,
    controls: Mapping[str, str],
    about: Sequence[Any] = (),
) -> Shown:
    """One field. Of a line that is about something nothing is needed: it may be left empty."""
    control = f"web/forms/{one.control or controls.get(of.kind, 'input')}.html"
    errors, needed = typed.errors.get(path, []), of.required and not about
    return Shown(one, of, one_id, value, one.label(about), errors, control, needed)
