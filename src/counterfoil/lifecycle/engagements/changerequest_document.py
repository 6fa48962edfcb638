"""What a change request says, as canonical JSON: its hash is what its approvers approve."""

from typing import Any

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256

from .models import ChangeRequest


def freeze(request: ChangeRequest, company: Company) -> None:
    """Write down what is shown from now on, with its hash: what the contract allows, and what it shall allow."""
    request.document = canonical(
        {
            "change": request.id,
            "contract": request.contract_id,
            "buyer": {"name": company.name},
            "contractor": request.contract.engagement.contractor_id,
            "why": request.why,
            "currency": request.currency,
            "allows": _plain(request.was),
            "shall_allow": _plain(request.caps),
        }
    )
    request.document_sha256 = sha256(request.document)


def said(request: ChangeRequest) -> dict[str, Any]:
    """The ids and the hash that a verb answers with once something is shown."""
    return request.stored() | {"digest": request.document_sha256}


def _plain(caps: dict[str, Any]) -> dict[str, Any]:
    figures = {name: None if caps[name] is None else plain_decimal(caps[name]) for name in ("amount", "unit_rate")}
    return caps | figures
