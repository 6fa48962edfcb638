"""The custom fields of contractors: read, and written over what stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.custom_kinds import CONTRACTOR
from counterfoil.foundation.catalogue.custom_values import missing, put, stands, typed
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import custom_fields
from counterfoil.foundation.kernel.refusals import refuse_if

from . import rules
from .models import Contractor, ContractorValue


def fields_of(company_id: UUID) -> list[CustomField]:
    """The custom fields that stand on contractors. Called inside a scope."""
    return [one for one in custom_fields(company_id) if one.applies_to == CONTRACTOR]


def change(contractor: Contractor, given: Mapping[str, Any], day: date) -> bool:
    """Write what was typed over what stands, and say whether anything differs. One that is needed is not emptied."""
    if not given:
        return False
    fields = fields_of(contractor.company_id)
    told = typed(fields, given, day)
    emptied = [one for one in fields if one.id in told and told[one.id] is None]
    refuse_if(rules.filled(missing(emptied, (), day)))
    rows = stands(ContractorValue, contractor.company_id, "contractor", [contractor.id])[contractor.id]
    return put(ContractorValue, fields, rows, told, company_id=contractor.company_id, contractor=contractor)
