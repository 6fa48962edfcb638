"""What a quantity of an order's line comes to, asked of the database as the rules reckon it."""

from typing import Any

from django.db.models import Case, DecimalField, F, Func, When
from django.db.models.functions import Round

from counterfoil.lifecycle.orders.models import LOADED

FIGURE: Any = DecimalField(max_digits=40, decimal_places=12)


def price() -> Case:
    """What one of a revision's line costs. What was loaded is reckoned from its amount: its unit price may be rounded."""
    return Case(
        When(order__origin=LOADED, then=F("amount") / F("quantity")), default=F("unit_price"), output_field=FIGURE
    )


def rounded(amount: Any, currency: str) -> Any:
    """As `round_money` rounds: half-up, to the own unit of the currency that is found there."""
    unit = Func(F(currency), function="last_unit", output_field=FIGURE)
    return Round(amount / unit, output_field=FIGURE) * unit
