"""What a requisition says, as canonical JSON: its hash is what its approvers approve."""

from typing import Any

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256

from .models import Requisition


def freeze(requisition: Requisition, company: Company) -> None:
    """Write down what is shown from now on, with its hash."""
    requisition.document = canonical(
        {
            "requisition": requisition.id,
            "buyer": {"name": company.name},
            "team": requisition.team_id,
            "contractor": requisition.contractor_id,
            "title": requisition.title,
            "description": requisition.description,
            "currency": requisition.currency,
            "amount": plain_decimal(requisition.amount),
            "starts_on": requisition.starts_on,
            "ends_on": requisition.ends_on,
        }
    )
    requisition.document_sha256 = sha256(requisition.document)


def said(requisition: Requisition) -> dict[str, Any]:
    """The ids and the hash that a verb answers with once something is shown."""
    return requisition.stored() | {"digest": requisition.document_sha256}
