"""evidence.receive: a despatch advice shows work, and a receipt advice of ours accepts it (R77, R78)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import own_member, separated
from counterfoil.foundation.documents.arriving import arrived, first_of, of_file, second
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.numbers import normal

from .. import rules
from ..accepting import accept_pieces
from ..models import Piece, Submission
from ..receipts import Delivered, Received, Shower, content, received, unsaid
from ..values import DeliveredLine, DeliveryValues


@dataclass(frozen=True)
class _Sent:
    """What a submission is made of besides its lines and who showed them."""

    order: Order
    note: str
    arrival: Arrival
    at: datetime


@action("evidence.receive", subject="order")
def receive(*, by: Member, at: datetime, order_id: UUID, values: DeliveryValues, file: ArrivedFile) -> Stored:
    """Take the document in, all of its lines or none. What a despatch advice shows waits for a decision; a receipt accepts
    the evidence that it names, and makes what is missing of it. Whoever received it counts as its accepter."""
    order = orders.locked(by, order_id)
    _revision, says = orders.locked_lines(order)
    today = by.company.today(at)
    on_hold = held(orders.holds_on(order), EVERYTHING, today) if values.kind == "receipt" else []
    delivered = [(line, rules.line_meant(line, says)) for line in values.lines]
    known: Delivered = [(line, said) for line, said in delivered if said is not None]
    submitter = _submitter(order, by)
    accepts = received(order, values, known, submitter) if values.kind == "receipt" else None
    shown_by = accepts.shown_by if accepts else set()
    refuse_if(rules.receive(order, by, values, delivered, on_hold, shown_by, separated(by), today))
    first = first_of(order.id, order.company_id, values.kind, values.number)
    if first is not None:
        arrival = second(file, first, by=by, at=at)
        return Stored(order.id, order.stored() | {"became": "second"} | of_file(arrival), order_id=order.id)
    told = {"became_id": order.id, "order_id": order.id, "content": content(values, known)}
    shows = known if accepts else unsaid(order, values.number, known)
    nothing = rules.nothing_new(values) if (accepts.is_nothing if accepts else not shows) else []
    arrival = arrived(file, by=by, at=at, became=values.kind, reasons=[one.as_data() for one in nothing], **told)
    sent = _Sent(order, values.note, arrival, at)
    if accepts:
        _accept(accepts, sent, values, by=by)
    elif shows:
        _shown(sent, (submitter, normal(values.number)), shows)
    return Stored(order.id, order.stored() | {"became": values.kind} | of_file(arrival), order_id=order.id)


def _submitter(order: Order, by: Member) -> Member:
    """On an order that was issued here whoever sends evidence has submitted it, and does not decide on it. On a loaded one it
    is its minter's paper: nobody here submitted it, and it stands in the name of the company's own member."""
    return own_member(order.company_id) if order.is_loaded else by


def _accept(accepts: Received, sent: _Sent, values: DeliveryValues, *, by: Member) -> None:
    """Accept what waits, then show and accept the rest."""
    made = [_shown(sent, shower, lines) for shower, lines in accepts.rest.items()]
    whole = [(piece, piece.quantity, said) for pieces in made for piece, said in pieces]
    reason = str(_("Receipt advice %(number)s") % {"number": values.number})
    accept_pieces([*accepts.taken, *whole], sent.order.currency, by=by, at=sent.at, reason=reason)


def _shown(sent: _Sent, shower: Shower, known: Delivered) -> list[tuple[Piece, RevisionLine]]:
    """A submission of these lines."""
    submitter, number = shower
    submission = Submission(
        company_id=sent.order.company_id,
        order=sent.order,
        submitter=submitter,
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
