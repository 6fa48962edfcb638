"""What was done on an order: what is left to be shown, and one submission with what can be decided on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.lifecycle.evidence import queries, rules
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece, Submission
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from ..trace.moves import Move, asked

_LEAST = Decimal("0.000001")
"""The smallest quantity that is kept: whether a correction is possible at all is asked with it."""


@dataclass(frozen=True)
class Left:
    """One line of an order: what waits for a decision, and what is still to be shown of it."""

    said: RevisionLine
    waiting: Decimal

    @property
    def quantity(self) -> Decimal:
        """Ordered, less what is accepted and what waits; never below zero."""
        return max(self.said.quantity - self.said.line.accepted_quantity - self.waiting, ZERO)


@dataclass(frozen=True)
class ToShow:
    """An order to submit evidence on."""

    order: Order
    lines: Sequence[Left]
    submit: Move


@dataclass(frozen=True)
class ShownPiece:
    """A piece with what the order says of its line, and whether it can be corrected."""

    piece: Piece
    said: RevisionLine
    correct: Move

    @property
    def standing(self) -> Decimal:
        """What of it is accepted and not taken back."""
        return self.piece.accepted_quantity - self.piece.corrected_quantity


@dataclass(frozen=True)
class Shown:
    """One submission as its page shows it."""

    submission: Submission
    order: Order
    pieces: Sequence[ShownPiece]
    files: Sequence[EvidenceFile]
    moves: Sequence[Move]

    @property
    def waiting(self) -> Sequence[ShownPiece]:
        """The pieces that wait for a decision."""
        return [one for one in self.pieces if one.piece.state == "submitted"]

    @property
    def withdrawn(self) -> bool:
        """Whether all of it was withdrawn, so that nobody decided on any of it."""
        return all(one.piece.state == "withdrawn" for one in self.pieces)


def to_show(by: Member, order_id: UUID) -> ToShow:
    """What a visible order still needs shown. Called inside a scope. Raises NotFound."""
    order: Order = orders.visible(by).select_related("contractor", "engagement").one(order_id)
    _revision, says = orders.said(order)
    waiting = waiting_on(queries.of_order(by.company_id, order.id))
    lines = [Left(said, waiting[said.line_id]) for said in says]
    return ToShow(order, lines, asked("evidence.submit", rules.submit(order, by), by))


def waiting_on(pieces: Sequence[Piece]) -> dict[UUID, Decimal]:
    """For each line, what waits for a decision; a waiting correction takes nothing away yet."""
    found: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for piece in pieces:
        if piece.state == "submitted" and piece.quantity > 0:
            found[piece.line_id] += piece.quantity
    return found


def shown(by: Member, submission_id: UUID, at: datetime) -> Shown:
    """A submission on an order that this member sees. Called inside a scope. Raises NotFound."""
    found = queries.submission(by, submission_id)
    order: Order = orders.visible(by).select_related("contractor", "engagement").one(found.order_id)
    pieces = _pieces(found)
    said = {line.line_id: line for line in orders.said(order)[1]}
    files = EvidenceFile.objects.within(by.company_id).filter(submission_id=found.id).select_related("document")
    return Shown(
        submission=found,
        order=order,
        pieces=[ShownPiece(one, said[one.line_id], _correct(one, order, by)) for one in pieces],
        files=list(files.order_by("id")),
        moves=_moves(found, order, pieces, by, at),
    )


def _pieces(found: Submission) -> list[Piece]:
    pieces = Piece.objects.within(found.company_id).filter(submission_id=found.id)
    return list(pieces.select_related("line", "decided_by", "corrects").order_by("line__position", "id"))


def _correct(piece: Piece, order: Order, by: Member) -> Move:
    return asked("evidence.correct", rules.correct(order, by, piece, _LEAST), by)


def _moves(found: Submission, order: Order, pieces: Sequence[Piece], by: Member, at: datetime) -> list[Move]:
    waits = rules.something([one for one in pieces if one.state == "submitted"])
    on_hold = held(orders.holds_on(order), EVERYTHING, by.company.today(at))
    apart, submitter = separated(by), found.submitter_id
    reasons = {
        "evidence.accept": waits + rules.accept(order, by, submitter, apart, on_hold),
        "evidence.reject": waits + rules.reject(order, by, submitter, apart),
        "evidence.withdraw": waits + rules.withdraw(by, submitter),
    }
    return [asked(verb, found_reasons, by) for verb, found_reasons in reasons.items()]
