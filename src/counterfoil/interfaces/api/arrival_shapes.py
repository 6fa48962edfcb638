"""How the receive log looks when it is read, and what in a document does not agree."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from counterfoil.insight.trace.arrivals import Told, finding_words
from counterfoil.lifecycle.orders.models import OrderFinding

from .paging import Page
from .shapes import Made

_BECAME = (
    "`order`, `change`, `cancellation`, `despatch`, `receipt`, `invoice` or `credit`; `filed` with its order; `waiting` for it; "
    "nothing new: `same` (the same bytes), `second` or `duplicate` (the same number), `blocked` (kept, not followed)."
)


class DocumentReceived(Made):
    """The arrival that the file is, and what it became."""

    became: str = Field(description=_BECAME)
    sha256: str


class ArrivalShape(BaseModel):
    """One thing that arrived. `became` is a key and `words` its sentence; `reasons` are sentences too."""

    id: UUID
    arrived_at: datetime
    name: str
    kind: str
    number: str
    size: int
    sha256: str
    became: str = Field(description=f"{_BECAME} `refused`: nothing could be made of it.")
    words: str
    reasons: list[str]
    order_id: UUID | None
    invoice_id: UUID | None
    same_as: UUID | None = Field(
        description="What came first, where this came again: an order, an invoice or an arrival."
    )

    @classmethod
    def of(cls, one: Told) -> Self:
        """The arrival in words."""
        facts = {name: getattr(one.arrival, name) for name in ("arrived_at", "size", "sha256")}
        return cls.model_validate(one.as_data() | facts)


class ArrivalPage(Page):
    """The receive log, the newest first."""

    items: list[ArrivalShape]

    @classmethod
    def of(cls, rows: list[Told], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[ArrivalShape.of(row) for row in rows], next=following)


class FindingShape(BaseModel):
    """Something in what the minter of a loaded order wrote that does not agree, until a person settles it."""

    id: UUID
    kind: str
    state: str
    words: str
    reason: str

    @classmethod
    def of(cls, found: OrderFinding) -> Self:
        """The finding in words."""
        return cls(id=found.id, kind=found.kind, state=found.state, words=finding_words(found), reason=found.reason)
