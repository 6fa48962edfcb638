"""Short words for what the tests of hiring do to get there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import Engagement, Offer
from counterfoil.lifecycle.engagements.offer_values import OfferValues
from counterfoil.lifecycle.engagements.queries import hiring_policy

from ..cast import NOW, Cast
from .verb import WHY


def offered(cast: Cast, **more: Any) -> OfferValues:
    """A fixed price of 1,000.00 EUR to Cleo, or what the test says instead; None takes a value away."""
    said: dict[str, Any] = {
        "contractor_id": str(cast.contractor_id),
        "title": "Spring catalogue",
        "description": "Lay out forty pages.",
        "currency": "EUR",
        "amount": "1000",
        "team_id": str(cast.team_id),
    }
    return parsed(OfferValues, {name: value for name, value in (said | more).items() if value is not None})


def by_the_hour(cast: Cast, most: str | None = "40", **more: Any) -> OfferValues:
    """100.00 EUR for each hour, at most so many of them."""
    return offered(cast, amount=None, unit_rate="100", unit="HUR", most_units=most, **more)


def reviewing(cast: Cast, on: bool = True) -> None:
    """The company reviews its offers from now on, or no more."""
    hiring.set_hiring_policy(by=cast.olga, at=NOW, offers_reviewed=on)


def drafted(cast: Cast, who: str = "rita", values: OfferValues | None = None, **more: Any) -> UUID:
    """A draft by Rita."""
    given = {"values": values or offered(cast, **more)}
    return UUID(hiring.create_offer(by=cast.members[who], at=NOW, **given)["id"])


def in_review(cast: Cast, **more: Any) -> UUID:
    """A draft that Rita submitted, where offers are reviewed."""
    policy = policy_of(cast)
    if policy is None or not policy.offers_reviewed:
        reviewing(cast)
    offer_id = drafted(cast, **more)
    hiring.submit_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    return offer_id


def policy_of(cast: Cast) -> Any:
    """How the company hires now, if it has set it."""
    with scope.reading(cast.company_id):
        return hiring_policy(cast.company_id)


def sent(cast: Cast, at: datetime = NOW, **more: Any) -> UUID:
    """An offer that Rita sent."""
    offer_id = drafted(cast, **more)
    hiring.send_offer(by=cast.rita, at=at, offer_id=offer_id)
    return offer_id


def accepted(cast: Cast, **more: Any) -> UUID:
    """An offer that Cleo accepted."""
    offer_id = sent(cast, **more)
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    return offer_id


def declined(cast: Cast, **more: Any) -> UUID:
    """An offer that Cleo declined."""
    offer_id = sent(cast, **more)
    hiring.decline_offer(by=cast.cleo, at=NOW, offer_id=offer_id, reason=WHY)
    return offer_id


def approve(cast: Cast, offer_id: UUID, who: str = "amir") -> dict[str, Any]:
    """A yes."""
    return hiring.approve_offer(by=cast.members[who], at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))


def offer_of(cast: Cast, offer_id: UUID) -> Offer:
    """The offer as it stands."""
    with scope.reading(cast.company_id):
        found: Offer = Offer.objects.select_related("approval", "engagement", "contractor").get(id=offer_id)
    return found


def shown(cast: Cast, offer_id: UUID) -> str:
    """The hash of what was shown last."""
    return str(offer_of(cast, offer_id).document_sha256)


def approvals_of(cast: Cast, subject_id: UUID) -> list[Approval]:
    """Every approval that was ever asked for it, oldest first, with its steps read."""
    with scope.reading(cast.company_id):
        found = Approval.objects.filter(subject_id=subject_id).prefetch_related("steps").order_by("opened_at", "id")
        return list(found)


def engagements_of(cast: Cast) -> list[Engagement]:
    """Every engagement of the company, in the order in which they were made."""
    with scope.reading(cast.company_id):
        return list(Engagement.objects.within(cast.company_id).order_by("id"))
