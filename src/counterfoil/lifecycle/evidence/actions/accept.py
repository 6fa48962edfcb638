"""evidence.accept: the order's responsible person says that it was done, wholly or in part."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.foundation.kernel.values import Text
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.orders import queries as orders

from .. import rules
from ..accepting import accept_pieces
from ..cases import SubmissionCase
from ..models import Piece
from ..values import MOST_PIECES, AcceptedPiece

Chosen = Annotated[list[AcceptedPiece], Field(min_length=1, max_length=MOST_PIECES)]


@action("evidence.accept", on=SubmissionCase, rule=(rules.something, rules.accept))
def accept(case: SubmissionCase, *, pieces: Chosen | None = None, reason: Text = "") -> Stored:
    """Accept the named pieces, or all that wait. Accepting a part of one needs a reason for the rest (R77, R78)."""
    order, sent = case.order, case.submission
    _revision, says = orders.locked_lines(order)
    taken = _chosen(case.pieces, pieces)
    refuse_if(rules.something(taken))
    said = {line.line_id: line for line in says}
    whole = [(piece, quantity, said[piece.line_id]) for piece, quantity in taken]
    accept_pieces(whole, order.currency, by=case.by, at=case.at, reason=reason)
    answer = {"id": str(sent.id), "order_id": str(order.id), "accepted": [str(piece.id) for piece, _ in taken]}
    return Stored(sent.id, answer, order_id=order.id, reason=reason)


def _chosen(waiting: Sequence[Piece], chosen: Sequence[AcceptedPiece] | None) -> list[tuple[Piece, Decimal]]:
    if chosen is None:
        return [(piece, piece.quantity) for piece in waiting if piece.state == "submitted"]
    by_id = {piece.id: piece for piece in waiting}
    if any(one.piece_id not in by_id for one in chosen):
        raise NotFound("piece")
    return [(by_id[one.piece_id], _quantity(by_id[one.piece_id], one.quantity)) for one in chosen]


def _quantity(piece: Piece, named: Decimal | None) -> Decimal:
    """A quantity is named without its sign: a correction stays one."""
    whole: Decimal = piece.quantity
    if named is None:
        return whole
    return named if whole > 0 else -named
