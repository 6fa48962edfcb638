"""What the verbs of an order answer with: ids and figures, the same again at every replay."""

from uuid import UUID

from pydantic import BaseModel


class OrderStored(BaseModel):
    """What a verb left behind. `version` is the ETag too."""

    id: UUID
    state: str
    version: int
    number: str | None


class OrderCreated(OrderStored):
    """The ids of its lines, in order: evidence and invoices name them."""

    lines: list[UUID]


class OrderSubmitted(OrderStored):
    """`digest` is the hash of what was submitted: the `shown` that an approval names."""

    digest: str


class OrderIssued(OrderStored):
    """The number that was dealt, and the hash of the document that was frozen with it."""

    contractor_code: str
    document_sha256: str


class OrderShared(OrderStored):
    """A contract's share: an order of its own, with the same number, and what it draws on."""

    contractor_code: str
    drawn_from: UUID


class OrderLoaded(OrderStored):
    """What was loaded."""

    became: str


class OrdersLoaded(BaseModel):
    """The batch of which nothing waits any more, and each order that was loaded, in the order of the rows."""

    id: UUID
    orders: list[OrderStored]


class OrderPermitted(OrderStored):
    """Whether it is used by those alone who are named."""

    restricted: bool


class OrderEdited(OrderStored):
    """What it authorises now."""

    net: str


class OrderMailed(OrderStored):
    """The mail that waits to go out: the order's `mails` say what becomes of it."""

    mail_id: UUID


class OrderCancelled(OrderStored):
    """`replacement` is the new draft, where one was asked for."""

    replacement: UUID | None = None


class OrderHeld(OrderStored):
    """The hold that was placed or lifted."""

    hold_id: UUID


class OrderAttached(OrderStored):
    """The engagement that the order belongs to now."""

    engagement_id: UUID


class MailWithdrawn(BaseModel):
    """The mail that does not go out any more."""

    id: UUID
    state: str
    version: int


class FindingSettled(BaseModel):
    """The disagreement that was settled."""

    id: UUID
    state: str


class WishStored(BaseModel):
    """What became of a contractor's asking for an order: `id` is the engagement's."""

    id: UUID
    wish_id: UUID
    state: str


class WishAsked(WishStored):
    """Why it was asked for: `missing`, or that what stands is `over`, `ending` or `low`."""

    why: str
