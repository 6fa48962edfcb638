"""What an order costs: lines first, each rounded once, then sums (R105). The one pricing rule of every door."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from counterfoil.foundation.kernel.money import ZERO, round_money, times

ONE = Decimal(1)


@dataclass(frozen=True)
class Totals:
    """The sums of a revision in its own currency, and its total in the company's."""

    subtotal: Decimal
    net: Decimal
    total: Decimal
    base_total: Decimal


def line_amount(quantity: Decimal, unit_price: Decimal, currency: str) -> Decimal:
    """Quantity times unit price, rounded once to the currency's unit."""
    return round_money(times(quantity, unit_price), currency)


def totals(amounts: Iterable[Decimal], rate: Decimal, base_currency: str) -> Totals:
    """Add rounded line amounts up. The base total is the total times the order's own rate, rounded by name."""
    subtotal = sum(amounts, ZERO)
    return Totals(subtotal, subtotal, subtotal, round_money(times(subtotal, rate), base_currency))
