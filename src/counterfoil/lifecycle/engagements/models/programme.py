"""Whether a company, or one of its teams, uses purchase orders when it hires (R1, R24, R25)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

OFF, OPTIONAL, REQUIRED = "off", "optional", "required"
MODES = (OFF, OPTIONAL, REQUIRED)
AS_COMPANY = "company"
"""What a team says that goes by what its company says."""


class Programme(Owned):
    """One version of it, for the company or for one team; the newest holds. A company that has set none leaves it open.

    It is only ever added to. What was sent before keeps the purchase order that it names. `confirmed` says, for the whole
    company, that an order that a manager adds while hiring waits for finance's word.
    """

    WORDS: ClassVar[dict[str, Any]] = {
        OFF: _("no purchase orders: nothing asks for one"),
        OPTIONAL: _("a purchase order can be chosen"),
        REQUIRED: _("nothing is sent or published without a choice"),
        AS_COMPANY: _("as the company does"),
    }

    team = Within(Team, null=True, related_name="+")
    version = models.IntegerField(default=1)
    mode = plain(models.TextField())
    confirmed = models.BooleanField(default=False)
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("programme"),
            Rule(name="programme_follows", function="guard_programme", when="INSERT"),
            models.UniqueConstraint(
                name="programme_once", fields=["company_id", "team", "version"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="programme_mode",
                condition=models.Q(mode__in=MODES) | models.Q(mode=AS_COMPANY, team__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_confirmed", condition=models.Q(team__isnull=True) | models.Q(confirmed=False)
            ),
        ]

    @property
    def mode_words(self) -> Any:
        """What it says, in words."""
        return self.WORDS[self.mode]
