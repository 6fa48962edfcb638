"""What is typed to submit and to decide on evidence: one model for every door."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.values import Day, Number, Quantity, Quoted, Text, Values, in_order

MOST_PIECES, MOST_FILES = 1_000, 20


class PieceValues(Values):
    """What was done on one line, and between which days."""

    line_id: UUID
    quantity: Quantity
    text: Text = ""
    starts_on: Day | None = None
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> "PieceValues":
        in_order(self.starts_on, self.ends_on)
        return self


class SubmissionValues(Values):
    """Several lines of one order at once, with the files that show it."""

    pieces: Annotated[list[PieceValues], Field(min_length=1, max_length=MOST_PIECES)]
    note: Text = ""
    files: Annotated[list[KeptFile], Field(max_length=MOST_FILES)] = []


class AcceptedPiece(Values):
    """How much of a piece is accepted; all of it, when no quantity is named."""

    piece_id: UUID
    quantity: Quantity | None = None


class DeliveredLine(Values):
    """One row of a despatch or receipt advice: how it names the order's line, and how much of it came."""

    reference: Quoted = ""
    buyer_item: Quoted = ""
    seller_item: Quoted = ""
    quantity: Quantity
    unit: Quoted = ""
    text: Text = ""
    starts_on: Day | None = None
    ends_on: Day | None = None


class DeliveryValues(Values):
    """A despatch advice (work that is shown) or a receipt advice (work that is accepted), as the document says it.

    `despatches` are the numbers of the despatch advices that a receipt names.
    """

    kind: Literal["despatch", "receipt"]
    number: Number
    despatches: Annotated[list[Quoted], Field(max_length=MOST_PIECES)] = []
    note: Text = ""
    lines: Annotated[list[DeliveredLine], Field(min_length=1, max_length=MOST_PIECES)]
