"""One engagement: what a contractor was engaged for, between which days, and whose it is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verbs.available import asked, one_available
from counterfoil.lifecycle.engagements.cases import EngagementCase
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.engagements.queries import contract_of, visible

from ..forms.available import Attempt, ShownVerb, Suggested, answered, doing, shown_verb
from ..forms.verb_forms import NO_CHOICE
from ..panels import wishes
from ..panels.engagements import ENGAGEMENT, team_options
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from . import own_engagement
from .contracts import CONTRACT, term_options


@signed_in
def engagement(request: MemberRequest, engagement_id: UUID) -> HttpResponse:
    """The engagement's page; a contractor has one of their own."""
    return _page(request, engagement_id)


def _page(
    request: MemberRequest, engagement_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    if outside(by):
        return own_engagement.page(request, engagement_id, attempt, status)
    with scope.reading(by.company_id):
        found = visible(by).select_related("contractor", "team").one(engagement_id)
        case = EngagementCase(by, now(), engagement=found)
        stands = {
            "title": found.title,
            "team_id": str(found.team_id or NO_CHOICE),
            **{name: str(getattr(found, name) or "") for name in ("starts_on", "ends_on")},
        }
        suggested = Suggested(stands, {"team_id": team_options(by)}, {"version": str(found.version)})
        shown = {
            "engagement": found,
            "verbs": [
                shown_verb(
                    ENGAGEMENT[verb],
                    one_available(case, f"engagement.{verb}"),
                    reverse("engagement_do", args=[found.id, verb]),
                    found.id,
                    attempt,
                    suggested,
                )
                for verb in ("change", "unarchive" if found.archived_at else "archive")
            ],
            "trail_rows": happened(by, found.id),
            "contract": contract_of(by.company_id, found.id),
            "contract_form": _contract_form(by, found, attempt),
        }
        shown |= wishes.shown(by, now(), found, "answer_wish", attempt)
    shown |= {"attempt": attempt, "key": new_key(), "here": "contractors"}
    return render(request, "web/contractors/engagement.html", shown, status=status)


def _contract_form(by: Member, found: Engagement, attempt: Attempt | None) -> ShownVerb:
    """The form that drafts its contract."""
    begun = {"order_kind": "any", "currency": found.contractor.currency, "unit": NO_CHOICE}
    begun |= {name: str(getattr(found, name) or "") for name in ("starts_on", "ends_on")}
    address = reverse("engagement_contract", args=[found.id])
    offered = asked("contract.create", [], by)
    return shown_verb(CONTRACT["create"], offered, address, found.id, attempt, Suggested(begun, term_options()))


@signed_in
def draft_contract(request: MemberRequest, engagement_id: UUID) -> HttpResponse:
    """Draft its contract, and go on there."""
    return answered(
        request,
        {"create": CONTRACT["create"]},
        "create",
        {"engagement_id": engagement_id},
        lambda attempt, status: _page(request, engagement_id, attempt, status),
        lambda done: reverse("contract", args=[done["id"]]) if done else reverse("engagement", args=[engagement_id]),
    )


_DEEDS = ("change", "archive", "unarchive", "ask_for_order", "answer_wish")
do = doing({verb: ENGAGEMENT[verb] for verb in _DEEDS}, _page, "engagement")
"""Change the engagement, archive it or bring it back; ask for its order, or answer who does."""
