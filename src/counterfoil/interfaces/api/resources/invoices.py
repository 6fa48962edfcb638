"""Invoices and credit notes: received, matched with their orders, put right, held, turned down."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.shapes.invoices import InvoiceHead, InvoiceShape, invoice_of
from counterfoil.lifecycle.invoices import queries
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching import actions

from ..answering import Key, made, shown
from ..answers import InvoicePage
from ..auth import member_of
from ..declaring import reads, writes
from ..listing import asks, found, rows_of
from ..paging import After, Limit
from ..payables_answers import InvoiceReceived

router = Router(tags=["invoices"])


@router.get("", **reads("invoice.list", InvoicePage))
@asks(Invoices, "A text in the invoice's number, in the order number that it quotes, or in the contractor's name.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The invoices and credit notes that the key's member sees, the newest first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        seen = found(Invoices, member, rows_of(Invoices, member, wanted), wanted, after, limit)
        today = member.company.today(timezone.now())
        items = [InvoiceHead.on(row, member, today) for row in seen.rows]
        return shown(InvoicePage(items=items, next=seen.next, totals=seen.totals))


@router.post("", **writes("invoice.receive", InvoiceReceived, status=201, versioned=True))
def receive(request: HttpRequest, key: Key, body: InvoiceValues) -> HttpResponse:
    """Take in an invoice or a credit note, and match it at once. A second one of the same number makes none."""
    return made(request, key, actions.receive, values=body)


@router.get("/{invoice_id}", **reads("invoice.get", InvoiceShape))
def get(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """One invoice or credit note: its head, its lines, and what stands or stood against it."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(invoice_of(queries.one(member, invoice_id), member, timezone.now()))
