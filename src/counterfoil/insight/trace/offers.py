"""One offer with what its reviewers said, and what a member can do with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements import queries
from counterfoil.lifecycle.engagements.models import Offer
from counterfoil.lifecycle.orders.choice_cases import OfferChoiceCase

from ..verbs.available import AvailableVerb, available
from .facts import Round
from .outside import is_outside


@dataclass(frozen=True)
class OfferRecord:
    """An offer, its requests for approval in order, its verbs, and the names of whoever is named in them.

    A contractor is shown neither who reviewed it nor what they said.
    """

    offer: Offer
    rounds: Sequence[Round]
    verbs: Sequence[AvailableVerb]
    names: Mapping[UUID | None, str]


def offer_record(by: Member, offer_id: UUID, at: datetime) -> OfferRecord:
    """A visible offer. Called inside a scope. Raises NotFound."""
    offer = queries.offer(by, offer_id)
    verbs = [one for one in available(OfferChoiceCase(by, at, offer=offer)) if by.may(one.verb)]
    rounds = [] if is_outside(by) else rounds_of(by.company_id, offer.id)
    people = {step.member_id for one in rounds for step in one.steps if step.member_id}
    named = Member.objects.within(by.company_id).filter(id__in=people) if people else Member.objects.none()
    return OfferRecord(offer, rounds, verbs, dict(named.values_list("id", "name")))


def rounds_of(company_id: UUID, subject_id: UUID) -> list[Round]:
    """Every request for approval of one thing with its steps, the oldest first."""
    steps = Prefetch("steps", Step.objects.order_by("position").select_related("member"))
    found = Approval.objects.within(company_id).filter(subject_id=subject_id).select_related("policy", "requester")
    return [Round(one, list(one.steps.all())) for one in found.prefetch_related(steps).order_by("opened_at", "id")]
