"""How amounts and quantities are kept, and the iron that holds them: shared by every table of an order."""

from decimal import Decimal

from django.db import models

from counterfoil.foundation.kernel.guards import Rule

from ..states import SETTLED_CONTENT

BALANCES = "accepted_quantity accepted_amount covered_quantity covered_amount"


def money() -> "models.DecimalField[Decimal, Decimal]":
    """An amount: four places hold every currency's smallest unit."""
    return models.DecimalField(max_digits=28, decimal_places=4, default=0)


def measure() -> "models.DecimalField[Decimal, Decimal]":
    """A quantity or unit price: six places, more are refused."""
    return models.DecimalField(max_digits=24, decimal_places=6, default=0)


def figures(*names: str) -> models.Q:
    """That these are figures: what is none (NaN) is above every limit, and equal to itself."""
    return models.Q(**{f"{name}__lt": Decimal(10) ** 24 for name in names})


def settled(name: str) -> Rule:
    """What an order says stands still once it is submitted; of a loaded one, each version from the moment it stands."""
    return Rule(name=name, function="guard_order_content", when="INSERT OR UPDATE OR DELETE", told=SETTLED_CONTENT)


def within_limit(name: str, taken: str, limit: str) -> models.CheckConstraint:
    """The iron of the ceiling: never below zero, never beyond the limit."""
    condition = models.Q(**{f"{taken}__gte": 0}) & models.Q(**{f"{taken}__lte": models.F(limit)})
    return models.CheckConstraint(name=name, condition=condition)


NOTED = "noted_number noted_on noted_amount"
"""What is noted of the contractor's invoice before it comes: at any time, whatever the order's content does."""
NOTED_CHECK = models.CheckConstraint(
    name="order_noted",
    condition=models.Q(noted_number__isnull=True, noted_on__isnull=True, noted_amount__isnull=True)
    | (
        models.Q(noted_number__isnull=False, noted_on__isnull=False, noted_amount__gt=0)
        & ~models.Q(noted_number="")
        & figures("noted_amount")
    ),
)
