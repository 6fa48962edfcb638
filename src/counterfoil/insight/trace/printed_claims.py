"""What hangs on an order as plain data: holds, evidence, invoices with what stands against them, payments."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.parties.holds import Hold
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece
from counterfoil.lifecycle.evidence.queries import files_of_order
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.matching.kinds import KINDS
from counterfoil.lifecycle.matching.models import Cover, InvoiceException
from counterfoil.lifecycle.matching.queries import covers_of
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.payments.models import Allocation, Refund, SetOff

from .facts import Facts

Data = dict[str, Any]


def claims_as_data(facts: Facts) -> Data:
    """Everything that hangs on the order, each figure with the rows it is made of. Called inside a scope."""
    company, order = facts.order.company_id, facts.order
    lines, covers = _lines(facts), covers_of(company, order.id) if order.number else []
    files = files_of_order(company, order.id) if order.number else []
    return {
        "holds": [_hold(one, facts) for one in (*facts.claims.holds, *facts.claims.invoice_holds)],
        "evidence": [_piece(one, facts) for one in facts.claims.pieces],
        "files": [_file(one) for one in files],
        "invoices": [_invoice(one, lines[one.id], covers, facts) for one in facts.claims.invoices],
        "payments": [_payment(one, facts) for one in facts.claims.allocations],
        "set_offs": [_set_off(one, facts) for one in facts.claims.set_offs],
        "refunds": [_refund(one, facts) for one in facts.claims.refunds],
    }


def moment(at: datetime | None) -> str | None:
    """A moment as text."""
    return at.isoformat() if at else None


def _lines(facts: Facts) -> dict[UUID, list[InvoiceLine]]:
    found: dict[UUID, list[InvoiceLine]] = defaultdict(list)
    ids = [one.id for one in facts.claims.invoices]
    if ids:
        lines = InvoiceLine.objects.within(facts.order.company_id).filter(invoice_id__in=ids, struck=False)
        for line in lines.select_related("order_line").order_by("position"):
            found[line.invoice_id].append(line)
    return found


def _hold(hold: Hold, facts: Facts) -> Data:
    return {
        "on": str(hold._meta.model_name).removesuffix("hold"),
        "scope": hold.scope,
        "reason": hold.reason,
        "owner": hold.owner.name,
        "last_day": str(hold.last_day) if hold.last_day else None,
        "placed_at": moment(hold.placed_at),
    }


def _file(file: EvidenceFile) -> Data:
    return {"submission": str(file.submission_id), "name": file.document.name, "sha256": file.document.sha256}


def _piece(piece: Piece, facts: Facts) -> Data:
    return {
        "id": str(piece.id),
        "submission": str(piece.submission_id),
        "line": _position(facts, piece.line_id),
        "state": piece.state,
        "state_words": str(piece.state_words(piece.state)),
        "quantity": plain_decimal(piece.quantity),
        "accepted": plain_decimal(piece.accepted_quantity),
        "invoiced": plain_decimal(piece.used_quantity),
        "corrects": str(piece.corrects_id) if piece.corrects_id else None,
        "text": piece.text,
        "submitted_by": facts.name(piece.submission.submitter_id),
        "submitted_at": moment(piece.submission.submitted_at),
        "decided_by": facts.name(piece.decided_by_id),
        "decided_at": moment(piece.decided_at),
        "reason": piece.reason if facts.members else "",
    }


def _position(facts: Facts, line_id: UUID | None) -> int | None:
    return next((said.line.position for said in facts.lines if said.line_id == line_id), None)


def _invoice(invoice: Invoice, lines: list[InvoiceLine], covers: list[Cover], facts: Facts) -> Data:
    figures = ("net", "tax", "total", "credited_amount", "allocated_amount", "open_amount", "owed_back")
    own = {line.id for line in lines}
    standing = [one for one in facts.claims.exceptions if one.invoice_id == invoice.id]
    return {
        "id": str(invoice.id),
        "kind": invoice.kind,
        "number": invoice.number,
        "quoted": invoice.quoted,
        "state": invoice.state,
        "state_words": str(invoice.state_words(invoice.state)),
        "issued_on": str(invoice.issued_on),
        "due_on": str(invoice.due_on),
        "currency": invoice.currency,
        **{name: money_text(getattr(invoice, name), invoice.currency) for name in figures},
        "credits": invoice.credits.number if invoice.credits else None,
        "entered_by": facts.name(invoice.entered_by_id),
        "received_at": moment(invoice.received_at),
        "lines": [_line(line, invoice.currency, facts) for line in lines],
        "cover": [_cover(one, facts) for one in covers if one.invoice_line_id in own],
        "exceptions": [_exception(one, facts) for one in standing],
    }


def _line(line: InvoiceLine, currency: str, facts: Facts) -> Data:
    return {
        "position": line.position,
        "text": line.text,
        "quantity": plain_decimal(line.quantity),
        "unit_words": counted(line.unit, line.quantity),
        "unit_price": plain_decimal(line.unit_price),
        "amount": money_text(line.amount, currency),
        "order_line": line.order_line.position if line.order_line else None,
        "paired_by": line.paired_by if facts.members else "",
    }


def _cover(cover: Cover, facts: Facts) -> Data:
    return {
        "order_line": _position(facts, cover.order_line_id),
        "piece": str(cover.piece_id) if cover.piece_id else None,
        "quantity": plain_decimal(cover.quantity),
        "amount": money_text(cover.amount, facts.order.currency),
        "taken_at": moment(cover.taken_at),
    }


def _exception(one: InvoiceException, facts: Facts) -> Data:
    inside = bool(facts.members)
    return {
        "kind": one.kind,
        "kind_words": str(KINDS[one.kind].words),
        "state": one.state,
        "state_words": str(one.state_words(one.state)),
        "sentence": sentence(one) if inside else sentence_outside(one),
        "owner": facts.name(one.owner_id),
        "due_on": str(one.due_on),
        "opened_at": moment(one.opened_at),
        "settled_by": facts.name(one.settled_by_id),
        "settled_at": moment(one.settled_at),
        "reason": one.reason if inside else "",
    }


def _set_off(one: SetOff, facts: Facts) -> Data:
    currency = one.invoice.currency
    return {
        "id": str(one.id),
        "credited": one.credited.number,
        "invoice": one.invoice.number,
        "payment": str(one.payment_id) if one.payment_id else None,
        "amount": money_text(one.amount, currency),
        "net": money_text(one.net, currency),
        "credited_net": money_text(one.credited_net, currency),
        "currency": currency,
        "live": one.live,
        "released_by": facts.name(one.released_by_id),
        "released_at": moment(one.released_at),
    }


def _refund(one: Refund, facts: Facts) -> Data:
    return {
        "id": str(one.id),
        "credited": one.credited.number,
        "state": one.state,
        "state_words": str(one.state_words(one.state)),
        "amount": money_text(one.amount, one.credited.currency),
        "currency": one.credited.currency,
        "received_on": str(one.received_on),
        "reference": one.reference,
        "noted_by": facts.name(one.noted_by_id),
        "noted_at": moment(one.noted_at),
        "decided_by": facts.name(one.decided_by_id),
        "decided_at": moment(one.decided_at),
        "reason": one.reason if facts.members else "",
    }


def _payment(allocation: Allocation, facts: Facts) -> Data:
    payment = allocation.payment
    numbers = {one.id: one.number for one in facts.claims.invoices}
    return {
        "id": str(payment.id),
        "invoice": numbers[allocation.invoice_id],
        "state": payment.state,
        "state_words": str(payment.state_words(payment.state)),
        "amount": money_text(allocation.amount, payment.currency),
        "net": money_text(allocation.net, payment.currency),
        "currency": payment.currency,
        "reference": payment.reference,
        "released_by": facts.name(payment.released_by_id),
        "released_at": moment(payment.released_at),
        "initiated_on": str(payment.initiated_on) if payment.initiated_on else None,
        "settled_on": str(payment.settled_on) if payment.settled_on else None,
        "reason": payment.reason if facts.members else "",
    }
