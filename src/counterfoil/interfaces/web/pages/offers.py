"""The page of one offer, for who made it, who reviews it, and the contractor who answers it. The list is a declaration."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.offers import OfferRecord, offer_record
from counterfoil.insight.trace.on_order import chosen_order, orders_of
from counterfoil.lifecycle.engagements.queries import contract_of, programme_of

from ..forms.available import Attempt, ShownVerb, Suggested, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..panels.choosing import against_drawing, begun_choices, chosen_for_post, options_address
from ..panels.rounds import shown_rounds
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from ..wording import wording

OFFER = forms_of("offer")


@signed_in
def offer(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """One offer: what is asked of whom, for how much, and what became of it."""
    return _page(request, offer_id)


def _page(request: MemberRequest, offer_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = offer_record(by, offer_id, now())
        shown = {
            "offer": found.offer,
            "rounds": shown_rounds(found.rounds, lambda member_id: found.names.get(member_id, "–")),
            "verbs": grouped(_shown_verbs(by, found, attempt)),
            "trail_rows": [] if outside(by) else happened(by, offer_id),
            "chosen": (chosen := chosen_order(by, found.offer)),
            "of_post": chosen_for_post(by, found.offer),
            "against": against_drawing(chosen, found.offer),
            "orders": orders_of(by, found.offer.engagement_id),
            "programme": programme_of(by.company_id, found.offer.team_id),
            "order_options": options_address(found.offer),
            "contract": contract_of(by.company_id, found.offer.engagement_id) if found.offer.engagement_id else None,
            "attempt": attempt,
            "key": new_key(),
            "here": "offers",
        }
        return render(request, "web/offer.html", shown, status=status)


def _shown_verbs(by: Member, found: OfferRecord, attempt: Attempt | None) -> list[ShownVerb]:
    offer = found.offer
    sent = {"version": str(offer.version), "shown": offer.document_sha256}
    begun = begun_choices(by, offer, wording(by)) if offer.state == "draft" else {}
    verbs = [(offered, offered.verb.partition(".")[2]) for offered in found.verbs]
    return [
        shown_verb(
            OFFER[verb],
            offered,
            reverse("offer_do", args=[offer.id, verb]),
            offer.id,
            attempt,
            begun.get(verb) or Suggested(hidden={name: sent[name] for name in OFFER[verb].hidden if name in sent}),
        )
        for offered, verb in verbs
    ]


do = doing(OFFER, _page, "offer")
"""Choose its order, submit, send, approve, reject, answer, take back or withdraw it."""
