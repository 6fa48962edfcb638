"""What a company does once an order runs out: when all of it is invoiced, and when its last day is past."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within

WARN, HOLD, STOP = "warn", "hold", "stop"
WAYS: dict[str, Any] = {
    WARN: _("warn: say so, and go on"),
    HOLD: _("hold: an invoice that comes after it waits until somebody accepts it"),
    STOP: _("stop: nothing new until finance raises or prolongs it"),
}


class RunOutPolicy(Owned):
    """One version of it; the newest holds. A company that has set none is warned, 14 days ahead. It is only ever added to.

    `expiry_days`: so many days ahead it is said that an order ends. `pace_margin`: by so many per cent its money may be ahead of
    its days. `little_left`: with so many per cent left of it, its contractor may ask for the next one. An invoice is held to the
    version in force when it came.
    """

    WAYS: ClassVar[dict[str, Any]] = WAYS

    version = models.IntegerField(default=1)
    exhausted = plain(models.TextField())
    expired = plain(models.TextField())
    expiry_days = models.IntegerField()
    pace_margin = models.DecimalField(max_digits=12, decimal_places=4)
    little_left = models.DecimalField(max_digits=12, decimal_places=4)
    set_by = Within(Member, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            *owned("runoutpolicy"),
            Rule(name="runoutpolicy_follows", function="guard_runoutpolicy", when="INSERT"),
            models.UniqueConstraint(name="runoutpolicy_once", fields=["company_id", "version"]),
            models.CheckConstraint(
                name="runoutpolicy_ways", condition=models.Q(exhausted__in=sorted(WAYS), expired__in=sorted(WAYS))
            ),
            models.CheckConstraint(
                name="runoutpolicy_figures",
                condition=models.Q(expiry_days__gte=0, expiry_days__lte=365)
                & models.Q(pace_margin__gte=0, pace_margin__lte=100)
                & models.Q(little_left__gte=0, little_left__lte=100),
            ),
        ]

    @property
    def exhausted_words(self) -> Any:
        """What is done once all of an order is invoiced, in words."""
        return self.WAYS[self.exhausted]

    @property
    def expired_words(self) -> Any:
        """What is done once its last day is past, in words."""
        return self.WAYS[self.expired]
