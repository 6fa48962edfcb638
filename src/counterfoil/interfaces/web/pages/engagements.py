"""One engagement: what a contractor was engaged for, between which days, and whose it is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements.cases import EngagementCase
from counterfoil.lifecycle.engagements.queries import visible

from ..forms.available import Attempt, Suggested, doing, shown_verb
from ..forms.verb_forms import NO_CHOICE
from ..panels.engagements import ENGAGEMENT, team_options
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in


@signed_in
def engagement(request: MemberRequest, engagement_id: UUID) -> HttpResponse:
    """The engagement's page, for those who work here."""
    return _page(request, engagement_id)


def _page(
    request: MemberRequest, engagement_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    if outside(by):
        raise NotFound("engagement")
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
        }
    shown |= {"attempt": attempt, "key": new_key(), "here": "contractors"}
    return render(request, "web/contractors/engagement.html", shown, status=status)


do = doing({verb: ENGAGEMENT[verb] for verb in ("change", "archive", "unarchive")}, _page, "engagement")
"""Change the engagement, archive it or bring it back."""
