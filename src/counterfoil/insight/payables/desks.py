"""What the second half of the line asks of a member: decisions, exceptions, releases, payments, each oldest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.tables import leading
from counterfoil.lifecycle.evidence import rules as evidence_rules
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.cases import RefundCase
from counterfoil.lifecycle.payments.models import Payment, Refund

from ..trace.fulfilment import fulfilment_of
from ..trace.outside import is_outside
from ..verbs.available import one_available
from .evidence import Left, waiting_on
from .fitting import no_longer_of_all
from .listed import Listed, listed
from .ready_to_release import Payable, payable

MOST_SHOWN = 200


@dataclass(frozen=True)
class Deciding:
    """A submission that waits for this member's decision."""

    submission: Submission
    order: Order
    pieces: int


@dataclass(frozen=True)
class ToEvidence:
    """An order of the contractor's that asks for evidence, and on which work is still to be shown."""

    order: Order
    lines: Sequence[Left]


@dataclass(frozen=True)
class ToInvoice:
    """An order of the contractor's on which something may be invoiced by now, and how much (as its record says)."""

    order: Order
    amount: Decimal


@dataclass(frozen=True)
class ToPay:
    """A payment that is released or on its way, and why it no longer fits, if it does not."""

    payment: Payment
    no_longer: Sequence[Reason]


@dataclass(frozen=True)
class Tasks:
    """Everything on the desk that is no order to approve or issue."""

    decide: Sequence[Deciding] = ()
    exceptions: Sequence[InvoiceException] = ()
    release: Sequence[Payable] = ()
    pay: Sequence[ToPay] = ()
    refunds: Sequence[Refund] = ()
    to_evidence: Sequence[ToEvidence] = ()
    to_invoice: Sequence[ToInvoice] = ()
    invoices: Sequence[Listed] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many moves are this member's."""
        return sum(map(len, (self.decide, self.exceptions, self.release, self.pay, self.refunds)))


def tasks(by: Member, at: datetime) -> Tasks:
    """The member's part of the second half. Called inside a scope. Asks only for what the roles could do."""
    today = by.company.today(at)
    if is_outside(by):
        return _outside(by, today)
    return Tasks(
        decide=_deciding(by) if by.may("evidence.accept") else [],
        exceptions=leading(matching.queue(by).filter(owner_id=by.id), MOST_SHOWN, "due_on", "id"),
        release=[one for one in payable(by, at) if not one.reasons] if by.may("payment.release") else [],
        pay=_to_pay(by, today) if by.may("payment.initiate") else [],
        refunds=_to_confirm(by, at) if by.may("refund.confirm") else [],
    )


def _deciding(by: Member) -> list[Deciding]:
    """Where the rule would let this member decide, as far as who they are goes."""
    waiting = Piece.objects.within(by.company_id).filter(state="submitted")
    waiting = waiting.filter(order_id__in=orders.visible(by).values("id"))
    named = waiting.select_related("submission__submitter", "order__contractor", "order__engagement")
    counts: dict[UUID, int] = defaultdict(int)
    found: dict[UUID, Piece] = {}
    for piece in named.order_by("submission__submitted_at", "id")[: MOST_SHOWN * 5]:
        counts[piece.submission_id] += 1
        found.setdefault(piece.submission_id, piece)
    apart = separated(by) if found else True
    return [
        Deciding(piece.submission, piece.order, counts[submission_id])
        for submission_id, piece in found.items()
        if not evidence_rules.decide(piece.order, by, piece.submission.submitter_id, apart)
    ][:MOST_SHOWN]


def _to_pay(by: Member, today: date) -> list[ToPay]:
    waiting = payments.visible(by).filter(state__in=("released", "initiated")).select_related("contractor")
    rows = leading(waiting, MOST_SHOWN, "released_at", "id")
    apart = no_longer_of_all(by, rows, today)
    return [ToPay(payment, apart.get(payment.id, ())) for payment in rows]


def _to_confirm(by: Member, at: datetime) -> list[Refund]:
    """The refunds that wait for a second person, and that this member may confirm."""
    waiting = payments.refunds_noted(by).select_related("credited__contractor", "noted_by")
    cases = together([RefundCase(by, at, refund=one) for one in leading(waiting, MOST_SHOWN, "noted_at", "id")])
    return [case.refund for case in cases if one_available(case, "refund.confirm").allowed]


def _outside(by: Member, today: date) -> Tasks:
    issued = orders.visible(by).filter(state="issued", contractor__member_id=by.id)
    own = list(issued.select_related("contractor", "engagement").order_by("issued_at", "id")[:MOST_SHOWN])
    sent = invoices.visible(by).select_related("contractor", "order")
    fulfilment = fulfilment_of(by.company_id, own)
    left = [ToInvoice(order, fulfilment[order.id].left_to_invoice) for order in own]
    return Tasks(
        to_evidence=_to_evidence(by, [order for order in own if fulfilment[order.id].asked]),
        to_invoice=[one for one in left if one.amount > 0],
        invoices=listed(by, leading(sent, MOST_SHOWN, "-received_at", "-id"), today),
    )


def _to_evidence(by: Member, own: Sequence[Order]) -> list[ToEvidence]:
    if not own:
        return []
    ordered = RevisionLine.objects.within(by.company_id).filter(order_id__in=[order.id for order in own])
    ordered = ordered.filter(revision__number=F("order__revision_number")).select_related("line")
    submitted = Piece.objects.within(by.company_id).filter(order_id__in=[order.id for order in own], state="submitted")
    waiting = waiting_on(list(submitted))
    lines: dict[UUID, list[Left]] = defaultdict(list)
    for line in ordered.order_by("line__position"):
        left = Left(line, waiting[line.line_id])
        if left.quantity:
            lines[line.order_id].append(left)
    return [ToEvidence(order, lines[order.id]) for order in own if lines[order.id]]
