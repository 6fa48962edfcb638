"""Evidence before a member: on an order, one submission, one piece."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order, OrderLine

from . import queries
from .models import Piece, Submission
from .values import PieceValues

LEAST = Decimal("0.000001")
"""The smallest quantity that is kept."""


class SubmittingCase(OrderCase):
    """An order on which evidence is submitted, with what is typed."""

    @property
    def typed(self) -> Sequence[PieceValues]:
        """The pieces that are typed."""
        values: Sequence[PieceValues] = self.given["values"].pieces
        return values

    @cached_property
    def lines(self) -> Mapping[UUID, OrderLine]:  # type: ignore[override]
        """The order's lines by their ids."""
        return {said.line_id: said.line for said in self.says}


class SubmissionCase(MemberCase):
    """One submission and its order."""

    subject = "submission"
    order: Order
    submission: Submission

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible submission, locked behind its order. Raises NotFound."""
        order, submission = queries.locked(by, subject_id)
        return cls(by, at, order=order, submission=submission)

    @property
    def submitter_id(self) -> UUID:
        """Who submitted it."""
        found: UUID = self.submission.submitter_id
        return found

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """Its pieces, locked by id."""
        return queries.locked_pieces(self.submission)

    @cached_property
    def waiting(self) -> Sequence[Piece]:
        """Those that wait for a decision; of pieces that are named, each is asked by itself."""
        if self.given.get("pieces") is not None:
            return self.pieces
        return [piece for piece in self.pieces if piece.state == "submitted"]

    @cached_property
    def held(self) -> list[Reason]:
        """Every hold on the order or its contractor that stops it as a whole today."""
        return held(orders.holds_on(self.order), EVERYTHING, self.today)


class PieceCase(MemberCase):
    """One piece of evidence and its order."""

    subject = "piece"
    order: Order
    piece: Piece

    @property
    def quantity(self) -> Decimal:
        """How much of it is taken back; the least there is where it is only asked whether anything can be."""
        given: Decimal = self.given.get("quantity", LEAST)
        return given

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible piece, locked behind its order. Raises NotFound."""
        found = queries.piece(by, subject_id)
        order = orders.locked(by, found.order_id)
        return cls(by, at, order=order, piece=Piece.objects.within(by.company_id).locked(subject_id))
