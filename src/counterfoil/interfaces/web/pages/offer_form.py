"""Writing an offer: new, or a draft that is changed."""

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
from counterfoil.foundation.parties.queries import visible
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.engagements import actions, queries
from counterfoil.lifecycle.engagements.offer_cases import OfferCase

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.offer import OFFER
from ..forms.typed import Typed, blank, written
from ..panels.hiring import begun_from, begun_with, hiring_teams
from ..session.member import MemberRequest, id_said, now, signed_in, via
from ..wording import wording

HERE = "offers"


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new offer; a contractor that the address names is chosen already."""

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed)}
        return _saved(request, actions.create_offer(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "offer.create")
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "offer.create")
        named = visible(request.member).filter(id=id_said(request.GET, "contractor_id")).first()
        begun = begun_with(request.member, named, teams) | begun_from(request.member, id_said(request.GET, "post_id"))
    return answered(request, OFFER, lambda: blank(OFFER, **begun), save, here=HERE, teams=teams)


@signed_in
def edit(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""
    with scope.reading(request.member.company_id):
        teams = hiring_teams(request.member, "offer.change")

    def stands() -> Typed:
        with scope.reading(request.member.company_id):
            offer = queries.offer(request.member, offer_id)
            if request.method != "POST":
                refuse_if(one_available(OfferCase(request.member, now(), offer=offer), "offer.change").reasons)
            head = vars(offer) | {"contractor": label(offer.contractor), "team_id": str(offer.team_id or "")}
            head |= {"post_id": str(offer.post_id or "")}
            form = written(OFFER, head, [], offer.currency, wording(request.member))
            return replace(form, version=offer.version)

    def save(typed: Typed) -> HttpResponse:
        given: dict[str, Any] = {"values": values_of(request, typed), "version": typed.version, "offer_id": offer_id}
        return _saved(request, actions.change_offer(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "offer.change")
    return answered(request, OFFER, stands, save, offer_id=offer_id, here=HERE, teams=teams)


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("offer", offer_id=done["id"])
