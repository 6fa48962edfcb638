"""Everything about one order in one document: what one person needs to rebuild a dispute alone."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Change, Entry, Position
from counterfoil.insight.trace.changed import unseen
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.finding import order_called
from counterfoil.insight.trace.record import Record, record
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.queries import files_of_order
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.queries import covers_of
from counterfoil.lifecycle.payments.queries import as_seen

from .alerts import AlertShape
from .approvals import ApprovalShape
from .arrivals import ArrivalShape, DocumentShape, FindingShape
from .evidence import FileShape, PieceShape, SubmissionShape
from .gates import GateShape, HeldShape, HoldShape
from .invoices import CoverShape, ExceptionShape, InvoiceLineShape, InvoiceTraced
from .mail import MailShape, mails_of
from .orders import LineShape, MoneyShape, OrderBody, known_of, line_of
from .payments import PaymentHead, RefundShape, SetOffShape, payment_of
from .shape import Given, Inside, Known, Shape
from .trail import EntryShape, RowShape
from .write_offs import WriteOffShape


class TraceShape(Shape):
    """Everything about one order. A contractor's own key is told of no approval, contradiction or entry; of holds, `held`."""

    order: Given[OrderBody]
    money: Given[MoneyShape]
    gates: Given[list[GateShape]]
    lines: Given[list[LineShape]]
    holds: Inside[Given[list[HoldShape]]]
    held: Given[list[HeldShape]]
    evidence: Given[list[SubmissionShape]]
    invoices: Given[list[InvoiceTraced]]
    payments: Given[list[PaymentHead]]
    set_offs: Given[list[SetOffShape]]
    refunds: Given[list[RefundShape]]
    write_offs: Inside[Given[list[WriteOffShape]]]
    approvals: Inside[Given[list[ApprovalShape]]]
    documents: Given[list[DocumentShape]]
    findings: Inside[Given[list[FindingShape]]]
    arrivals: Given[list[ArrivalShape]]
    mails: Inside[Given[list[MailShape]]]
    alerts: Inside[Given[list[AlertShape]]]
    trail: Inside[Given[list[EntryShape]]]


def traced(by: Member, wanted: str, at: datetime) -> TraceShape:
    """Everything about the order with this number, contractor code or id, or that an invoice, piece of evidence or payment
    of this number, reference or id hangs on. Raises NotFound."""
    with scope.reading(by.company_id):
        return trace_of(record(by, order_called(by, wanted), at), by)


def trace_of(seen: Record, by: Member) -> TraceShape:
    """The record as one document. Called inside the scope in which it was read."""
    facts, fulfilment, known = seen.facts, seen.facts.fulfilment, known_of(seen.facts)
    return TraceShape.of(
        seen,
        by,
        order=OrderBody.told(facts, by),
        money=MoneyShape.of(seen.money, by),
        gates=GateShape.each(seen.gates, by),
        lines=[line_of(line, by, facts.order.currency) for line in facts.lines],
        holds=lambda: HoldShape.each((*fulfilment.holds, *fulfilment.invoice_holds), by, known),
        held=HeldShape.each(seen.held, by),
        evidence=_evidence(facts, by, known),
        invoices=_invoices(facts, by, known),
        payments=_payments(facts, by, known),
        set_offs=SetOffShape.each(as_seen(by, fulfilment.set_offs), by, known),
        refunds=RefundShape.each(fulfilment.refunds, by, known),
        write_offs=lambda: WriteOffShape.each(fulfilment.write_offs, by, known),
        approvals=lambda: ApprovalShape.each([one.approval for one in facts.rounds], by, known),
        documents=DocumentShape.each(facts.documents, by),
        findings=lambda: FindingShape.each(facts.findings, by, known),
        arrivals=ArrivalShape.each(facts.arrivals, by),
        mails=mails_of(facts.mails, by),
        alerts=lambda: AlertShape.each([one.alert for one in facts.alerts], by),
        trail=lambda: _trail(facts, by, known),
    )


def _evidence(facts: Facts, by: Member, known: Known) -> list[SubmissionShape]:
    order, pieces = facts.order, _grouped(facts.fulfilment.pieces, "submission_id")
    files = _grouped(files_of_order(order.company_id, order.id) if order.number else [], "submission_id")

    def whole(found: list[Piece]) -> SubmissionShape:
        one = found[0].submission
        shown, came = PieceShape.each(found, by, known, order.currency), FileShape.each(files[one.id], by)
        return SubmissionShape.of(one, by, known, pieces=shown, files=came)

    return [whole(found) for found in pieces.values()]


def _invoices(facts: Facts, by: Member, known: Known) -> list[InvoiceTraced]:
    order, ids = facts.order, [one.id for one in facts.fulfilment.invoices]
    said = InvoiceLine.objects.within(order.company_id).filter(invoice_id__in=ids, struck=False).order_by("position")
    lines = _grouped(said if ids else [], "invoice_id")
    covers = covers_of(order.company_id, order.id) if order.number else []
    standing = _grouped(facts.fulfilment.exceptions, "invoice_id")

    def whole(one: Invoice) -> InvoiceTraced:
        one.order = order
        own = {line.id for line in lines[one.id]}
        taken = [cover for cover in covers if cover.invoice_line_id in own]
        return InvoiceTraced.on(
            one,
            by,
            facts.today,
            known=known,
            lines=InvoiceLineShape.each(lines[one.id], by, known, one.currency),
            exceptions=ExceptionShape.each(standing[one.id], by, known),
            cover=CoverShape.each(taken, by, known, order.currency),
        )

    return [whole(one) for one in facts.fulfilment.invoices]


def _payments(facts: Facts, by: Member, known: Known) -> list[PaymentHead]:
    """Each payment with what it pays of the order's invoices."""
    for one in facts.fulfilment.allocations:
        one.invoice.order = facts.order
    paid = _grouped(facts.fulfilment.allocations, "payment_id")
    return [payment_of(found[0].payment, found, by, known) for found in paid.values()]


def _trail(facts: Facts, by: Member, known: Known) -> list[EntryShape]:
    company, ids = facts.order.company_id, [entry.id for entry in facts.entries]
    positions = dict(Position.objects.within(company).filter(entry_id__in=ids).values_list("entry_id", "position"))
    hidden, found = unseen(by, facts.entries), Change.objects.within(company).filter(entry_id__in=ids).order_by("seq")
    changes = _grouped((one for one in found if (one.relation, one.row_id) not in hidden), "entry_id")

    def whole(one: Entry) -> EntryShape:
        return EntryShape.of(one, by, known, position=positions.get(one.id), changes=RowShape.each(changes[one.id], by))

    return [whole(one) for one in facts.entries]


def _grouped(rows: Iterable[Any], key: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
