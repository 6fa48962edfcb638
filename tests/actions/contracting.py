"""Short words for what the tests of contracts do to get there."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.engagements.contract_values import ContractTerms, ContractValues, SignedFile
from counterfoil.lifecycle.engagements.models import Contract

from ..cast import NOW, Cast
from .verb import WHY

_PDF = b"%PDF-1.7 signed by both"


def terms(**more: Any) -> ContractTerms:
    """At most 2,000.00 EUR, or what the test says instead; None takes a value away."""
    said = {"currency": "EUR", "amount": "2000"} | more
    return parsed(ContractTerms, {name: value for name, value in said.items() if value is not None})


def drafted(cast: Cast, engagement_id: UUID | None = None, **more: Any) -> UUID:
    """A contract by Rita, of the engagement that orders are made for."""
    said = {"engagement_id": str(engagement_id or cast.engagement_id), **terms(**more).model_dump(exclude_none=True)}
    values = ContractValues.model_validate(said)
    return UUID(hiring.create_contract(by=cast.rita, at=NOW, values=values)["id"])


def file(cast: Cast, **more: Any) -> SignedFile:
    """The file that both have signed."""
    kept = {"name": "Contract.pdf", "media_type": "application/pdf", "size": len(_PDF)}
    said = {"sha256": store.keep(cast.company_id, _PDF), "signed_on": "2026-03-01", "signers": "Rita, Cleo"}
    return parsed(SignedFile, kept | said | more)


def signed(cast: Cast, engagement_id: UUID | None = None, **more: Any) -> UUID:
    """A contract that both have signed on paper."""
    contract_id = drafted(cast, engagement_id, **more)
    hiring.sign_contract(by=cast.rita, at=NOW, contract_id=contract_id, file=file(cast))
    return contract_id


def started(cast: Cast, **more: Any) -> UUID:
    """A contract under which work has begun."""
    contract_id = signed(cast, **more)
    hiring.start_contract(by=cast.rita, at=NOW, contract_id=contract_id)
    return contract_id


def ended(cast: Cast, **more: Any) -> UUID:
    """A contract that has ended."""
    contract_id = signed(cast, **more)
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=contract_id, reason=WHY)
    return contract_id


def contract_of(cast: Cast, contract_id: UUID) -> Contract:
    """The contract as it stands."""
    with scope.reading(cast.company_id):
        found: Contract = Contract.objects.select_related("engagement", "document", "offer").get(id=contract_id)
    return found


def another_engagement(cast: Cast, title: str = "Web shop") -> UUID:
    """One more engagement of Cleo's."""
    values = {"contractor_id": cast.contractor_id, "title": title, "team_id": cast.team_id}
    return UUID(add_engagement(by=cast.rita, at=NOW, values=EngagementValues.model_validate(values))["id"])


def of_engagement(cast: Cast, engagement_id: Any) -> UUID:
    """The id of an engagement's contract."""
    with scope.reading(cast.company_id):
        found: UUID = Contract.objects.get(engagement_id=engagement_id).id
    return found
