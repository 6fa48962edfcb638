"""The requisition that an order begins with (R117), and what a change of its contract leaves it."""

from functools import cached_property
from uuid import UUID

from django.db import models

from counterfoil.foundation.kernel.guards import Rule, RuleUpon
from counterfoil.foundation.kernel.tables import Within
from counterfoil.lifecycle.engagements.models import Contract, Requisition


class Requested(models.Model):
    """An order that was asked for before it was written. What was minted elsewhere begins with none."""

    company_id: UUID
    engagement_id: UUID | None
    requisition = Within(Requisition, null=True, related_name="+")

    class Meta:
        abstract = True

    @cached_property
    def contract_id(self) -> UUID | None:
        """The contract of its engagement. Lists read it with their rows (`contract_ids.py`), and this asks nothing then."""
        if self.engagement_id is None:
            return None
        own = Contract.objects.within(self.company_id).filter(engagement_id=self.engagement_id)
        found: UUID | None = own.values_list("id", flat=True).first()
        return found


REQUESTED_GUARDS = [
    RuleUpon(
        name="changerequest_fits",
        upon="engagements_changerequest",
        function="guard_changerequest_fits",
        when="UPDATE",
    ),
    Rule(name="order_requested", function="guard_order_requested"),
    models.CheckConstraint(
        name="order_requested_here", condition=models.Q(requisition__isnull=True) | models.Q(origin="issued")
    ),
]
