"""One line as it was claimed, with the cover that it holds."""

from typing import Any

from django.db import models

from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Balances, FrozenWith, Rule, owned
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.orders.models import OrderLine, measure, money

from ..states import SETTLED_CONTENT
from .invoice import Invoice

LINE_BALANCES = "covered_quantity covered_amount small_amount credited_quantity credited_amount"


class InvoiceLine(Owned):
    """One line as it was claimed. `order_line` is the line it was paired with, `paired_by` says by which rule or by whom.

    `covered_*` is the cover that it holds, `small_amount` what rounding claims beyond it, `credited_*` what credit notes took
    off. `charges` are the line's own charges less its allowances, inside `amount`; `reference` is how the document names the
    order's line. A document may have lines that take something back: they are kept with their sign.
    """

    invoice = Within(Invoice, related_name="lines")
    position = models.IntegerField()
    struck = models.BooleanField(default=False)
    text = personal(models.TextField())
    quantity = measure()
    unit = plain(models.TextField())
    unit_price = measure()
    charges = money()
    amount = money()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reference = plain(models.TextField(default=""))
    buyer_item = plain(models.TextField(default=""))
    seller_item = plain(models.TextField(default=""))
    names_line = Within(OrderLine, null=True, related_name="+")
    names_piece = Within(Piece, null=True, related_name="+")
    order_line = Within(OrderLine, null=True, related_name="+")
    paired_by = plain(models.TextField(default=""))
    covered_quantity = measure()
    covered_amount = money()
    small_amount = money()
    credited_quantity = measure()
    credited_amount = money()

    class Meta:
        constraints = [
            *owned("invoiceline"),
            FrozenWith(
                name="invoiceline_settled",
                parent="invoice",
                states=SETTLED_CONTENT,
                free=LINE_BALANCES,
            ),
            Rule(name="invoiceline_said", function="guard_invoice_line_said"),
            Balances(name="invoiceline_balances", columns=LINE_BALANCES),
            models.UniqueConstraint(name="invoiceline_position_once", fields=["company_id", "invoice", "position"]),
            models.CheckConstraint(
                name="invoiceline_figures",
                condition=~models.Q(quantity=0) & models.Q(unit_price__gte=0),
            ),
            models.CheckConstraint(
                name="invoiceline_within",
                condition=models.Q(credited_amount__gte=0, credited_quantity__gte=0)
                & models.Q(covered_amount__gte=0, covered_quantity__gte=0)
                & models.Q(small_amount__gte=0)
                & (models.Q(credited_amount=0) | models.Q(credited_amount__lte=models.F("amount")))
                & (models.Q(credited_quantity=0) | models.Q(credited_quantity__lte=models.F("quantity"))),
            ),
        ]
        indexes = [models.Index(name="invoiceline_order_line", fields=["company_id", "order_line"])]

    @property
    def claimed_quantity(self) -> Any:
        """What is still claimed after credit notes."""
        return self.quantity - self.credited_quantity

    @property
    def claimed_amount(self) -> Any:
        """What is still claimed after credit notes, in money."""
        return self.amount - self.credited_amount
