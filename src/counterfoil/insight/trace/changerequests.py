"""One change request with what its approvers said, and what a member can do with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.engagements import changerequest_queries as queries
from counterfoil.lifecycle.engagements.changerequest_rules import ask
from counterfoil.lifecycle.engagements.models import ChangeRequest, Contract
from counterfoil.lifecycle.orders.change_cases import ContractChangeCase

from ..verbs.available import AvailableVerb, asked, available
from .facts import Round
from .offers import rounds_of


@dataclass(frozen=True)
class ChangeRecord:
    """A change request, its requests for approval in order, its verbs, and the names of whoever is named in them."""

    request: ChangeRequest
    rounds: Sequence[Round]
    verbs: Sequence[AvailableVerb]
    names: Mapping[UUID | None, str]


def change_record(by: Member, change_id: UUID, at: datetime) -> ChangeRecord:
    """A visible change request. Called inside a scope. Raises NotFound."""
    found = queries.change(by, change_id)
    verbs = [one for one in available(ContractChangeCase(by, at, changerequest=found)) if by.may(one.verb)]
    rounds = rounds_of(by.company_id, found.id)
    people = {step.member_id for one in rounds for step in one.steps if step.member_id}
    named = Member.objects.within(by.company_id).filter(id__in=people) if people else Member.objects.none()
    return ChangeRecord(found, rounds, verbs, dict(named.values_list("id", "name")))


def asking(by: Member, contract: Contract) -> AvailableVerb:
    """Whether this member can ask for a change of a contract now, and why not. Called inside a scope."""
    reasons = ask(contract, by, queries.has_open_change(by.company_id, contract.id))
    return asked("changerequest.create", reasons, by)
