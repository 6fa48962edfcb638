"""evidence.receive: a despatch advice shows work, and a receipt advice of ours accepts it (R77, R78)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import own_member, separated
from counterfoil.foundation.documents.arriving import arrived, first_of, of_file, second
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.numbers import normal

from .. import queries, rules
from ..accepting import Taken, accept_pieces
from ..models import Piece, Submission
from ..values import DeliveredLine, DeliveryValues

Delivered = list[tuple[DeliveredLine, RevisionLine]]


@dataclass(frozen=True)
class _Sent:
    """What a submission is made of besides its lines."""

    order: Order
    note: str
    arrival: Arrival
    submitter: Member
    at: datetime


@dataclass(frozen=True)
class _Received:
    """What a receipt accepts: pieces that were shown, and the rest, of which it makes some under a number."""

    taken: Sequence[Taken] = ()
    rest: Delivered = field(default_factory=list)
    number: str = ""

    def shown_by(self, by: Member) -> set[UUID]:
        """Who submitted it: what nobody has shown before, whoever sends the receipt."""
        shown = {piece.submission.submitter_id for piece, _quantity, _said in self.taken}
        return shown | {by.id} if self.rest else shown


@action("evidence.receive", subject="order")
def receive(*, by: Member, at: datetime, order_id: UUID, values: DeliveryValues, file: ArrivedFile) -> Stored:
    """Take the document in, all of its lines or none. What a despatch advice shows waits for a decision; a receipt accepts
    the evidence that it names, and makes what is missing of it. Whoever received it counts as its accepter."""
    order = orders.locked(by, order_id)
    _revision, says = orders.locked_lines(order)
    on_hold = held(orders.holds_on(order), EVERYTHING, by.company.today(at)) if values.kind == "receipt" else []
    delivered = [(line, rules.line_meant(line, says)) for line in values.lines]
    known: Delivered = [(line, said) for line, said in delivered if said is not None]
    received = _received(order, values, known) if values.kind == "receipt" else _Received()
    refuse_if(rules.receive(order, by, values, delivered, on_hold, received.shown_by(by), separated(by)))
    first = first_of(order.id, order.company_id, values.kind, values.number)
    if first is not None:
        arrival = second(file, first, by=by, at=at)
        return Stored(order.id, order.stored() | {"became": "second"} | of_file(arrival), order_id=order.id)
    arrival = arrived(file, by=by, at=at, became=values.kind, became_id=order.id, order_id=order.id)
    sent = _Sent(order, values.note, arrival, _submitter(order, by), at)
    if values.kind == "receipt":
        _accept(received, sent, values, by=by)
    elif not queries.despatched(order, [normal(values.number)]):
        _shown(sent, known, normal(values.number))
    return Stored(order.id, order.stored() | {"became": values.kind} | of_file(arrival), order_id=order.id)


def _submitter(order: Order, by: Member) -> Member:
    """On an order that was issued here whoever sends evidence has submitted it, and does not decide on it. On a loaded one it
    is its minter's paper: nobody here submitted it, and it stands in the name of the company's own member."""
    return own_member(order.company_id) if order.is_loaded else by


def _received(order: Order, values: DeliveryValues, known: Delivered) -> _Received:
    """What the named despatches show, as far as it was received, and the rest."""
    named = [normal(number) for number in values.despatches]
    shown = queries.despatched(order, named)
    taken: list[Taken] = []
    rest: Delivered = []
    for line, said in _together(known):
        left = line.quantity
        for piece in [one for one in shown if one.line_id == said.line_id]:
            quantity = min(left, _open(piece))
            left -= quantity
            if quantity and piece.state == "submitted":
                taken.append((piece, quantity, said))
        if left > 0:
            rest.append((line.model_copy(update={"quantity": left}), said))
    # Under the number of the despatch advice that it names: one that comes later shows nothing new.
    return _Received(taken, rest, named[0] if named and not shown else "")


def _accept(received: _Received, sent: _Sent, values: DeliveryValues, *, by: Member) -> None:
    """Accept what was shown before, then show and accept the rest."""
    made = [(piece, piece.quantity, said) for piece, said in _shown(sent, received.rest, received.number)]
    reason = str(_("Receipt advice %(number)s") % {"number": values.number})
    accept_pieces([*received.taken, *made], sent.order.currency, by=by, at=sent.at, reason=reason)


def _together(known: Delivered) -> Delivered:
    """Several rows on one line of the order count together: what is shown for it is received once."""
    rows: dict[UUID, tuple[DeliveredLine, RevisionLine]] = {}
    for line, said in known:
        before = rows[said.line_id][0] if said.line_id in rows else None
        whole = line if before is None else before.model_copy(update={"quantity": before.quantity + line.quantity})
        rows[said.line_id] = whole, said
    return list(rows.values())


def _open(piece: Piece) -> Decimal:
    """How much of what was received a piece can stand for: all that waits, or what somebody accepted before."""
    if piece.state == "accepted":
        return piece.accepted_quantity - piece.corrected_quantity
    return piece.quantity if piece.state == "submitted" else ZERO


def _shown(sent: _Sent, known: Delivered, number: str) -> list[tuple[Piece, RevisionLine]]:
    """A submission of these lines."""
    if not known:
        return []
    submission = Submission(
        company_id=sent.order.company_id,
        order=sent.order,
        submitter=sent.submitter,
        submitted_at=sent.at,
        note=sent.note,
        arrival=sent.arrival,
        number_normal=number,
    )
    submission.save(force_insert=True)
    pieces = [(_piece(submission, line, said), said) for line, said in known]
    Piece.objects.bulk_create(piece for piece, _said in pieces)
    return pieces


def _piece(sent: Submission, line: DeliveredLine, said: RevisionLine) -> Piece:
    facts = line.model_dump(include={"quantity", "text", "starts_on", "ends_on"})
    return Piece(company_id=sent.company_id, submission=sent, order_id=sent.order_id, line=said.line, **facts)
