"""Engagements: the agreement with a contractor that orders are made for."""

from django.db import models

from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel.archiving import Archivable
from counterfoil.foundation.kernel.columns import personal
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor


class Engagement(Archivable, Owned):
    """What a contractor was engaged for, and between which days."""

    contractor = Within(Contractor, related_name="engagements")
    team = Within(Team, null=True, related_name="+")
    title = personal(models.TextField())
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            *owned("engagement"),
            Rule(name="engagement_stays", function="guard_engagement_stays", when="UPDATE"),
        ]

    def __str__(self) -> str:
        return self.title
