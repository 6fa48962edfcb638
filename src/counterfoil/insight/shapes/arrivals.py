"""How the receive log looks, what in a document does not agree, and the documents of an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival, Document
from counterfoil.insight.trace.arrivals import Told as ToldArrival
from counterfoil.insight.trace.arrivals import finding_words
from counterfoil.lifecycle.orders.models import OrderFinding

from .named import Named
from .shape import Given, Shape, StateWords, Told

BECAME = (
    "`order`, `change`, `cancellation`, `despatch`, `receipt`, `invoice` or `credit`; `filed` with its order; `waiting` for it; "
    "nothing new: `same` (the same bytes), `second` or `duplicate` (the same number), `blocked` (kept, not followed)."
)


class ArrivalShape(Shape, row=Arrival):
    """One thing that arrived. `became` is a key and `words` its sentence; `reasons` are sentences too."""

    id: UUID
    arrived_at: datetime
    name: str
    kind: str
    number: str
    size: int
    sha256: str
    became: str = Field(description=f"{BECAME} `refused`: nothing could be made of it.")
    words: Given[str]
    reasons: Given[list[str]]
    order_id: Given[UUID | None]
    invoice_id: Given[UUID | None]
    same_as: UUID | None = Field(
        description="What came first, where this came again: an order, an invoice or an arrival."
    )


def arrivals_of(found: Sequence[ToldArrival], by: Member) -> list[ArrivalShape]:
    """What arrived, in words and with where it leads."""
    return [
        ArrivalShape.of(
            one.arrival,
            by,
            words=one.became,
            reasons=list(one.because),
            order_id=one.order.id if one.order else None,
            invoice_id=one.invoice.id if one.invoice else None,
        )
        for one in found
    ]


class FindingShape(Shape, row=OrderFinding):
    """Something in what the minter of a loaded order wrote that does not agree, until a person settles it."""

    id: UUID
    kind: str
    state: str
    state_words: StateWords
    words: Annotated[str, Told(finding_words)]
    settled_by: Named | None
    settled_at: datetime | None
    reason: str


class DocumentShape(Shape, row=Document):
    """A stored file. `made_from` is the SHA-256 of the frozen content that a rendering was made from."""

    id: UUID
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    made_from: str
    created_at: datetime
