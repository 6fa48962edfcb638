"""How numbers look and how far they were counted."""

from django.db import models

from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned


class Layout(Owned):
    """How the company's numbers look: literal text and date tokens around the counter's digits."""

    version = models.IntegerField()
    pattern = plain(models.TextField())
    longest = models.IntegerField(default=30)

    class Meta:
        constraints = [
            *owned("layout"),
            models.UniqueConstraint(name="layout_version_once", fields=["company_id", "version"]),
        ]


class Counter(Owned):
    """A gapless counter. `series` says whose (the company's or a contractor's), `period` which year, if any."""

    series = plain(models.TextField())
    period = plain(models.TextField())
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            *owned("counter"),
            Rule(name="counter_gapless", function="guard_counter"),
            models.UniqueConstraint(name="counter_once", fields=["company_id", "series", "period"]),
        ]
