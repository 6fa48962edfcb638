"""Offers in every state, committed, so that raw SQL has something to attack."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.models import Contract, RequisitionPolicy

from ..actions import changing, contracting, hiring, posting, requisitioning
from ..cast import Cast

Names = dict[str, Any]
TABLES = (
    *("engagements_offer", "engagements_contract", "engagements_jobpost", "engagements_hiringpolicy"),
    *("engagements_requisition", "engagements_requisitionpolicy", "engagements_changerequest"),
)


def hired(cast: Cast) -> Names:
    """A draft, one in review, one that was sent, one accepted and one declined, where offers are reviewed by now."""
    made: Names = {
        "sent_offer": hiring.sent(cast),
        "accepted_offer": hiring.accepted(cast),
        "declined_offer": hiring.declined(cast),
    }
    made["engagement"] = cast.engagement_id
    made |= _wished(cast) | _needed(cast) | _changed(cast)
    made |= {"drafted_contract": contracting.drafted(cast, contracting.another_engagement(cast), amount="1")}
    made["agreed"] = hiring.offer_of(cast, made["accepted_offer"]).engagement_id
    made |= {"published_post": posting.published(cast), "withdrawn_post": posting.withdrawn(cast)}
    made |= drafted(cast, team_id=str(cast.team_id)) | {"reviewed_offer": hiring.in_review(cast)}
    with scope.reading(cast.company_id):
        contract = Contract.objects.get(offer_id=made["accepted_offer"])
    web = contracting.contract_of(cast, made["drafted_contract"]).engagement_id
    made |= {"agreed_contract": contract.id, "web_order": cast.draft(engagement_id=web), "web": web}
    [asked] = hiring.approvals_of(cast, made["reviewed_offer"])
    made |= {"offer_approval": asked.id, "offer_step": asked.steps.all()[0].id}
    return made


def drafted(cast: Cast, **more: Any) -> Names:
    """A draft, where offers are reviewed: for a team, or for everybody, and then a contract of the one engagement too."""
    hiring.reviewing(cast)
    if not more:
        changing.drafted(cast, contracting.signed(cast, amount=None))
        posting.drafted(cast, team_id=None)
        requisitioning.drafted(cast, team_id=None)
        _needed(cast)
    draft = hiring.drafted(cast, **({"team_id": None} | more))
    return {"draft_offer": draft, "hiring_policy": hiring.policy_of(cast).id}


def _wished(cast: Cast) -> Names:
    """Requisitions in every state; what is asked for is Cleo's to bring."""
    theirs = {"contractor_id": str(cast.contractor_id)}
    made: Names = {
        "draft_wish": requisitioning.drafted(cast, **theirs),
        "submitted_wish": requisitioning.submitted(cast, **theirs),
        "approved_wish": requisitioning.approved(cast),
        "withdrawn_wish": requisitioning.withdrawn(cast),
    }
    small = str(requisitioning.approved(cast, amount="1"))
    made |= {"small_wish": UUID(small), "wished_order": cast.draft(requisition_id=small), "wishless": cast.draft()}
    [asked] = hiring.approvals_of(cast, made["submitted_wish"])
    return made | {"wish_approval": asked.id, "wish_step": asked.steps.all()[0].id}


def _changed(cast: Cast) -> Names:
    """Change requests in every state, each of a contract of its own, under which Cleo works. One leaves little room."""

    def signed(title: str) -> UUID:
        return contracting.signed(cast, contracting.another_engagement(cast, title))

    made: Names = {
        "draft_change": changing.drafted(cast, signed("Drawn")),
        "submitted_change": changing.submitted(cast, signed("Asked")),
        "approved_change": changing.approved(cast, signed("Changed")),
        "rejected_change": changing.rejected(cast, signed("Refused")),
        "withdrawn_change": changing.withdrawn(cast, changing.drafted(cast, signed("Given up"))),
    }
    for name in ("draft", "submitted", "approved"):
        contract = changing.change_of(cast, made[f"{name}_change"]).contract
        made |= {f"{name}_change_contract": contract.id, f"{name}_change_engagement": contract.engagement_id}
    cast.pending(engagement_id=made["draft_change_engagement"])
    [asked] = hiring.approvals_of(cast, made["submitted_change"])
    return made | {"change_approval": asked.id, "change_step": asked.steps.all()[0].id}


def _needed(cast: Cast) -> Names:
    """Orders began with a requisition once, and need none any more."""
    requisitioning.needing(cast)
    requisitioning.needing(cast, on=False)
    with scope.reading(cast.company_id):
        return {"wish_policy": RequisitionPolicy.objects.get(version=2).id}
