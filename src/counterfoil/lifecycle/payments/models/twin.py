"""The word of a second person: a second payment of the same amount to the same payee on one day is right."""

from django.db import models

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVERS
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.models import money

from .payment import Payment


class Twin(Owned):
    """Beside a payment that has not settled, one more of the same amount to the same contractor on the same day is confirmed.

    It is only ever added to. `covers` is the payment that was released by it, filled in by the database as that is released: one
    word covers one payment.
    """

    payment = Within(Payment, related_name="twins")
    contractor = Within(Contractor, related_name="+")
    currency = plain(models.CharField(max_length=3))
    amount = money()
    day = models.DateField()
    reason = personal(models.TextField())
    confirmed_by = Within(Member, related_name="+")
    confirmed_at = models.DateTimeField()
    covers = Within(Payment, null=True, related_name="+")

    class Meta:
        constraints = [
            *owned("twin"),
            Rule(name="twin_confirmed", function="guard_twin", when="INSERT", told=APPROVERS),
            models.CheckConstraint(name="twin_reasoned", condition=~models.Q(reason="")),
            models.UniqueConstraint(
                name="twin_once",
                fields=["company_id", "payment", "confirmed_by"],
                condition=models.Q(covers__isnull=True),
            ),
        ]
        indexes = [models.Index(name="twin_covers", fields=["company_id", "covers"])]
