"""Writing a requisition: new, or a draft that is changed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements import actions
from counterfoil.lifecycle.engagements import requisition_queries as queries
from counterfoil.lifecycle.engagements.requisition_cases import RequisitionCase

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.requisition import REQUISITION
from ..forms.typed import Typed, blank, written
from ..panels.hiring import begun_with, hiring_teams
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import wording

HERE = "requisitions"


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new requisition."""

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed)}
        return _saved(request, actions.create_requisition(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "requisition.create")
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "requisition.create")
    begun = begun_with(request.member, None, teams)
    return answered(request, REQUISITION, lambda: blank(REQUISITION, **begun), save, here=HERE, teams=teams)


@signed_in
def edit(request: MemberRequest, requisition_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "requisition.change")

    def stands() -> Typed:
        with scope.reading(request.member.company_id):
            found = queries.requisition(request.member, requisition_id)
            if request.method != "POST":
                refuse_if(
                    one_available(
                        RequisitionCase(request.member, now(), requisition=found), "requisition.change"
                    ).reasons
                )
            head = vars(found) | {"team_id": str(found.team_id or "")}
            head |= {"contractor": label(found.contractor) if found.contractor else ""}
            return replace(
                written(REQUISITION, head, [], found.currency, wording(request.member)), version=found.version
            )

    def save(typed: Typed) -> HttpResponse:
        given: dict[str, Any] = {
            "values": values_of(request, typed),
            "version": typed.version,
            "requisition_id": requisition_id,
        }
        return _saved(request, actions.change_requisition(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "requisition.change")
    return answered(request, REQUISITION, stands, save, requisition_id=requisition_id, here=HERE, teams=teams)


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("requisition", requisition_id=done["id"])
