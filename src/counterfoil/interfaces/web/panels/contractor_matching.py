"""By which policy a contractor is matched, on the contractor's page: what holds, how it came to be, and the form."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.queries import visible_policies
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.insight.policies.contractors import ContractorMatching, contractor_matching
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, Suggested, shown_verb
from ..forms.verb_forms import NO_CHOICE
from .party_identifiers import CONTRACTOR


def shown(by: Member, contractor_id: UUID, attempt: Attempt | None) -> dict[str, Any]:
    """The same for whoever reads match policies; nothing for others. Called inside a scope."""
    if not may_read(by.roles, "matchpolicy"):
        return {}
    found = contractor_matching(by, contractor_id)
    named = [(str(policy_id), name) for policy_id, name in visible_policies(by).values_list("id", "name")]
    suggested = Suggested(
        {"match_policy_id": str(found.policy.id) if found.policy else NO_CHOICE},
        {"match_policy_id": [(NO_CHOICE, _no_own(found)), *named]},
    )
    address = reverse("contractor_do", args=[contractor_id, "match"])
    offered = asked("contractor.match", [], by)
    form = shown_verb(CONTRACTOR["match"], offered, address, contractor_id, attempt, suggested)
    return {"matching": found, "matching_verbs": [form]}


def _no_own(found: ContractorMatching) -> str:
    if found.company is None:
        return _("None of their own: exact, and three-way")
    return _("None of their own: the company's, %(name)s") % {"name": found.company.name}
