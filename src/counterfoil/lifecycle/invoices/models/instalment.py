"""On which day how much of an invoice is due."""

from django.db import models

from counterfoil.foundation.kernel.columns import plain
from counterfoil.foundation.kernel.guards import Counted, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.kernel.terms import are_terms
from counterfoil.lifecycle.orders.models import money

from .invoice import Invoice


class Instalment(Owned):
    """One part of an invoice and the day on which it is due; none where the clock is off, or has not begun (R127, R136).

    The instalments of an invoice are reckoned in rounds: when it is received, and again when what they hang on has changed while
    nothing of it is paid. The newest `round` holds, and together it is the total. `payment_terms` and the day that they run
    from are as they were then: nobody's later change of either moves a day that stands.
    """

    invoice = Within(Invoice, related_name="instalments")
    round = models.IntegerField(default=1)
    position = models.IntegerField(default=1)
    due_on = models.DateField(null=True)
    amount = money()
    payment_terms = plain(models.TextField())
    runs_from = models.DateField(null=True)

    class Meta:
        constraints = [
            *owned("instalment"),
            Counted(name="instalment_counted", function="count_instalment"),
            models.UniqueConstraint(name="instalment_once", fields=["company_id", "invoice", "round", "position"]),
            models.UniqueConstraint(name="instalment_day_once", fields=["company_id", "invoice", "round", "due_on"]),
            models.CheckConstraint(name="instalment_amount", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="instalment_terms", condition=are_terms()),
            models.CheckConstraint(
                name="instalment_dated",
                condition=models.Q(due_on__isnull=True) | models.Q(runs_from__isnull=False),
            ),
        ]
