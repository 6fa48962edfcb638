"""Taking a claimed document in: written, linked to its order under the locks, and looked at."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.values import InvoiceValues

from .look import look
from .receiving import write_lines, written
from .staging import lock_order, order_meant, stage_of


def take_in(values: InvoiceValues, *, by: Member, at: datetime, copy: int = 0) -> Invoice:
    """Make the invoice, link it to the one order that it means, and look at it. Its number is free: that was asked."""
    invoice = written(values, by=by, at=at, copy=copy)
    named = order_meant(invoice)
    order = lock_order(by.company_id, named.order_id)
    if invoice.credits_id:
        invoice.credits = Invoice.objects.within(by.company_id).locked(invoice.credits_id)
    invoice.order = order
    if order and invoice.engagement_id is None:
        invoice.engagement = order.engagement
    invoice.save(force_insert=True)
    write_lines(invoice, values.lines)
    look(stage_of(invoice, order, by=by, at=at, near=named.near), by=by, at=at)
    return invoice
