"""What the company's custom fields say of an order and of its lines."""

from django.db import models

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE
from counterfoil.foundation.catalogue.custom_values import CustomValue, valued
from counterfoil.foundation.kernel.guards import Rule, SameParent
from counterfoil.foundation.kernel.tables import Within

from .order import Order
from .revision import OrderLine


def _stands(name: str) -> Rule:
    """What is printed stands still while the order waits for its approval or its issue, and everything once it is cancelled."""
    return Rule(name=name, function="guard_order_value", when="INSERT OR UPDATE OR DELETE")


class Value(CustomValue):
    """What a custom field says of an order. Before issue it is part of the draft, afterwards a plain edit."""

    order = Within(Order, related_name="values")

    class Meta:
        constraints = [*valued("ordervalue", ORDER, "order"), _stands("ordervalue_stands")]


class LineValue(CustomValue):
    """What a custom field says of a line of an order."""

    order = Within(Order, related_name="+")
    line = Within(OrderLine, related_name="values")

    class Meta:
        constraints = [
            *valued("linevalue", ORDER_LINE, "line"),
            _stands("linevalue_stands"),
            SameParent(name="linevalue_same_order", field="line", parent="order"),
        ]
        indexes = [models.Index(name="linevalue_order", fields=["company_id", "order"])]
