"""The purchase order that was chosen for an offer or a job post, as this reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements.models import JobPost, Offer
from counterfoil.lifecycle.orders.choosing import chosen_for
from counterfoil.lifecycle.orders.models import Choice, Order
from counterfoil.lifecycle.orders.queries import visible

from .outside import is_outside


@dataclass(frozen=True)
class ChosenOrder:
    """What was chosen. Of an order that this reader may not use there is neither `number` nor `seen_id`; a contractor reads the
    number of an offer to them, and no more of it (R9)."""

    choice: Choice
    number: str
    seen_id: UUID | None

    @property
    def kind(self) -> str:
        """Whether there is an order, or there will be one later: what the offer or post says."""
        return "order" if self.choice.order_id else "later"

    @property
    def owner(self) -> Member | None:
        """Who gets one, where there is none yet."""
        owner: Member | None = self.choice.owner
        return owner

    @property
    def chosen_by(self) -> Member:
        """Who said so."""
        member: Member = self.choice.chosen_by
        return member


def orders_of(by: Member, engagement_id: UUID | None) -> list[Order]:
    """The visible orders of what came of an offer, those that were cancelled apart. Called inside a scope."""
    if engagement_id is None:
        return []
    seen = visible(by).filter(engagement_id=engagement_id).exclude(state="cancelled")
    return list(seen.order_by("created_at", "id"))


def chosen_orders(by: Member, things: Sequence[Offer | JobPost]) -> dict[UUID, ChosenOrder]:
    """What was chosen for each of these, by its id; nothing for one of which nothing was. Called inside a scope."""
    found = chosen_for(things)
    named = {one.order_id for one in found.values() if one.order_id}
    outside = is_outside(by)
    seen = set(visible(by).filter(id__in=named).values_list("id", flat=True)) if named and not outside else set()
    return {
        thing_id: ChosenOrder(
            one,
            one.order.number if one.order and (outside or one.order_id in seen) else "",
            one.order_id if one.order_id in seen else None,
        )
        for thing_id, one in found.items()
    }


def chosen_order(by: Member, thing: Offer | JobPost) -> ChosenOrder | None:
    """What was chosen for one of them. Called inside a scope."""
    return chosen_orders(by, [thing]).get(thing.id)
