"""What an order costs, in the order in which it is reckoned: lines, discounts and markups, net, taxes, adjustments, total.

Each figure is rounded once, half-up and away from zero, and every sum is of figures that are rounded already, so that what is
printed adds up (R105, R145-R151, R159, R160). The one pricing rule of every door.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from counterfoil.foundation.kernel.money import ZERO, round_money, times

ONE = Decimal(1)
MOST_DISCOUNTS = MOST_TAXES = 2
MOST_ADJUSTMENTS = 5


class Priced(Protocol):
    """What a line says of its price, and what it comes to after the order's own discounts and markups."""

    quantity: Decimal
    unit_price: Decimal

    @property
    def discount(self) -> Decimal: ...

    @property
    def share(self) -> Decimal: ...

    @property
    def net(self) -> Decimal: ...


class Percentage(Protocol):
    """A discount, markup or tax as far as it is reckoned: its per cent, and whether it is on the taxes before it too."""

    @property
    def percent(self) -> Any: ...

    @property
    def compound(self) -> bool: ...


@dataclass(frozen=True)
class Pricing:
    """What an order adds to its lines. Sequential discounts are each reckoned on what the one before left."""

    discounts: Sequence[Percentage] = ()
    taxes: Sequence[Percentage] = ()
    adjustments: Sequence[Decimal] = ()
    sequential: bool = False


NOTHING_ADDED = Pricing()


@dataclass(frozen=True)
class Totals:
    """The sums of a revision in its own currency, and its total in the company's. `shares` are what each line bears of the
    discounts and markups; `unrounded` is the total in the company's currency before it is rounded."""

    subtotal: Decimal
    discounts: Sequence[Decimal]
    shares: Sequence[Decimal]
    net: Decimal
    taxes: Sequence[Decimal]
    adjustments: Decimal
    total: Decimal
    base_total: Decimal
    unrounded: Decimal

    @property
    def tax(self) -> Decimal:
        """All taxes together."""
        return sum(self.taxes, ZERO)


def line_amount(quantity: Decimal, unit_price: Decimal, currency: str, discount: Decimal = ZERO) -> Decimal:
    """Quantity times unit price, with the line's own discount (below zero) or markup in per cent, rounded once."""
    amount = times(quantity, unit_price)
    return round_money(times(amount, 100 + discount).scaleb(-2) if discount else amount, currency)


def worth(quantity: Decimal, said: Priced, currency: str) -> Decimal:
    """What a part of a line is worth, net: at its unit price, or by its share where its minter states another amount or the
    order has discounts."""
    if said.net == line_amount(said.quantity, said.unit_price, currency, said.discount):
        return line_amount(quantity, said.unit_price, currency, said.discount)
    return round_money(times(quantity, said.net) / said.quantity, currency)


def net_price(said: Priced) -> Decimal:
    """What one unit of a line costs after every discount: its unit price where there is none."""
    if not said.discount and not said.share:
        return said.unit_price
    return Decimal(said.net / said.quantity).quantize(Decimal("0.000001"))


def totals(
    lines: Sequence[tuple[Decimal, bool]],
    currency: str,
    rate: Decimal | None,
    base_currency: str,
    added: Pricing = NOTHING_ADDED,
) -> Totals:
    """Reckon an order from its lines' rounded amounts, each with whether it is free of tax.

    The base total is the total times the order's own rate, rounded by name; nothing where no rate is stated.
    """
    subtotal = sum((amount for amount, _exempt in lines), ZERO)
    discounts = discounts_on(subtotal, added, currency)
    shares = shared(sum(discounts, ZERO), [amount for amount, _exempt in lines], currency)
    net = subtotal + sum(discounts, ZERO)
    taxed = (amount + share for (amount, exempt), share in zip(lines, shares, strict=True) if not exempt)
    taxes = taxes_on(sum(taxed, ZERO), added.taxes, currency)
    adjustments = sum(added.adjustments, ZERO)
    total = net + sum(taxes, ZERO) + adjustments
    unrounded = ZERO if rate is None else times(total, rate)
    base_total = round_money(unrounded, base_currency)
    return Totals(subtotal, discounts, shares, net, taxes, adjustments, total, base_total, unrounded)


def taxes_on(taxed: Decimal, taxes: Iterable[Percentage], currency: str) -> list[Decimal]:
    """What each tax comes to on what is taxed, net; a compound one is on the taxes before it too."""
    found: list[Decimal] = []
    for tax in taxes:
        base = taxed + (sum(found, ZERO) if tax.compound else ZERO)
        found.append(percent_of(base, tax.percent, currency))
    return found


def shared(whole: Decimal, amounts: Sequence[Decimal], currency: str) -> list[Decimal]:
    """An amount shared over others by their size; the largest takes what rounding leaves, and none falls below nothing."""
    among = sum(amounts, ZERO)
    if not whole or not among:
        return [ZERO for _amount in amounts]
    shares = [round_money(times(whole, amount) / among, currency) for amount in amounts]
    left = whole - sum(shares, ZERO)
    for index in sorted(range(len(amounts)), key=lambda index: -amounts[index]):
        if not left:
            break
        taken = max(left, -(amounts[index] + shares[index])) if left < 0 else left
        shares[index] += taken
        left -= taken
    return shares


def discounts_on(subtotal: Decimal, added: Pricing, currency: str) -> list[Decimal]:
    """What each discount or markup comes to: of the subtotal, or, sequential, of what the one before left."""
    found: list[Decimal] = []
    for discount in added.discounts:
        base = subtotal + (sum(found, ZERO) if added.sequential else ZERO)
        found.append(percent_of(base, discount.percent, currency))
    return found


def percent_of(base: Decimal, percent: Decimal, currency: str) -> Decimal:
    """So many per cent of an amount, rounded once."""
    return round_money(times(base, percent).scaleb(-2), currency)
