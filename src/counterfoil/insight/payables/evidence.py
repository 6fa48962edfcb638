"""What was done on an order: what is left to be shown, and one submission with what can be decided on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import people, separated
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.evidence import queries, rules
from counterfoil.lifecycle.evidence.cases import PieceCase, SubmissionCase
from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece, Submission
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from ..trace.outside import is_outside
from ..verbs.available import AvailableVerb, available, one_available


@dataclass(frozen=True)
class Left:
    """One line of an order: what waits for a decision, and what is still to be shown of it."""

    ordered: RevisionLine
    waiting: Decimal

    @property
    def quantity(self) -> Decimal:
        """Ordered, less what is accepted and what waits; never below zero."""
        return max(self.ordered.quantity - self.ordered.line.accepted_quantity - self.waiting, ZERO)


@dataclass(frozen=True)
class ToShow:
    """An order to submit evidence on."""

    order: Order
    lines: Sequence[Left]
    submit: AvailableVerb
    nobody_decides: str
    """Where nobody could decide on it: that, in words for who submits it."""


@dataclass(frozen=True)
class ShownPiece:
    """A piece with what the order says of its line, and whether it can be corrected."""

    piece: Piece
    ordered: RevisionLine
    correct: AvailableVerb

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
    verbs: Sequence[AvailableVerb]

    @property
    def waiting(self) -> Sequence[ShownPiece]:
        """The pieces that wait for a decision."""
        return [one for one in self.pieces if one.piece.state == "submitted"]

    @property
    def withdrawn(self) -> bool:
        """Whether all of it was withdrawn, so that nobody decided on any of it."""
        return all(one.piece.state == "withdrawn" for one in self.pieces)


def to_show(by: Member, order_id: UUID, at: datetime) -> ToShow:
    """What a visible order still needs shown. Called inside a scope. Raises NotFound."""
    order: Order = orders.visible(by).select_related("contractor", "engagement").one(order_id)
    _revision, says = orders.revision_with_lines(order)
    waiting = waiting_on(queries.of_order(by.company_id, order.id))
    lines = [Left(ordered, waiting[ordered.line_id]) for ordered in says]
    submit = one_available(OrderCase(by, at, order=order), "evidence.submit")
    return ToShow(order, lines, submit, _nobody_decides(by, order) if submit.allowed else "")


def _nobody_decides(by: Member, order: Order) -> str:
    if rules.deciders(order, people(by), by.id, separated(by)):
        return ""
    return rules.nobody_decides(outside=is_outside(by))


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
    ordered = {line.line_id: line for line in orders.revision_with_lines(order)[1]}
    files = EvidenceFile.objects.within(by.company_id).filter(submission_id=found.id).select_related("document")
    return Shown(
        submission=found,
        order=order,
        pieces=[
            ShownPiece(
                one, ordered[one.line_id], one_available(PieceCase(by, at, order=order, piece=one), "evidence.correct")
            )
            for one in pieces
        ],
        files=list(files.order_by("id")),
        verbs=available(SubmissionCase(by, at, order=order, submission=found, pieces=pieces)),
    )


def _pieces(found: Submission) -> list[Piece]:
    pieces = Piece.objects.within(found.company_id).filter(submission_id=found.id)
    return list(pieces.select_related("line", "decided_by", "corrects").order_by("line__position", "id"))
