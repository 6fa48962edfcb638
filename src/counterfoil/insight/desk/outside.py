"""A contractor's desk: on which orders work is still to be shown, what can be invoiced by now, and where their money is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.payables.evidence import Left, waiting_on
from counterfoil.insight.payables.listed import Listed, listed
from counterfoil.insight.trace.fulfilment import fulfilment_of, holds_on
from counterfoil.insight.trace.held import Held, held_today
from counterfoil.lifecycle.engagements.models import Offer
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from .hiring_turns import ANSWER
from .outside_turns import BILL, OUTSIDE_TURNS, SENT, SHOW
from .seat import Seat
from .waiting import Waiting, waiting


@dataclass(frozen=True)
class ToEvidence:
    """An order of the contractor's that asks for evidence, and on which work is still to be shown."""

    order: Order
    lines: Sequence[Left]
    held: Sequence[Held]


@dataclass(frozen=True)
class ToInvoice:
    """An order of the contractor's on which something may be invoiced by now, and how much (as its record says)."""

    order: Order
    amount: Decimal
    held: Sequence[Held]


@dataclass(frozen=True)
class OutsideDesk:
    """Everything on a contractor's desk: of each kind the first, and how much there is."""

    to_answer: Sequence[Offer]
    offers: Waiting
    to_evidence: Sequence[ToEvidence]
    evidences: Waiting
    to_invoice: Sequence[ToInvoice]
    bills: Waiting
    invoices: Sequence[Listed]
    sent: Waiting


def outside_desk(by: Member, at: datetime) -> OutsideDesk:
    """A contractor's desk. Called inside a scope."""
    seat = Seat(by, at)
    found = {name: Waiting(turn, 0, []) for name, turn in OUTSIDE_TURNS.items()} | waiting(seat, OUTSIDE_TURNS)
    answer, show, bill, sent = (found[turn.name] for turn in (ANSWER, SHOW, BILL, SENT))
    rows = Order.objects.within(by.company_id).filter(id__in={*show.oldest, *bill.oldest})
    orders = {row.id: row for row in rows.select_related("contractor", "engagement")}
    holds = holds_on(by.company_id, list(orders.values()))
    held = {one: held_today(holds[one], seat.today) for one in orders}
    fulfilment = fulfilment_of(by.company_id, [orders[one] for one in bill.oldest])
    own = {row.id: row for row in invoices.visible(by).filter(id__in=sent.oldest).select_related("contractor", "order")}
    return OutsideDesk(
        _to_answer(by, answer.oldest),
        answer,
        _to_evidence(by, [orders[one] for one in show.oldest], held),
        show,
        [ToInvoice(orders[one], fulfilment[one].to_invoice, held[one]) for one in bill.oldest],
        bill,
        listed(by, [own[one] for one in sent.oldest], seat.today),
        sent,
    )


def _to_answer(by: Member, ids: Sequence[UUID]) -> list[Offer]:
    own = {row.id: row for row in visible_offers(by).filter(id__in=ids)} if ids else {}
    return [own[one] for one in ids if one in own]


def _to_evidence(by: Member, own: Sequence[Order], held: Mapping[UUID, Sequence[Held]]) -> list[ToEvidence]:
    if not own:
        return []
    ids = [order.id for order in own]
    ordered = RevisionLine.objects.within(by.company_id).filter(order_id__in=ids)
    ordered = ordered.filter(revision__number=F("order__revision_number")).select_related("line")
    submitted = Piece.objects.within(by.company_id).filter(order_id__in=ids, state="submitted")
    waits = waiting_on(list(submitted))
    lines: dict[UUID, list[Left]] = defaultdict(list)
    for line in ordered.order_by("line__position"):
        left = Left(line, waits[line.line_id])
        if left.quantity:
            lines[line.order_id].append(left)
    return [ToEvidence(order, lines[order.id], held[order.id]) for order in own]
