"""Accepting pieces: used where somebody says yes, and where a receipt advice does."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move_all
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.pricing import worth

from . import rules
from .models import Piece

Taken = tuple[Piece, Decimal, RevisionLine]
"""A piece, how much of it is accepted, and what the order says of its line."""


def accept_pieces(taken: Iterable[Taken], currency: str, *, by: Member, at: datetime, reason: str) -> None:
    """Accept so much of each, all of them or none."""
    taken = list(taken)
    for piece, quantity, said in taken:
        _decide(piece, quantity, said, currency, reason)
        piece.decided_by, piece.decided_at, piece.reason = by, at, reason
    move_all([piece for piece, _quantity, _said in taken], "accept")


def _decide(piece: Piece, quantity: Decimal, said: RevisionLine, currency: str, reason: str) -> None:
    """A piece's amount is what it adds to the line's accepted amount, so that no rounding gets lost."""
    line = said.line
    refuse_if(rules.accept_piece(piece, quantity, line, reason))
    after = line.accepted_quantity + quantity
    piece.accepted_quantity = quantity
    piece.accepted_amount = worth(after, said, currency) - line.accepted_amount
    line.accepted_quantity, line.accepted_amount = after, line.accepted_amount + piece.accepted_amount
