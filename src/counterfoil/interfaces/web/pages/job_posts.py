"""The page of one job post, with the offers that were made from it. The list is a declaration."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.on_order import chosen_order
from counterfoil.insight.verbs.available import available
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.orders.choice_cases import PostChoiceCase

from ..forms.available import Attempt, Suggested, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..panels.choosing import begun_choices, options_address
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import wording

JOB_POST = forms_of("jobpost")


@signed_in
def job_post(request: MemberRequest, jobpost_id: UUID) -> HttpResponse:
    """One job post: for what work somebody is looked for, and what came of it."""
    return _page(request, jobpost_id)


def _page(request: MemberRequest, jobpost_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = queries.post(by, jobpost_id)
        verbs = [one for one in available(PostChoiceCase(by, now(), post=found)) if by.may(one.verb)]
        hidden = Suggested(hidden={"version": str(found.version)})
        begun = begun_choices(by, found, wording(by)) if found.state == "draft" else {}
        shown = {
            "post": found,
            "chosen": chosen_order(by, found),
            "programme": queries.programme_of(by.company_id, found.team_id),
            "order_options": options_address(found),
            "offers": queries.offers_of_post(by, jobpost_id),
            "may_offer": found.state == "published" and by.may("offer.create"),
            "verbs": grouped(
                [
                    shown_verb(
                        JOB_POST[verb],
                        offered,
                        reverse("job_post_do", args=[jobpost_id, verb]),
                        jobpost_id,
                        attempt,
                        begun.get(verb, hidden),
                    )
                    for offered in verbs
                    for verb in [offered.verb.partition(".")[2]]
                ]
            ),
            "trail_rows": happened(by, jobpost_id),
            "attempt": attempt,
            "key": new_key(),
            "here": "offers",
        }
        return render(request, "web/job_post.html", shown, status=status)


do = doing(JOB_POST, _page, "job_post")
"""Choose its order, publish it or withdraw it."""
