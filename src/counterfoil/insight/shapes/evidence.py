"""How evidence looks: what was submitted at once, each piece of it, and the files that show it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from counterfoil.lifecycle.evidence.models import EvidenceFile, Piece, Submission

from .named import Named
from .shape import Amount, Figure, From, Given, Inside, Shape, StateWords


class PieceShape(Shape, row=Piece):
    """What was done on one line. A contractor's own key is not told who decided on it, nor why."""

    id: UUID
    version: int
    line_id: UUID
    corrects: Annotated[UUID | None, From("corrects_id")]
    state: str
    state_words: StateWords
    text: str
    quantity: Figure
    amount: Amount
    accepted_quantity: Figure
    accepted_amount: Amount
    corrected_quantity: Figure
    corrected_amount: Amount
    used_quantity: Figure
    used_amount: Amount
    starts_on: date | None
    ends_on: date | None
    decided_by: Inside[Named | None]
    decided_at: datetime | None
    reason: Inside[str | None]


class FileShape(Shape, row=EvidenceFile):
    """A file that came with a submission."""

    document_id: UUID
    name: Annotated[str, From("document.name")]
    sha256: Annotated[str, From("document.sha256")]


class SubmissionHead(Shape, row=Submission):
    """What was submitted at once, as a list has it: without its files."""

    id: UUID
    order_id: UUID
    submitter: Inside[Named | None]
    submitted_at: datetime
    note: str
    pieces: Given[list[PieceShape]]


class SubmissionShape(Shape, row=Submission):
    """What was submitted at once: all of it was taken. A contractor's own key is not told by whom."""

    id: UUID
    submitter: Inside[Named | None]
    submitted_at: datetime
    note: str
    pieces: Given[list[PieceShape]]
    files: Given[list[FileShape]]
