"""Everything about one order in one document: what one person needs to rebuild a dispute alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Change, Position
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.finding import order_called
from counterfoil.insight.trace.record import Record, record
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece
from counterfoil.lifecycle.evidence.queries import files_of_order
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.queries import covers_of
from counterfoil.lifecycle.payments.models import Allocation, Payment

from .approvals import ApprovalShape, round_of
from .arrivals import ArrivalShape, DocumentShape, FindingShape, arrivals_of
from .evidence import FileShape, PieceShape, SubmissionShape
from .gates import GateShape, HoldShape
from .invoices import CoverShape, ExceptionShape, InvoiceLineShape, InvoiceTraced
from .orders import LineShape, MoneyShape, OrderBody, body_of, known_of, line_of
from .payments import PaymentHead, RefundShape, SetOffShape, payment_of
from .shape import Given, Inside, Known, Shape
from .trail import EntryShape, RowShape


class TraceShape(Shape):
    """Everything about one order. A contractor's own key is told of no hold, approval, contradiction or entry."""

    order: Given[OrderBody]
    money: Given[MoneyShape]
    gates: Given[list[GateShape]]
    lines: Given[list[LineShape]]
    holds: Inside[Given[list[HoldShape]]]
    evidence: Given[list[SubmissionShape]]
    invoices: Given[list[InvoiceTraced]]
    payments: Given[list[PaymentHead]]
    set_offs: Given[list[SetOffShape]]
    refunds: Given[list[RefundShape]]
    approvals: Inside[Given[list[ApprovalShape]]]
    documents: Given[list[DocumentShape]]
    findings: Inside[Given[list[FindingShape]]]
    arrivals: Given[list[ArrivalShape]]
    trail: Inside[Given[list[EntryShape]]]


def traced(by: Member, wanted: str, at: datetime) -> TraceShape:
    """Everything about the order with this number, contractor code or id, or that an invoice, piece of evidence or payment
    of this number, reference or id hangs on. Raises NotFound."""
    with scope.reading(by.company_id):
        return trace_of(record(by, order_called(by, wanted), at), by)


def trace_of(seen: Record, by: Member) -> TraceShape:
    """The record as one document. Called inside the scope in which it was read."""
    facts, claims, known = seen.facts, seen.facts.claims, known_of(seen.facts)
    return TraceShape.of(
        seen,
        by,
        order=body_of(OrderBody, facts, by, known),
        money=MoneyShape.of(seen.money, by),
        gates=GateShape.each(seen.gates, by),
        lines=[line_of(line, by, facts.order.currency) for line in facts.lines],
        holds=lambda: HoldShape.each((*claims.holds, *claims.invoice_holds), by, known),
        evidence=_evidence(facts, by, known),
        invoices=_invoices(facts, by, known),
        payments=[payment_of(row, paid, by, known) for row, paid in _payments(claims.allocations)],
        set_offs=SetOffShape.each(claims.set_offs, by, known),
        refunds=RefundShape.each(claims.refunds, by, known),
        approvals=lambda: [round_of(one, by, known) for one in facts.rounds],
        documents=DocumentShape.each(facts.documents, by),
        findings=lambda: FindingShape.each(facts.findings, by, known),
        arrivals=arrivals_of(facts.arrivals, by),
        trail=lambda: _trail(facts, by, known),
    )


def _evidence(facts: Facts, by: Member, known: Known) -> list[SubmissionShape]:
    order, pieces, files = (
        facts.order,
        defaultdict[UUID, list[Piece]](list),
        defaultdict[UUID, list[EvidenceFile]](list),
    )
    for piece in facts.claims.pieces:
        pieces[piece.submission_id].append(piece)
    for file in files_of_order(order.company_id, order.id) if order.number else []:
        files[file.submission_id].append(file)
    return [
        SubmissionShape.of(
            found[0].submission,
            by,
            known,
            pieces=PieceShape.each(found, by, known, order.currency),
            files=FileShape.each(files[submission_id], by),
        )
        for submission_id, found in pieces.items()
    ]


def _invoices(facts: Facts, by: Member, known: Known) -> list[InvoiceTraced]:
    order, lines = facts.order, _lines(facts)
    covers = covers_of(order.company_id, order.id) if order.number else []

    def whole(one: Invoice) -> InvoiceTraced:
        own = {line.id: line for line in lines[one.id]}
        taken = [cover for cover in covers if cover.invoice_line_id in own]
        standing = [exception for exception in facts.claims.exceptions if exception.invoice_id == one.id]
        return InvoiceTraced.of(
            one,
            by,
            known,
            lines=InvoiceLineShape.each(own.values(), by, known, one.currency),
            exceptions=ExceptionShape.each(standing, by, known),
            cover=CoverShape.each(taken, by, known, order.currency),
        )

    return [whole(one) for one in facts.claims.invoices]


def _lines(facts: Facts) -> dict[UUID, list[InvoiceLine]]:
    """The lines that stand, by their invoice."""
    found: dict[UUID, list[InvoiceLine]] = defaultdict(list)
    ids = [one.id for one in facts.claims.invoices]
    if ids:
        lines = InvoiceLine.objects.within(facts.order.company_id).filter(invoice_id__in=ids, struck=False)
        for line in lines.order_by("position"):
            found[line.invoice_id].append(line)
    return found


def _payments(allocations: Sequence[Allocation]) -> Iterable[tuple[Payment, list[Allocation]]]:
    """Each payment with what it pays of the order's invoices."""
    paid: dict[UUID, list[Allocation]] = defaultdict(list)
    for one in allocations:
        paid[one.payment_id].append(one)
    return ((found[0].payment, found) for found in paid.values())


def _trail(facts: Facts, by: Member, known: Known) -> list[EntryShape]:
    company, ids = facts.order.company_id, [entry.id for entry in facts.entries]
    positions = dict(Position.objects.within(company).filter(entry_id__in=ids).values_list("entry_id", "position"))
    changes: dict[UUID, list[RowShape]] = defaultdict(list)
    for change in Change.objects.within(company).filter(entry_id__in=ids).order_by("seq"):
        changes[change.entry_id].append(RowShape.of(change, by))
    return [
        EntryShape.of(entry, by, known, position=positions.get(entry.id), changes=changes[entry.id])
        for entry in facts.entries
    ]
