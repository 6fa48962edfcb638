"""Who may use a shared order that is not open to everybody."""

from typing import Any

from django.db import models

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

from .order import Order


class Permitted(Owned):
    """That a member, or everybody who manages a team's orders, may use a restricted order (R8). Taken back it stays, ended."""

    order = Within(Order, related_name="permitted")
    member = Within(Member, null=True, related_name="+")
    team = Within(Team, null=True, related_name="+")
    given_by = Within(Member, related_name="+")
    given_at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            *owned("permitted"),
            Rule(name="permitted_given", function="guard_permitted"),
            models.UniqueConstraint(
                name="permitted_member_once",
                fields=["company_id", "order", "member"],
                condition=models.Q(live=True, member__isnull=False),
            ),
            models.UniqueConstraint(
                name="permitted_team_once",
                fields=["company_id", "order", "team"],
                condition=models.Q(live=True, team__isnull=False),
            ),
            models.CheckConstraint(
                name="permitted_whom",
                condition=models.Q(member__isnull=True, team__isnull=False)
                | models.Q(member__isnull=False, team__isnull=True),
            ),
        ]
        indexes = [models.Index(name="permitted_member", fields=["company_id", "member"])]

    @property
    def called(self) -> Any:
        """Whom it names."""
        return self.member.name if self.member else self.team.name
