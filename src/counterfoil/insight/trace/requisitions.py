"""One requisition with what its approvers said, and what a member can do with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements import requisition_queries as queries
from counterfoil.lifecycle.engagements.models import Requisition
from counterfoil.lifecycle.engagements.requisition_cases import RequisitionCase

from ..verbs.available import AvailableVerb, available
from .facts import Round
from .offers import rounds_of


@dataclass(frozen=True)
class RequisitionRecord:
    """A requisition, its requests for approval in order, its verbs, and the names of whoever is named in them."""

    requisition: Requisition
    rounds: Sequence[Round]
    verbs: Sequence[AvailableVerb]
    names: Mapping[UUID | None, str]


def requisition_record(by: Member, requisition_id: UUID, at: datetime) -> RequisitionRecord:
    """A visible requisition. Called inside a scope. Raises NotFound."""
    found = queries.requisition(by, requisition_id)
    verbs = [one for one in available(RequisitionCase(by, at, requisition=found)) if by.may(one.verb)]
    rounds = rounds_of(by.company_id, found.id)
    people = {step.member_id for one in rounds for step in one.steps if step.member_id}
    named = Member.objects.within(by.company_id).filter(id__in=people) if people else Member.objects.none()
    return RequisitionRecord(found, rounds, verbs, dict(named.values_list("id", "name")))
