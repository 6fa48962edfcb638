"""Sums of orders for rules that look at the total alone."""

from decimal import Decimal

from counterfoil.lifecycle.orders.pricing import Totals


def pricing_totals(total: str, base: str) -> Totals:
    """An order that comes to this, with nothing added to its lines."""
    amount = Decimal(total)
    return Totals(amount, (), (), amount, (), Decimal(0), amount, Decimal(base), Decimal(base))
