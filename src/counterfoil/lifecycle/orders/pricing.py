"""What an order costs: lines first, each rounded once, then sums (R105). The one pricing rule of every door."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from counterfoil.foundation.kernel.money import ZERO, round_money, times

ONE = Decimal(1)


class Priced(Protocol):
    """What a line says of its price."""

    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


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


def worth(quantity: Decimal, said: Priced, currency: str) -> Decimal:
    """What a part of a line is worth: at its unit price, or by its share where its minter states another amount."""
    if said.amount == line_amount(said.quantity, said.unit_price, currency):
        return line_amount(quantity, said.unit_price, currency)
    return round_money(times(quantity, said.amount) / said.quantity, currency)


def totals(amounts: Iterable[Decimal], rate: Decimal | None, base_currency: str) -> Totals:
    """Add rounded line amounts up. The base total is the total times the order's own rate, rounded by name; nothing where
    no rate is stated."""
    subtotal = sum(amounts, ZERO)
    base_total = ZERO if rate is None else round_money(times(subtotal, rate), base_currency)
    return Totals(subtotal, subtotal, subtotal, base_total)
