"""Short words for what the tests of requisitions do to get there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import Requisition
from counterfoil.lifecycle.engagements.requisition_values import RequisitionValues

from ..cast import NOW, Cast
from .verb import WHY


def wished(cast: Cast, **more: Any) -> RequisitionValues:
    """Up to 4,000.00 EUR for Rita's team, or what the test says instead; None takes a value away."""
    said: dict[str, Any] = {
        "title": "Spring catalogue",
        "description": "Forty pages.",
        "currency": "EUR",
        "amount": "4000",
        "team_id": str(cast.team_id),
    }
    return parsed(RequisitionValues, {name: value for name, value in (said | more).items() if value is not None})


def drafted(cast: Cast, who: str = "rita", **more: Any) -> UUID:
    """A draft by Rita."""
    given = {"values": wished(cast, **more)}
    return UUID(hiring.create_requisition(by=cast.members[who], at=NOW, **given)["id"])


def submitted(cast: Cast, **more: Any) -> UUID:
    """A draft that Rita submitted."""
    requisition_id = drafted(cast, **more)
    hiring.submit_requisition(by=cast.rita, at=NOW, requisition_id=requisition_id)
    return requisition_id


def approve(cast: Cast, requisition_id: UUID, who: str = "amir") -> dict[str, Any]:
    """A yes."""
    given = {"requisition_id": requisition_id, "shown": requisition_of(cast, requisition_id).document_sha256}
    return hiring.approve_requisition(by=cast.members[who], at=NOW, **given)


def approved(cast: Cast, **more: Any) -> UUID:
    """A requisition that was approved, by as many as its amount asks for."""
    requisition_id = submitted(cast, **more)
    if approve(cast, requisition_id)["state"] == "submitted":
        approve(cast, requisition_id, "bela")
    return requisition_id


def rejected(cast: Cast, **more: Any) -> UUID:
    """A requisition that Amir rejected."""
    requisition_id = submitted(cast, **more)
    hiring.reject_requisition(by=cast.amir, at=NOW, requisition_id=requisition_id, reason=WHY)
    return requisition_id


def withdrawn(cast: Cast, requisition_id: UUID | None = None) -> UUID:
    """A requisition that Rita gave up."""
    found = requisition_id or submitted(cast)
    hiring.withdraw_requisition(by=cast.rita, at=NOW, requisition_id=found, reason=WHY)
    return found


def requisition_of(cast: Cast, requisition_id: UUID) -> Requisition:
    """The requisition as it stands."""
    with scope.reading(cast.company_id):
        found: Requisition = Requisition.objects.select_related("approval").get(id=requisition_id)
    return found


def needing(cast: Cast, on: bool = True, at: datetime = NOW) -> None:
    """Orders begin with an approved requisition from now on, or no more."""
    hiring.set_requisition_policy(by=cast.olga, at=at, requisitions_needed=on)
