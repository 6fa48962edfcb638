"""Asking for a change of a contract: new, or a draft that is changed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound, refuse_if
from counterfoil.insight.trace.changerequests import asking
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements import actions, queries
from counterfoil.lifecycle.engagements import changerequest_queries as changes
from counterfoil.lifecycle.engagements.changerequest_cases import ChangeRequestCase

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.change_request import CHANGE_REQUEST
from ..forms.typed import Typed, written
from ..session.member import MemberRequest, now, outside, signed_in, via
from ..wording import wording

HERE = "change_requests"


@signed_in
def new(request: MemberRequest, contract_id: UUID) -> HttpResponse:
    """The form for a new change request. It begins with what the contract allows."""
    permitted(request, "changerequest.create")
    by = request.member
    if outside(by):
        raise NotFound("contract")
    with scope.reading(by.company_id):
        contract = queries.contract(by, contract_id)
        if request.method != "POST":
            refuse_if(asking(by, contract).reasons)

    def stands() -> Typed:
        return written(CHANGE_REQUEST, contract.caps, [], contract.currency, wording(by))

    def save(typed: Typed) -> HttpResponse:
        given = {"contract_id": contract_id, "values": values_of(request, typed)}
        return _saved(request, actions.create_change(by=by, at=now(), via=via(request), **given))

    return answered(request, CHANGE_REQUEST, stands, save, contract=contract, here=HERE)


@signed_in
def edit(request: MemberRequest, changerequest_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""
    permitted(request, "changerequest.change")
    by = request.member
    with scope.reading(by.company_id):
        found = changes.change(by, changerequest_id)
        if request.method != "POST":
            case = ChangeRequestCase(by, now(), changerequest=found)
            refuse_if(one_available(case, "changerequest.change").reasons)

    def stands() -> Typed:
        with scope.reading(by.company_id):
            row = changes.change(by, changerequest_id)
            typed = written(CHANGE_REQUEST, vars(row), [], row.currency, wording(by))
            return replace(typed, version=row.version)

    def save(typed: Typed) -> HttpResponse:
        given: dict[str, Any] = {
            "values": values_of(request, typed),
            "version": typed.version,
            "changerequest_id": changerequest_id,
        }
        return _saved(request, actions.change_change(by=by, at=now(), via=via(request), **given))

    page = {"contract": found.contract, "changerequest_id": changerequest_id, "here": HERE}
    return answered(request, CHANGE_REQUEST, stands, save, **page)


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("change_request", changerequest_id=done["id"])
