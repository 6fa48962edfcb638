"""A hold on one invoice."""

from django.db import models

from counterfoil.foundation.kernel.tables import Within
from counterfoil.foundation.parties.holds import Hold, hold_guards

from .invoice import Invoice


class InvoiceHold(Hold):
    """A hold on one invoice."""

    invoice = Within(Invoice, related_name="holds")

    class Meta:
        constraints = hold_guards("invoicehold")
        indexes = [models.Index(name="invoicehold_subject", fields=["company_id", "invoice", "state"])]
