"""What the verbs of hiring answer with: ids, states and versions."""

from uuid import UUID

from pydantic import BaseModel


class OfferStored(BaseModel):
    """What a verb left behind. `version` is the ETag too."""

    id: UUID
    state: str
    version: int


class OfferShown(OfferStored):
    """`digest` is the hash of what is shown from now on: the `shown` that an approval and an answer name."""

    digest: str


class OfferAccepted(OfferStored):
    """The engagement and the contract that came of it."""

    engagement_id: UUID
    contract_id: UUID


class OrderChosen(OfferStored):
    """The purchase order that was chosen or added; none where there is none yet."""

    order_id: UUID | None


class ContractMade(OfferStored):
    """The engagement of which it is."""

    engagement_id: UUID
