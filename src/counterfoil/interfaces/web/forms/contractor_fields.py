"""The custom fields of contractors in the forms of their verbs: what is asked, and what it begins with."""

from django.utils import timezone

from counterfoil.foundation.catalogue.custom_kinds import CONTRACTOR
from counterfoil.foundation.catalogue.custom_values import stands
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.custom import fields_of
from counterfoil.foundation.parties.models import Contractor, ContractorValue

from ..wording import wording
from .custom import asked, begun, verb_fields, verb_values
from .verb_forms import Field


def contractor_fields(by: Member) -> list[Field]:
    """What this member's company asks of contractors. Called inside a scope."""
    return verb_fields(asked(fields_of(by.company_id), CONTRACTOR, by.company.today(timezone.now())))


def as_they_begin(by: Member) -> dict[str, str]:
    """What they say of a new contractor. Called inside a scope."""
    return begun(fields_of(by.company_id), wording(by))


def as_they_stand(by: Member, contractor: Contractor) -> dict[str, str]:
    """What they say of one that is there. Called inside a scope."""
    rows = stands(ContractorValue, by.company_id, "contractor", [contractor.id])[contractor.id]
    return verb_values(fields_of(by.company_id), rows, wording(by))
