"""What a UBL order adds to its lines, in the words of our own verbs: charges and allowances, taxes, and a line's own discount."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from counterfoil.formats.ubl.documents import Document, Line
from counterfoil.formats.ubl.values import EXACT
from counterfoil.foundation.kernel.money import ZERO, times
from counterfoil.lifecycle.orders.pricing import line_amount

_PLACES = Decimal("0.0001")
_LEAST, _MOST = -100, 1000


def charges(document: Document, lines: Decimal) -> list[dict[str, Any]]:
    """What is charged and what is allowed. A factor is a share of one to some and of a hundred to others: the one that comes
    nearer to the amount is meant."""
    return [
        {
            "words": one.words or ("Charge" if one.amount > 0 else "Allowance"),
            "amount": one.amount,
            "percent": _meant(one.factor, one.amount, lines),
        }
        for one in document.charges
    ]


def taxes(document: Document) -> list[dict[str, Any]]:
    """Each tax. Where only their sum is stated, all lines that are taxed may say the same per cent."""
    said = {line.tax_percent for line in document.lines if not line.is_exempt}
    of_lines = next(iter(said)) if len(said) == 1 and len(document.taxes) == 1 else None
    found = []
    for one in document.taxes:
        percent = of_lines if one.percent is None else one.percent
        kept = percent if percent is not None and 0 <= percent <= 100 and _fits(percent) else None
        found.append({"words": one.words or "Tax", "amount": one.amount, "percent": kept})
    return found


def line_discount(line: Line, quantity: Decimal, price: Decimal, amount: Decimal, currency: str) -> Decimal:
    """The per cent that a line's own charges and allowances are of its price, where one gives the amount that is stated."""
    whole = times(quantity, price)
    for percent in _of_line(line, whole):
        if line_amount(quantity, price, currency, percent) == amount:
            return percent
    return ZERO


def _of_line(line: Line, whole: Decimal) -> Iterator[Decimal]:
    stated = _meant(line.factor, line.charges, whole)
    if stated is not None:
        yield stated
    if line.charges and whole:
        reckoned = EXACT.divide(line.charges * 100, whole)
        if _LEAST <= reckoned <= _MOST:
            yield reckoned.quantize(_PLACES, ROUND_HALF_UP, EXACT)


def _meant(factor: Decimal | None, amount: Decimal, whole: Decimal) -> Decimal | None:
    """The per cent that a factor stands for, where it is one that can be kept."""
    if factor is None:
        return None
    meant = min((factor * 100, factor), key=lambda one: abs(times(whole, one) / 100 - amount))
    return meant if _LEAST <= meant <= _MOST and _fits(meant) else None


def _fits(percent: Decimal) -> bool:
    return percent == percent.quantize(_PLACES, ROUND_HALF_UP, EXACT)
