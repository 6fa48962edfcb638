"""The desk: of each kind of turn how much waits, and the oldest of it with all that is shown beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.insight.payables.fitting import no_longer_of_all
from counterfoil.insight.trace.fulfilment import holds_on
from counterfoil.insight.trace.held import Held, held_today
from counterfoil.insight.trace.standings import Standing, standings, with_names
from counterfoil.lifecycle.engagements.models import ChangeRequest, Offer, Requisition
from counterfoil.lifecycle.engagements.queries import visible_offers
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.holding import concerns, holds_on_all
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order, Wish
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Payment, Refund, WriteOff

from .changerequest_turns import CHANGE_TURNS, changes_seen
from .evidence_turns import EVIDENCE_TURNS
from .hiring_turns import HIRING_TURNS
from .money_turns import EXCEPTION_TURNS, INVOICE_TURNS, PAYMENT_TURNS, confirmable
from .order_turns import ASKED_FOR, FILL_IN, NEXT, ORDER_TURNS
from .requisition_turns import REQUISITION_TURNS, requisitions_seen
from .seat import Seat
from .shared_turns import SHARED_TURNS, shared_seen
from .turn import Turn
from .waiting import Waiting, waiting
from .wish_turns import WISH_TURNS, wishes_seen
from .write_off_turns import WRITE_OFF_TURNS

OF_ORDERS = frozenset(ORDER_TURNS)
OF_PAYMENTS = frozenset(PAYMENT_TURNS)
CONFIRM = "confirm"
TURNS: Mapping[str, Turn] = {
    **NEXT,
    FILL_IN.name: FILL_IN,
    **EVIDENCE_TURNS,
    **EXCEPTION_TURNS,
    **{name: turn for name, turn in INVOICE_TURNS.items() if name != "stopped"},
    **PAYMENT_TURNS,
    **WRITE_OFF_TURNS,
    **HIRING_TURNS,
    **SHARED_TURNS,
    **REQUISITION_TURNS,
    **CHANGE_TURNS,
    **WISH_TURNS,
    ASKED_FOR.name: ASKED_FOR,
}
"""In the order in which a desk shows them. What is payable and stopped for a member is no turn of theirs."""


@dataclass(frozen=True)
class Deciding:
    """A submission that waits for a decision, how many of its pieces do, and what holds its order."""

    submission: Submission
    pieces: int
    held: Sequence[Held]


@dataclass(frozen=True)
class Settling:
    """An exception that is to be settled, and what holds its invoice."""

    exception: InvoiceException
    held: Sequence[Held]


@dataclass(frozen=True)
class Billing:
    """An invoice with which something is to be done, and what holds it."""

    invoice: Invoice
    held: Sequence[Held]


@dataclass(frozen=True)
class Paying:
    """A payment that is released or on its way, and why it no longer fits, if it does not."""

    payment: Payment
    no_longer: Sequence[Reason]


Row = (
    Standing
    | Deciding
    | Settling
    | Billing
    | Refund
    | Paying
    | WriteOff
    | Offer
    | Order
    | Requisition
    | ChangeRequest
    | Wish
)


@dataclass(frozen=True)
class Group:
    """What waits of one kind, and the oldest of it."""

    waits: Waiting
    rows: Sequence[Any]

    @property
    def turn(self) -> Turn:
        """For what it waits."""
        return self.waits.turn


@dataclass(frozen=True)
class Desk:
    """What waits for a member, by what they would do, and what they asked for."""

    groups: Sequence[Group]
    asked_for: Group

    @property
    def count(self) -> int:
        """How many moves are this member's, as far as they are counted."""
        return sum(group.waits.count for group in self.groups)

    @property
    def beyond(self) -> bool:
        """Whether there are more than are counted."""
        return any(group.waits.beyond for group in self.groups)


def desk(by: Member, at: datetime) -> Desk:
    """The member's desk, with the same queries for three rows and a hundred thousand. Called inside a scope."""
    seat = Seat(by, at)
    found = waiting(seat, TURNS)
    asked_for = found.pop(ASKED_FOR.name, Waiting(ASKED_FOR, 0, []))
    rows = _rows(seat, [*found.values(), asked_for])
    groups = [Group(one, rows[name]) for name, one in found.items() if one.counted]
    return Desk(groups, Group(asked_for, rows[ASKED_FOR.name]))


def next_order(by: Member, at: datetime, done: UUID) -> tuple[Standing, int] | None:
    """The next order that is this member's to take on, and how many more there are. Called inside a scope."""
    found = waiting(Seat(by, at), NEXT, most=1, besides=done)
    ids = [one.oldest[0] for one in found.values() if one.oldest]
    if not ids:
        return None
    [first] = _standings(Seat(by, at), ids[:1]).values()
    return first, sum(one.count for one in found.values()) - 1


def _rows(seat: Seat, found: Sequence[Waiting]) -> dict[str, Sequence[Any]]:
    """The oldest of each kind, in their order. What several kinds show is read once."""
    ids = {one.turn.name: one.oldest for one in found}
    exceptions = _exceptions(seat, _of(ids, EXCEPTION_TURNS))
    bills = _invoices(seat, _of(ids, set(INVOICE_TURNS) - {CONFIRM}))
    held = _held(seat, [*bills.values(), *(one.invoice for one in exceptions.values())])
    settling = {row.id: Settling(row, held[row.invoice_id]) for row in exceptions.values()}
    billing = {row.id: Billing(row, held[row.id]) for row in bills.values()}
    read: dict[str, Mapping[UUID, Any]] = {
        **dict.fromkeys(OF_ORDERS, _standings(seat, _of(ids, OF_ORDERS))),
        **dict.fromkeys(OF_PAYMENTS, _paying(seat, _of(ids, OF_PAYMENTS))),
        **dict.fromkeys(EVIDENCE_TURNS, _deciding(seat, _of(ids, EVIDENCE_TURNS))),
        **dict.fromkeys(EXCEPTION_TURNS, settling),
        **dict.fromkeys(INVOICE_TURNS, billing),
        CONFIRM: _refunds(seat, _of(ids, (CONFIRM,))),
        **dict.fromkeys(WRITE_OFF_TURNS, _write_offs(seat, _of(ids, WRITE_OFF_TURNS))),
        **dict.fromkeys(SHARED_TURNS, _shared(seat, _of(ids, SHARED_TURNS))),
        **dict.fromkeys(HIRING_TURNS, _offers(seat, _of(ids, HIRING_TURNS))),
        **dict.fromkeys(REQUISITION_TURNS, _requisitions(seat, _of(ids, REQUISITION_TURNS))),
        **dict.fromkeys(CHANGE_TURNS, _changes(seat, _of(ids, CHANGE_TURNS))),
        **dict.fromkeys(WISH_TURNS, _wishes(seat, _of(ids, WISH_TURNS))),
    }
    return {name: [read[name][one] for one in each if one in read[name]] for name, each in ids.items()}


def _of(ids: Mapping[str, Sequence[UUID]], names: Iterable[str]) -> list[UUID]:
    return [one for name in names for one in ids.get(name, ())]


def _standings(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    if not ids:
        return {}
    rows = list(with_names(Order.objects.within(seat.by.company_id).filter(id__in=ids)))
    return {one.order.id: one for one in standings(seat.by, rows, seat.at)}


def _deciding(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Deciding]:
    if not ids:
        return {}
    own = Piece.objects.within(seat.by.company_id).filter(submission_id=OuterRef("id"), state="submitted")
    pieces = Subquery(own.order_by().values("submission_id").annotate(number=Count("id")).values("number"))
    rows = Submission.objects.within(seat.by.company_id).filter(id__in=ids).annotate(pieces_waiting=pieces)
    waiting = list(rows.select_related("submitter", "order__contractor", "order__engagement"))
    holds = holds_on(seat.by.company_id, [row.order for row in waiting])
    return {row.id: Deciding(row, row.pieces_waiting, held_today(holds[row.order_id], seat.today)) for row in waiting}


def _exceptions(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, InvoiceException]:
    return {row.id: row for row in matching.visible(seat.by).filter(id__in=ids)} if ids else {}


def _invoices(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Invoice]:
    rows = invoices.visible(seat.by).filter(id__in=ids).select_related("contractor", "order") if ids else ()
    return {row.id: row for row in rows}


def _held(seat: Seat, rows: Sequence[Invoice]) -> dict[UUID, list[Held]]:
    """What holds each of these invoices, read for all of them at once."""
    holds = holds_on_all(seat.by.company_id, rows) if rows else []
    return {row.id: held_today([hold for hold in holds if concerns(hold, row)], seat.today) for row in rows}


def _refunds(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Refund]:
    """Of each invoice the oldest refund that this member may confirm."""
    if not ids:
        return {}
    rows = confirmable(seat).filter(credited_id__in=ids).select_related("credited__contractor", "noted_by")
    return {row.credited_id: row for row in rows.order_by("-noted_at", "-id")}


def _write_offs(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, WriteOff]:
    if not ids:
        return {}
    rows = payments.write_offs(seat.by).filter(id__in=ids)
    return {row.id: row for row in rows.select_related("order__contractor", "invoice", "noted_by")}


def _offers(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Offer]:
    rows = visible_offers(seat.by).filter(id__in=ids).select_related("contractor", "made_by") if ids else ()
    return {row.id: row for row in rows}


def _shared(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Order]:
    rows = shared_seen(seat.by).filter(id__in=ids).select_related("requester") if ids else ()
    return {row.id: row for row in rows}


def _requisitions(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Requisition]:
    rows = requisitions_seen(seat.by).filter(id__in=ids).select_related("made_by") if ids else ()
    return {row.id: row for row in rows}


def _changes(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, ChangeRequest]:
    rows = changes_seen(seat.by).filter(id__in=ids).select_related("contract__engagement", "made_by") if ids else ()
    return {row.id: row for row in rows}


def _wishes(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Wish]:
    rows = wishes_seen(seat.by).filter(id__in=ids).select_related("engagement__contractor") if ids else ()
    return {row.id: row for row in rows}


def _paying(seat: Seat, ids: Sequence[UUID]) -> dict[UUID, Paying]:
    if not ids:
        return {}
    rows = list(payments.visible(seat.by).filter(id__in=ids).select_related("contractor"))
    apart = no_longer_of_all(seat.by, rows, seat.today)
    return {row.id: Paying(row, apart.get(row.id, ())) for row in rows}
