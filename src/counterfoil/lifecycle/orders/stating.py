"""What the minter of a loaded order states beside its lines, as the rows that an order of ours has.

A discount, markup or tax is kept as one where its per cent gives its amount by our own rule, a last unit for each line set aside:
others round line by line. Whatever else is added or taken off is an adjustment, for the amount that is stated. Nothing is refused
for one odd figure, and nothing is made up: taxes that no two per cents give are left out, and said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from counterfoil.foundation.kernel.money import ZERO, last_unit

from . import charging, pricing
from .models import ADJUSTMENT, DISCOUNT, TAX, Order, RevisionCharge, RevisionLine
from .pricing import MOST_DISCOUNTS, MOST_TAXES
from .values import LoadedCharge, LoadedTax

MOST_STATED = 100
"""Adjustments that the database keeps of one version. What is stated beyond them is added to the last."""


@dataclass
class Stated:
    """The charges of one version with their amounts. `tax_untold` is what it states of tax and no per cents give."""

    charges: list[RevisionCharge] = field(default_factory=list)
    sequential: bool = False
    tax_untold: Decimal = ZERO

    def sum_of(self, kind: str) -> Decimal:
        """What those of one kind come to."""
        return sum((one.amount for one in self.charges if one.kind == kind), ZERO)


def state(
    order: Order,
    says: Sequence[RevisionLine],
    charges: Sequence[LoadedCharge] | None,
    taxes: Sequence[LoadedTax] | None,
    standing: "Stated | None" = None,
) -> Stated:
    """What this version adds to these lines, and what each of them bears of it. Of what it does not speak, what stands stays: its
    per cents are reckoned on the new lines."""
    standing = standing or Stated()
    if charges is None:
        found = Stated(
            [charging.copied(order, one) for one in standing.charges if one.kind != TAX], standing.sequential
        )
        _reckon_discounts(order, says, found)
    else:
        found = _added(order, says, charges)
    _share(order, says, found)
    if taxes is None:
        found.charges += _reckoned_taxes(order, says, standing)
    else:
        _tax(order, says, taxes, found)
    return found


def _reckon_discounts(order: Order, says: Sequence[RevisionLine], found: Stated) -> None:
    subtotal, added = sum((line.amount for line in says), ZERO), charging.pricing_of(found.charges, found.sequential)
    rows = [one for one in found.charges if one.kind == DISCOUNT]
    for one, amount in zip(rows, pricing.discounts_on(subtotal, added, order.currency), strict=True):
        one.amount = amount


def _reckoned_taxes(order: Order, says: Sequence[RevisionLine], standing: Stated) -> list[RevisionCharge]:
    rows = [charging.copied(order, one) for one in standing.charges if one.kind == TAX]
    for one, amount in zip(rows, pricing.taxes_on(_taxed(says), rows, order.currency), strict=True):
        one.amount = amount
    return rows


def _taxed(says: Sequence[RevisionLine]) -> Decimal:
    return sum((line.net for line in says if not line.tax_exempt), ZERO)


def _share(order: Order, says: Sequence[RevisionLine], found: Stated) -> None:
    shares = pricing.shared(found.sum_of(DISCOUNT), [line.amount for line in says], order.currency)
    for line, share in zip(says, shares, strict=True):
        line.share = share


def _added(order: Order, says: Sequence[RevisionLine], stated: Sequence[LoadedCharge]) -> Stated:
    """Discounts and markups, then adjustments; reckoned one after the other only where that explains more of them."""
    ways = [(_discounts(order, says, stated, sequential), sequential) for sequential in (False, True)]
    places, sequential = max(ways, key=lambda way: len(way[0]))
    picked = [stated[place] for place in places]
    rest = [one for place, one in enumerate(stated) if place not in places and one.amount]
    if len(rest) > MOST_STATED:
        last = rest[MOST_STATED - 1]
        more = sum((one.amount for one in rest[MOST_STATED - 1 :]), ZERO)
        rest = [*rest[: MOST_STATED - 1], last.model_copy(update={"amount": more})]
    kinds = ((DISCOUNT, picked), (ADJUSTMENT, rest))
    found = [_charge(order, kind, place, one) for kind, ones in kinds for place, one in enumerate(ones, 1)]
    return Stated(found, sequential)


def _discounts(
    order: Order, says: Sequence[RevisionLine], stated: Sequence[LoadedCharge], sequential: bool
) -> list[int]:
    """The places of those that are one by their per cent."""
    subtotal = sum((line.amount for line in says), ZERO)
    found: list[int] = []
    for place, one in enumerate(stated):
        off = sum((stated[kept].amount for kept in found), ZERO)
        if one.percent is None or len(found) == MOST_DISCOUNTS or subtotal + off + one.amount < 0:
            continue
        reckoned = pricing.percent_of(subtotal + (off if sequential else ZERO), one.percent, order.currency)
        if _is_near(one.amount, reckoned, order, says):
            found.append(place)
    return found


def _tax(order: Order, says: Sequence[RevisionLine], taxes: Sequence[LoadedTax], found: Stated) -> None:
    """At most two taxes whose per cents give what is stated, the second perhaps on the first too; else none of them."""
    told = [one for one in taxes if one.amount] or [one for one in taxes if one.percent == 0][:1]
    if len(told) <= MOST_TAXES and all(one.percent is not None for one in told):
        for compound in _compounds(len(told)):
            rows = [
                _charge(order, TAX, place, one, compound=on_others)
                for place, (one, on_others) in enumerate(zip(told, compound, strict=True), 1)
            ]
            reckoned = pricing.taxes_on(_taxed(says), rows, order.currency)
            if all(_is_near(one.amount, due, order, says) for one, due in zip(rows, reckoned, strict=True)):
                found.charges += rows
                return
    found.tax_untold = sum((one.amount for one in taxes), ZERO)


def _compounds(count: int) -> Iterable[tuple[bool, ...]]:
    """The first tax is on no other."""
    return (one for one in product((False, True), repeat=count) if not any(one[:1]))


def _is_near(stated: Decimal, reckoned: Decimal, order: Order, says: Sequence[RevisionLine]) -> bool:
    return abs(stated - reckoned) <= last_unit(order.currency) * len(says)


def _charge(
    order: Order, kind: str, place: int, one: LoadedCharge | LoadedTax, *, compound: bool = False
) -> RevisionCharge:
    percent = None if kind == ADJUSTMENT else one.percent
    facts = {"kind": kind, "position": place, "words": one.words, "percent": percent, "compound": compound}
    return RevisionCharge(company_id=order.company_id, order=order, amount=one.amount, **facts)
