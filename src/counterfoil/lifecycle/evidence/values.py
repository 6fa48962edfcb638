"""What is typed to submit and to decide on evidence: one model for every door."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, field_validator, model_validator

from counterfoil.foundation.kernel.values import Day, Digest, Name, Quantity, Text, Values, in_order, problem

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


class KeptFile(Values):
    """A file that lies in the store already."""

    name: Name
    media_type: Name
    size: Annotated[int, Field(ge=0)]
    sha256: Digest

    @field_validator("name")
    @classmethod
    def _no_folder(cls, name: str) -> str:
        if "/" in name or "\\" in name:
            raise problem("file_name", _("A file's name is without its folders."))
        return name


class SubmissionValues(Values):
    """Several lines of one order at once, with the files that show it."""

    pieces: Annotated[list[PieceValues], Field(min_length=1, max_length=MOST_PIECES)]
    note: Text = ""
    files: Annotated[list[KeptFile], Field(max_length=MOST_FILES)] = []


class AcceptedPiece(Values):
    """How much of a piece is accepted; all of it, when no quantity is named."""

    piece_id: UUID
    quantity: Quantity | None = None
