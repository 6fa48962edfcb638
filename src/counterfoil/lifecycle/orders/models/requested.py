"""The requisition that an order begins with (R117)."""

from django.db import models

from counterfoil.foundation.kernel.guards import Rule
from counterfoil.foundation.kernel.tables import Within
from counterfoil.lifecycle.engagements.models import Requisition


class Requested(models.Model):
    """An order that was asked for before it was written. What was minted elsewhere begins with none."""

    requisition = Within(Requisition, null=True, related_name="+")

    class Meta:
        abstract = True


REQUESTED_GUARDS = [
    Rule(name="order_requested", function="guard_order_requested"),
    models.CheckConstraint(
        name="order_requested_here", condition=models.Q(requisition__isnull=True) | models.Q(origin="issued")
    ),
]
