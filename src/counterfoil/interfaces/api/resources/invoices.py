"""Invoices and credit notes: received, matched with their orders, put right, held, turned down."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Values, Why
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.billing.loosening import loosenings
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.trace.outside import is_outside
from counterfoil.lifecycle.invoices import actions as own
from counterfoil.lifecycle.invoices import queries
from counterfoil.lifecycle.invoices.values import InvoiceFacts, InvoiceValues
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.matching.staging import stage_seen

from ..answering import NOTHING, Because, Key, Nothing, done, made, shown
from ..auth import member_of
from ..claim_answers import InvoiceHeld, InvoiceReceived, InvoiceStored
from ..claim_shapes import InvoicePage, InvoiceShape
from ..declaring import reads, writes
from ..listing import asks, found, rows_of
from ..paging import After, Limit

router = Router(tags=["invoices"])


class InvoiceCorrection(Values):
    """What is printed, typed anew and whole, and why."""

    values: InvoiceFacts
    reason: Why


class Pairing(Values):
    """Which line of the invoice bills which line of the order."""

    invoice_line_id: UUID
    order_line_id: UUID


@router.get("", **reads("invoice.list", InvoicePage))
@asks(Invoices, "A text in the invoice's number, in the order number that it quotes, or in the contractor's name.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The invoices and credit notes that the key's member sees, the newest first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = rows_of(Invoices, member, wanted)
        return shown(InvoicePage.of(found(Invoices, member, rows, wanted, after, limit)))


@router.post("", **writes("invoice.receive", InvoiceReceived, status=201, versioned=True))
def receive(request: HttpRequest, key: Key, body: InvoiceValues) -> HttpResponse:
    """Take in an invoice or a credit note, and match it at once. A second one of the same number makes none."""
    return made(request, key, actions.receive, values=body)


@router.get("/{invoice_id}", **reads("invoice.get", InvoiceShape))
def get(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """One invoice or credit note: its head, its lines, and what stands or stood against it."""
    member = member_of(request)
    with scope.reading(member.company_id):
        row = queries.one(member, invoice_id)
        loosened = [] if is_outside(member) else loosenings(stage_seen(row, by=member, at=timezone.now()))
        return shown(InvoiceShape.of(member, row, loosened))


@router.post("/{invoice_id}/correct", **writes("invoice.correct", InvoiceStored, versioned=True))
def correct(request: HttpRequest, invoice_id: UUID, key: Key, body: InvoiceCorrection) -> HttpResponse:
    """Type it anew, all but its number and whose it is, and look at it again."""
    return done(request, key, actions.correct, invoice_id=invoice_id, values=body.values, reason=body.reason)


@router.post("/{invoice_id}/match", **writes("invoice.match", InvoiceStored, versioned=True))
def match(request: HttpRequest, invoice_id: UUID, key: Key, body: Nothing = NOTHING) -> HttpResponse:
    """Match it with its order now."""
    return done(request, key, actions.match, invoice_id=invoice_id)


@router.post("/{invoice_id}/pair", **writes("invoice.pair", InvoiceStored, versioned=True))
def pair(request: HttpRequest, invoice_id: UUID, key: Key, body: Pairing) -> HttpResponse:
    """Pair one line with a line of the order, and look again."""
    given = {"invoice_line_id": body.invoice_line_id, "order_line_id": body.order_line_id}
    return done(request, key, actions.pair, invoice_id=invoice_id, **given)


@router.post("/{invoice_id}/reject", **writes("invoice.reject", InvoiceStored, versioned=True))
def reject(request: HttpRequest, invoice_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Turn a disputed document down for good. Its number stays taken."""
    return done(request, key, actions.reject, invoice_id=invoice_id, reason=body.reason)


@router.post("/{invoice_id}/void", **writes("invoice.void", InvoiceStored, versioned=True))
def void(request: HttpRequest, invoice_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Make a document void that should never have been taken in. Its number is free again."""
    return done(request, key, actions.void, invoice_id=invoice_id, reason=body.reason)


@router.post("/{invoice_id}/holds", **writes("invoice.hold", InvoiceHeld, versioned=True))
def hold(request: HttpRequest, invoice_id: UUID, key: Key, body: HoldValues) -> HttpResponse:
    """Put an open invoice on hold."""
    return done(request, key, own.hold, invoice_id=invoice_id, values=body)


@router.post("/{invoice_id}/holds/{hold_id}/lift", **writes("invoice.lift", InvoiceHeld, versioned=True))
def lift(request: HttpRequest, invoice_id: UUID, hold_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Lift a hold before its last day."""
    return done(request, key, own.lift, invoice_id=invoice_id, hold_id=hold_id, reason=body.reason)
