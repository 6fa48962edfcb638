"""A typed form as its page shows it: fields with their errors, lines with what each comes to by the one pricing rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from counterfoil.foundation.kernel.money import ZERO, currencies
from counterfoil.lifecycle.orders import pricing

from ..periods import beyond
from ..wording import Wording
from .declared import NUMBERS, Field, Shape, shape
from .typed import Typed, days_of

_FIELDS = {"long": "long", "check": "check", "id": "hidden", "files": "files", "choice": "radios"}
_WITH_LABEL = ("check.html", "hidden.html", "files.html", "radios.html", "contractor.html")
_CELLS = {"id": "hidden", "choice": "select"}
_MOST_PRICED = 10**9
_MOST_PRINTED = 10**15


@dataclass(frozen=True)
class Shown:
    """One field or cell: what was typed, what is wrong with it, and the template that shows it."""

    field: Field
    of: Shape
    id: str
    value: str
    words: str
    errors: Sequence[Any]
    note: str
    control: str
    required: bool

    @property
    def type(self) -> str:
        """What a browser calls such a field."""
        return "date" if self.of.kind == "day" else "text"

    @property
    def is_bare(self) -> bool:
        """Whether its template brings its own label."""
        return self.control.endswith(_WITH_LABEL)

    @property
    def is_number(self) -> bool:
        """Whether figures are typed into it."""
        return self.of.kind in NUMBERS


@dataclass(frozen=True)
class Row:
    """One line: its cells, those below them, what it names without anybody typing it, and what it comes to."""

    index: int
    cells: Sequence[Shown]
    more: Sequence[Shown]
    hidden: Sequence[Shown]
    about: Any
    amount: Decimal | None
    beyond: str
    fresh: bool

    @property
    def numbers(self) -> list[Shown]:
        """The cells into which figures are typed."""
        return [one for one in (*self.cells, *self.more) if one.is_number]


@dataclass(frozen=True)
class Sum:
    """What lines and tax come to, beside the total that is printed."""

    reckoned: Decimal
    printed: Decimal | None

    @property
    def apart(self) -> Decimal:
        """How far the printed total lies from it."""
        return ZERO if self.printed is None else self.printed - self.reckoned


def fields(typed: Typed, declared: Sequence[Field], words: Wording, base: str) -> list[Shown]:
    """Fields above or below the lines; a hint may name the company's own currency, `base`."""
    named = [replace(one, hint=str(one.hint) % {"base": base}) for one in declared]
    return [_shown(typed, one, one.name, shape(typed.form.model, one), typed.head[one.name], words) for one in named]


def rows(typed: Typed, words: Wording) -> list[Row]:
    """The lines, each with its amount and its warning."""
    return [_row(typed, index, amount, words) for index, amount in enumerate(amounts(typed, words))]


def amounts(typed: Typed, words: Wording) -> list[Decimal | None]:
    """What each line comes to: the amount that is printed, else quantity times price; None where it can't be read yet."""
    return [_amount(line, currency_of(typed), words) for line in typed.lines]


def summed(typed: Typed, words: Wording) -> Sum:
    """Lines and tax together, and the total that was typed from the paper, where they can be read."""
    lines = [amount for amount in amounts(typed, words) if amount is not None]
    tax = readable(typed.head.get("tax", ""), words, _MOST_PRINTED) or ZERO
    total = pricing.totals(lines, pricing.ONE, "EUR").total
    return Sum(total + tax, readable(typed.head.get("total", ""), words, _MOST_PRINTED))


def currency_of(typed: Typed) -> str:
    """The typed currency, or the euro's two decimals while it is none."""
    code = typed.head.get("currency", "").strip().upper()
    return code if code in currencies() else "EUR"


def readable(text: str, words: Wording, most: int) -> Decimal | None:
    """A number that is being typed, where it is one already."""
    try:
        found = words.read(text) if text.strip() else None
    except ValueError:
        return None
    return found if found is not None and found.is_finite() and abs(found) <= most else None


def _amount(line: Mapping[str, str], currency: str, words: Wording) -> Decimal | None:
    printed = readable(line.get("amount", ""), words, _MOST_PRINTED)
    quantity, price = (readable(line.get(name, ""), words, _MOST_PRICED) for name in ("quantity", "unit_price"))
    if printed is not None or quantity is None or price is None:
        return printed
    return pricing.line_amount(quantity, price, currency) if quantity > ZERO else None


def _row(typed: Typed, index: int, amount: Decimal | None, words: Wording) -> Row:
    line, about = typed.lines[index], typed.about[index : index + 1]
    cells = [_cell(typed, index, one, about, words) for one in typed.form.lines.columns]
    seen = [one for one in cells if one.of.kind != "id"]
    return Row(
        index=index,
        cells=[one for one in seen if not one.field.more],
        more=[one for one in seen if one.field.more],
        hidden=[one for one in cells if one.of.kind == "id"],
        about=about[0] if about else None,
        amount=amount,
        beyond=beyond(days_of(line), days_of(typed.head), words),
        fresh=index == typed.newest,
    )


def _cell(typed: Typed, index: int, one: Field, about: Sequence[Any], words: Wording) -> Shown:
    lines = typed.form.lines
    return _shown(
        typed,
        one,
        f"{lines.name}.{index}.{one.name}",
        shape(typed.form.line_model, one),
        typed.lines[index][one.name],
        words,
        about,
        is_cell=True,
    )


def _shown(
    typed: Typed,
    one: Field,
    path: str,
    of: Shape,
    value: str,
    words: Wording,
    about: Sequence[Any] = (),
    is_cell: bool = False,
) -> Shown:
    control = one.control or (_CELLS if is_cell else _FIELDS).get(of.kind, "input")
    return Shown(
        field=one,
        of=of,
        id=path.replace(".", "-"),
        value=value,
        words=one.label(about),
        errors=typed.errors.get(path, []),
        note=words.read_as(value) if is_cell and of.kind in NUMBERS else "",
        control=f"web/forms/{control}.html",
        required=of.required and not about,
    )
