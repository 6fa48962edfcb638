"""An invoice that a credit balance paid, before a member."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order

from .models import SetOff
from .write_off_cases import WritingOffCase


class SetOffCase(WritingOffCase):
    """An invoice with what was set off against it and has arrived."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible invoice with the invoices whose balance it took, behind their orders. Raises NotFound."""
        found = invoices.seen(by, subject_id)
        rows = SetOff.objects.within(by.company_id).filter(invoice_id=found.id, live=True)
        credited = Invoice.objects.within(by.company_id).filter(id__in=rows.values("credited_id"))
        balances = dict(credited.values_list("id", "order_id"))
        ordered: set[UUID | None] = {found.order_id, *balances.values()}
        for order_id in sorted(one for one in ordered if one):
            lock_row(Order, by.company_id, order_id)
        for invoice_id in sorted({found.id, *balances}):
            lock_row(Invoice, by.company_id, invoice_id)
        return cls(by, at, invoice=invoices.visible(by).select_related("contractor", "order").one(subject_id))

    @cached_property
    def arrived(self) -> Sequence[SetOff]:
        """What of it was paid by credit balances: alone, or beside a payment that has arrived."""
        if not self.invoice.settled_amount:
            return []
        rows = SetOff.objects.within(self.by.company_id).filter(invoice_id=self.invoice.id, live=True)
        return list(
            rows.filter(Q(payment__isnull=True) | Q(payment__state="settled")).select_related("credited__order")
        )

    @cached_property
    def filled(self) -> Sequence[Order]:
        """The orders whose balance it was, and which would have more released on them than they allow."""
        more: dict[Order, Decimal] = defaultdict(Decimal)
        for one in self.arrived:
            if one.credited.order is not None:
                more[one.credited.order] += one.credited_net
            if one.credited.order_id == self.invoice.order_id:
                more[one.credited.order] -= one.net
        return [
            order
            for order, net in more.items()
            if net > 0
            and order.state != "cancelled"
            and order.released_amount + net > order.limit_amount + order.small_amount
        ]
