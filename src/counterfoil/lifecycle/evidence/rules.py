"""What may be done with evidence, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import MANAGER
from counterfoil.foundation.kernel.refusals import Reason, not_permitted
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.lifecycle.orders.kinds import of_a_contract
from counterfoil.lifecycle.orders.models import Order, OrderLine, RevisionLine
from counterfoil.lifecycle.orders.rules import own_order
from counterfoil.lifecycle.orders.run_out import not_stopped

from .models import Piece
from .values import DeliveredLine, DeliveryValues, PieceValues


def submit(order: Order, by: Member, run_out: str | None) -> list[Reason]:
    """Evidence is of an issued order that the company has not stopped, by its contractor or by a manager of it."""
    return not_issued(order) + of_a_contract(order) + given_up(order) + not_stopped(run_out) + _theirs(order, by)


def pieces(typed: Sequence[PieceValues], lines: Mapping[UUID, OrderLine], today: date) -> list[Reason]:
    """Every piece is of a line of this order, and of days that have come."""
    reasons = []
    for piece in typed:
        if piece.line_id not in lines:
            sentence = _("The order has no such line.")
            reasons.append(Reason("line_unknown", sentence, {"line": piece.line_id}))
        reasons += _not_done_yet(piece, today)
    return reasons


def _not_done_yet(said: PieceValues | DeliveredLine, today: date) -> list[Reason]:
    if max(filter(None, (said.starts_on, said.ends_on)), default=today) <= today:
        return []
    return [Reason("not_done_yet", _("Work can be shown once it is done, not before."))]


def line_meant(line: DeliveredLine, says: Sequence[RevisionLine]) -> RevisionLine | None:
    """Which line of the order came: the one it names, the same item, or the only one. Two candidates are none."""
    called = [said for said in says if line.reference and line.reference in _names(said)]
    ours = [said for said in says if line.buyer_item and line.buyer_item == said.buyer_item]
    theirs = [said for said in says if line.seller_item and line.seller_item == said.seller_item]
    for candidates in (called, ours or theirs, says):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None


def _names(said: RevisionLine) -> set[str]:
    """How a document may call a line: by its minter's own name, or by its place where it has none."""
    return {said.line.reference or str(said.line.position)}


def receive(
    order: Order,
    by: Member,
    values: DeliveryValues,
    delivered: Sequence[tuple[DeliveredLine, RevisionLine | None]],
    on_hold: Sequence[Reason],
    shown_by: Collection[UUID],
    separated: bool,
    today: date,
) -> list[Reason]:
    """Every row is of one clear line, in its unit and of days that have come, on an issued order. Nobody accepts the work that
    pays themselves.

    A receipt accepts: where the order was issued here, only by whoever may accept the same evidence by hand (R77, R78).
    `shown_by` are those who submitted what it accepts.
    """
    reasons = not_issued(order) + of_a_contract(order) + list(on_hold) + own_order(order, by, "evidence.receive")
    if values.kind == "receipt" and not order.is_loaded:
        reasons += [] if by.may("evidence.accept") else [not_permitted("evidence.accept")]
        reasons += _responsible(order, by, "evidence.accept") + _own_evidence(by, shown_by, separated)
    if values.kind == "receipt" and (by.is_system or by.has_hand_in([order.paid_member_id])):
        reasons.append(_own_work())
    if values.kind == "receipt" and by.service:
        sentence = _("A receipt accepts, and a service accepts nothing. Nothing was taken in; let a person send it.")
        reasons.append(Reason("service_accepts", sentence, never=True))
    for row, (line, said) in enumerate(delivered, 1):
        reasons += _not_done_yet(line, today)
        if said is None:
            sentence = _("It is not clear which line of the order row %(row)s means.")
            reasons.append(Reason("line_unclear", sentence, {"row": row}))
        elif line.unit and line.unit != said.unit:
            sentence = _("Row %(row)s is in %(unit)s, and the order's line in %(ordered)s.")
            reasons.append(Reason("unit", sentence, {"row": row, "unit": line.unit, "ordered": said.unit}))
    return reasons


def nothing_new(values: DeliveryValues) -> list[Reason]:
    """Why a receipt accepts nothing, or a despatch shows nothing, though nothing is wrong with it."""
    if values.kind == "receipt":
        return [Reason("accepted_before", _("All that it says was accepted before; nothing more was accepted."))]
    return [
        Reason("received_before", _("A receipt that came before it says what arrived of it; nothing new is shown."))
    ]


def accept(order: Order, by: Member, submitter_id: UUID, separated: bool, held: Sequence[Reason]) -> list[Reason]:
    """The order's responsible person says yes, and never to their own evidence or to their own work (R77, R78)."""
    return not_issued(order) + list(held) + decide(order, by, submitter_id, separated)


def decide(
    order: Order, by: Member, submitter_id: UUID | None, separated: bool, verb: str = "evidence.accept"
) -> list[Reason]:
    """Who may decide at all: whoever asked for the order, or manages its team, but not who submitted or is paid."""
    reasons = _responsible(order, by, verb) + _own_evidence(by, [submitter_id], separated)
    if separated and by.has_hand_in([order.paid_member_id]):
        reasons.append(_own_work())
    return reasons


def deciders(order: Order, people: Iterable[Member], submitter_id: UUID | None, separated: bool) -> list[Member]:
    """Who of these people could decide on evidence that this member submits, or has submitted: asked before and after."""
    able = [one for one in people if one.may("evidence.accept")]
    return [one for one in able if not decide(order, one, submitter_id, separated)]


def nobody_decides(*, outside: bool) -> str:
    """That evidence would wait for nobody, and who can change that; a contractor is told nothing of roles."""
    if outside:
        return _now("Nobody can decide on it yet: it would wait until the company has named somebody. Ask them first.")
    return _now("Nobody could decide on it: it would wait. An owner gives somebody the role of a manager of its team.")


def _responsible(order: Order, by: Member, verb: str) -> list[Reason]:
    if by.id == order.requester_id or (MANAGER in by.roles_for(verb) and not own_order(order, by, verb)):
        return []
    sentence = _("Evidence is decided on by whoever asked for the order, or by a manager of its team.")
    return [Reason("not_responsible", sentence, never=True)]


def _own_evidence(by: Member, submitters: Collection[UUID | None], separated: bool) -> list[Reason]:
    if not separated or not by.has_hand_in(submitters):
        return []
    return [Reason("own_evidence", _("Nobody decides on evidence that they submitted."), never=True)]


def _own_work() -> Reason:
    return Reason("own_work", _("Nobody decides on the work that they are paid for."), never=True)


def accept_piece(piece: Piece, quantity: Decimal, line: OrderLine, reason: str) -> list[Reason]:
    """As much as was submitted, or less with a reason; a line takes no more than it orders."""
    reasons = list(wrong_state(piece, "accept"))
    if abs(quantity) > abs(piece.quantity):
        sentence = _("%(quantity)s were submitted; no more can be accepted.")
        reasons.append(Reason("more_than_submitted", sentence, {"quantity": piece.quantity}))
    if quantity != piece.quantity and not reason:
        reasons.append(Reason("reason_needed", _("Accepting a part needs a reason for the rest.")))
    over = line.accepted_quantity + quantity - line.limit_quantity
    if quantity > 0 and over > 0:
        sentence = _("Line %(line)s orders %(limit)s; with this, %(over)s too many would be accepted.")
        params = {"line": line.position, "limit": line.limit_quantity, "over": over}
        reasons.append(Reason("more_than_ordered", sentence, params))
    return reasons + (_more_than_stands(piece.corrects, -quantity) if piece.corrects else [])


def reject(order: Order, by: Member, submitter_id: UUID, separated: bool) -> list[Reason]:
    """Whoever may accept may reject; also on an order that is closed or held."""
    return decide(order, by, submitter_id, separated, "evidence.reject")


def withdraw(by: Member, submitter_id: UUID) -> list[Reason]:
    """Only who submitted takes it back."""
    if by.id == submitter_id:
        return []
    return [Reason("not_your_evidence", _("Only who submitted evidence withdraws it."), never=True)]


def correct(order: Order, by: Member, piece: Piece, quantity: Decimal) -> list[Reason]:
    """An accepted piece is corrected by no more than what still stands of it."""
    reasons = submit(order, by, None)
    if piece.state != "accepted" or piece.corrects_id is not None:
        reasons.append(Reason("not_accepted", _("Only accepted evidence is corrected; what waits is withdrawn.")))
    return reasons + _more_than_stands(piece, quantity)


def _more_than_stands(piece: Piece, quantity: Decimal) -> list[Reason]:
    standing = piece.accepted_quantity - piece.corrected_quantity
    if quantity <= standing:
        return []
    sentence = _("%(standing)s of it stands; no more can be taken back.")
    return [Reason("more_than_accepted", sentence, {"standing": standing})]


def not_issued(order: Order) -> list[Reason]:
    """Work is shown and accepted on an issued order only."""
    if order.state == "issued":
        return []
    sentence = _("The order is %(state)s; evidence belongs to an issued order.")
    return [Reason("order_not_issued", sentence, {"state": order.state_words(order.state)})]


def given_up(order: Order) -> list[Reason]:
    """Nothing more is shown on an order of which the rest was written off: it could not be invoiced."""
    if not order.is_given_up:
        return []
    sentence = _("What was left of the order was written off. Ask finance, who can reverse that; then it can be shown.")
    return [Reason("written_off", sentence)]


def _theirs(order: Order, by: Member) -> list[Reason]:
    if by.id == order.paid_member_id:
        return []
    return own_order(order, by, "evidence.submit")


def something(waiting: Sequence[object]) -> list[Reason]:
    """A decision is about something that waits."""
    if waiting:
        return []
    return [Reason("nothing_waits", _("Nothing of this submission waits for a decision."))]
