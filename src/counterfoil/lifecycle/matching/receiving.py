"""Writing down what was claimed, so that every door keeps the same: used for what comes in, is admitted, or corrected."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.queries import invoice_corrected, invoice_credited
from counterfoil.lifecycle.invoices.values import DocumentValues, InvoiceFacts, InvoiceLineValues, InvoiceValues
from counterfoil.lifecycle.orders.models import OrderLine
from counterfoil.lifecycle.orders.pricing import line_amount


def written(values: InvoiceValues, *, by: Member, at: datetime, copy: int = 0) -> Invoice:
    """The head of what was claimed, not saved yet; a credit note or a correction with the invoice that it names."""
    invoice = Invoice(
        id=new_id(),
        company_id=by.company_id,
        kind=values.kind,
        contractor_id=values.contractor_id,
        number=values.number,
        number_normal=document_number(values.number),
        copy=copy,
        gives_back=values.gives_back,
        currency=values.currency,
        entered_by=by,
        received_at=at,
        judged_at=at,
    )
    write_head(invoice, values)
    if isinstance(values, DocumentValues):
        _write_paper(invoice, values)
    return invoice


def _write_paper(invoice: Invoice, values: DocumentValues) -> None:
    """Put on the head what kind of paper it is, and which invoice it corrects."""
    for name in ("type_code", "written_as", "below_zero", "is_correction"):
        setattr(invoice, name, getattr(values, name))
    invoice.corrects_number = document_number(values.corrects)
    invoice.corrects = invoice_corrected(invoice)


def write_head(invoice: Invoice, values: InvoiceFacts) -> None:
    """Put on the head what is printed on the document. `net` is the sum of the lines as they are printed."""
    invoice.quoted, invoice.note = values.quoted, values.note
    invoice.issued_on, invoice.stated_due_on = values.issued_on, values.due_on
    for figure in ("charges", "tax", "rounding", "prepaid", "total"):
        setattr(invoice, figure, getattr(values, figure))
    invoice.net = sum((amount_of(line, values.currency) for line in values.lines), ZERO)
    invoice.engagement = _engagement(invoice, values)
    invoice.credits_number = document_number(values.credits)
    invoice.credits = invoice_credited(invoice)
    invoice.alike = None  # asked anew of what it says now


def write_lines(invoice: Invoice, lines: Sequence[InvoiceLineValues], after: int = 0) -> None:
    """Write the lines behind those that are there."""
    InvoiceLine.objects.bulk_create(new_lines(invoice, lines, after=after))


def new_lines(
    invoice: Invoice, lines: Sequence[InvoiceLineValues], after: int = 0, known: Collection[UUID] = ()
) -> list[InvoiceLine]:
    """The lines, not saved yet. What they name and is not there is not named; what is `known` to be there is not sought."""
    order_lines = _own(OrderLine, invoice, {line.line_id for line in lines}, known)
    pieces = _own(Piece, invoice, {line.piece_id for line in lines}, known)
    return [
        InvoiceLine(
            company_id=invoice.company_id,
            invoice=invoice,
            position=position,
            amount=amount_of(line, invoice.currency),
            names_line_id=line.line_id if line.line_id in order_lines else None,
            names_piece_id=line.piece_id if line.piece_id in pieces else None,
            **line.model_dump(exclude={"amount", "line_id", "piece_id"}),
        )
        for position, line in enumerate(lines, start=after + 1)
    ]


def amount_of(line: InvoiceLineValues, currency: str) -> Decimal:
    """The amount that is printed, or what quantity, price and the line's own charges give."""
    if line.amount is not None:
        return line.amount
    return line_amount(line.quantity, line.unit_price, currency) + line.charges


def _own(model: Any, invoice: Invoice, named: set[UUID | None], known: Collection[UUID]) -> set[UUID]:
    """Which of the named rows are on orders of the invoice's contractor."""
    sought = {one for one in named if one is not None and one not in known}
    found = {one for one in named if one is not None and one in known}
    if not sought:
        return found
    rows = model.objects.within(invoice.company_id).filter(id__in=sought)
    return found | set(rows.filter(order__contractor_id=invoice.contractor_id).values_list("id", flat=True))


def _engagement(invoice: Invoice, values: InvoiceFacts) -> Engagement | None:
    if values.engagement_id is None:
        return None
    engagement: Engagement = (
        Engagement.objects.within(invoice.company_id)
        .filter(contractor_id=invoice.contractor_id)
        .one(values.engagement_id)
    )
    return engagement
