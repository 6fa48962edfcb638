"""How a company hires: whether its offers are approved before they are sent."""

from django.db import models

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within


class HiringPolicy(Owned):
    """One version of it; the newest holds. A company that has set none sends its offers without a review.

    It is only ever added to. What was sent before keeps the way on which it went.
    """

    version = models.IntegerField(default=1)
    offers_reviewed = models.BooleanField()
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("hiringpolicy"),
            Rule(name="hiringpolicy_follows", function="guard_hiringpolicy", when="INSERT"),
            models.UniqueConstraint(name="hiringpolicy_once", fields=["company_id", "version"]),
        ]
