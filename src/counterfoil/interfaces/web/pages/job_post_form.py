"""Writing a job post: new, or a draft that is changed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements import actions, queries
from counterfoil.lifecycle.engagements.jobpost_cases import JobPostCase

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.job_post import JOB_POST
from ..forms.typed import Typed, blank, written
from ..panels.hiring import begun_with, hiring_teams
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import wording

HERE = "offers"


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new job post."""

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed)}
        return _saved(request, actions.create_post(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "jobpost.create")
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "jobpost.create")
    begun = begun_with(request.member, None, teams)
    return answered(request, JOB_POST, lambda: blank(JOB_POST, **begun), save, here=HERE, teams=teams)


@signed_in
def edit(request: MemberRequest, jobpost_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "jobpost.change")

    def stands() -> Typed:
        with scope.reading(request.member.company_id):
            post = queries.post(request.member, jobpost_id)
            if request.method != "POST":
                refuse_if(one_available(JobPostCase(request.member, now(), post=post), "jobpost.change").reasons)
            head = vars(post) | {"team_id": str(post.team_id or "")}
            return replace(written(JOB_POST, head, [], post.currency, wording(request.member)), version=post.version)

    def save(typed: Typed) -> HttpResponse:
        given: dict[str, Any] = {
            "values": values_of(request, typed),
            "version": typed.version,
            "jobpost_id": jobpost_id,
        }
        return _saved(request, actions.change_post(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "jobpost.change")
    return answered(request, JOB_POST, stands, save, jobpost_id=jobpost_id, here=HERE, teams=teams)


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("job_post", jobpost_id=done["id"])
