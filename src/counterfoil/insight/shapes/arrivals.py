"""How the receive log looks, what in a document does not agree, and the documents of an order."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.documents.models import Document
from counterfoil.insight.trace.arrivals import Told as ToldArrival
from counterfoil.insight.trace.arrivals import finding_words
from counterfoil.lifecycle.orders.models import OrderFinding

from .named import Named
from .shape import From, Shape, StateWords, Told

BECAME = (
    "`order`, `change`, `cancellation`, `despatch`, `receipt`, `invoice` or `credit`; `filed` with its order; `waiting` for it; "
    "nothing new: `same` (the same bytes), `second` or `duplicate` (the same number), `blocked` (kept, not followed)."
)


class ArrivalShape(Shape, row=ToldArrival):
    """One thing that arrived. `became` is a key and `words` its sentence; `reasons` are sentences too."""

    id: Annotated[UUID, From("arrival.id")]
    arrived_at: Annotated[datetime, From("arrival.arrived_at")]
    name: Annotated[str, From("arrival.name")]
    kind: Annotated[str, From("arrival.kind")]
    number: Annotated[str, From("arrival.number")]
    size: Annotated[int, From("arrival.size")]
    sha256: Annotated[str, From("arrival.sha256")]
    became: Annotated[str, From("arrival.became")] = Field(
        description=f"{BECAME} `refused`: nothing could be made of it."
    )
    words: Annotated[str, From("became")]
    reasons: Annotated[list[str], From("because")]
    order_id: Annotated[UUID | None, From("order.id")]
    invoice_id: Annotated[UUID | None, From("invoice.id")]
    same_as: Annotated[UUID | None, From("arrival.same_as")] = Field(
        description="What came first, where this came again: an order, an invoice or an arrival."
    )


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
