"""Offers in every state, committed, so that raw SQL has something to attack."""

from typing import Any

from ..actions import hiring
from ..cast import Cast

Names = dict[str, Any]
TABLES = ("engagements_offer", "engagements_hiringpolicy")


def hired(cast: Cast) -> Names:
    """A draft, one in review, one that was sent, one accepted and one declined, where offers are reviewed by now."""
    made: Names = {
        "sent_offer": hiring.sent(cast),
        "accepted_offer": hiring.accepted(cast),
        "declined_offer": hiring.declined(cast),
    }
    made["engagement"] = cast.engagement_id
    made["agreed"] = hiring.offer_of(cast, made["accepted_offer"]).engagement_id
    made |= drafted(cast, team_id=str(cast.team_id)) | {"reviewed_offer": hiring.in_review(cast)}
    [asked] = hiring.approvals_of(cast, made["reviewed_offer"])
    made |= {"offer_approval": asked.id, "offer_step": asked.steps.all()[0].id}
    return made


def drafted(cast: Cast, **more: Any) -> Names:
    """A draft, where offers are reviewed; for everybody, or for a team."""
    hiring.reviewing(cast)
    draft = hiring.drafted(cast, **({"team_id": None} | more))
    return {"draft_offer": draft, "hiring_policy": hiring.policy_of(cast).id}
