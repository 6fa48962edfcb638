"""Accepting one piece: used where somebody says yes, and where a receipt advice does."""

from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.pricing import worth

from . import rules
from .models import Piece


def accept_piece(
    piece: Piece, quantity: Decimal, said: RevisionLine, currency: str, *, by: Member, at: datetime, reason: str
) -> None:
    """Accept so much of it. Its amount is what it adds to the line's accepted amount, so that no rounding gets lost."""
    line = said.line
    refuse_if(rules.accept_piece(piece, quantity, line, reason))
    after = line.accepted_quantity + quantity
    piece.accepted_quantity = quantity
    piece.accepted_amount = worth(after, said, currency) - line.accepted_amount
    piece.decided_by, piece.decided_at, piece.reason = by, at, reason
    move(piece, "accept")
    line.accepted_quantity, line.accepted_amount = after, line.accepted_amount + piece.accepted_amount
