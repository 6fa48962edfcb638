"""Short words for what the tests of change requests do to get there."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.changerequest_values import ChangeTerms
from counterfoil.lifecycle.engagements.models import ChangeRequest
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from . import contracting
from .verb import WHY


def changed(**more: Any) -> ChangeTerms:
    """At most 3,000.00 from now on, or what the test says instead; None takes a value away."""
    said: dict[str, Any] = {"why": "Ten more pages.", "order_kind": "any", "amount": "3000"}
    return parsed(ChangeTerms, {name: value for name, value in (said | more).items() if value is not None})


def drafted(cast: Cast, contract_id: UUID | None = None, who: str = "rita", **more: Any) -> UUID:
    """A draft by Rita that changes a signed contract of at most 2,000.00 EUR."""
    given = {"contract_id": contract_id or contracting.signed(cast), "values": changed(**more)}
    return UUID(hiring.create_change(by=cast.members[who], at=NOW, **given)["id"])


def submit(cast: Cast, change_id: UUID) -> dict[str, Any]:
    """Rita asks for the approval."""
    return orders.submit_change(by=cast.rita, at=NOW, changerequest_id=change_id)


def submitted(cast: Cast, contract_id: UUID | None = None, **more: Any) -> UUID:
    """A draft that Rita submitted."""
    change_id = drafted(cast, contract_id, **more)
    submit(cast, change_id)
    return change_id


def approve(cast: Cast, change_id: UUID, who: str = "amir") -> dict[str, Any]:
    """A yes."""
    given = {"changerequest_id": change_id, "shown": change_of(cast, change_id).document_sha256}
    return orders.approve_change(by=cast.members[who], at=NOW, **given)


def approved(cast: Cast, contract_id: UUID | None = None, **more: Any) -> UUID:
    """A change request that was approved, by as many as its amount asks for."""
    change_id = submitted(cast, contract_id, **more)
    if approve(cast, change_id)["state"] == "submitted":
        approve(cast, change_id, "bela")
    return change_id


def elsewhere(cast: Cast, **more: Any) -> UUID:
    """An approved change of the contract of another engagement, which allowed any amount before; that of their own is a draft."""
    contracting.drafted(cast)
    web = contracting.another_engagement(cast, "Elsewhere")
    return approved(cast, contracting.signed(cast, web, amount=None), **more)


def rejected(cast: Cast, contract_id: UUID | None = None, **more: Any) -> UUID:
    """A change request that Amir rejected."""
    change_id = submitted(cast, contract_id, **more)
    hiring.reject_change(by=cast.amir, at=NOW, changerequest_id=change_id, reason=WHY)
    return change_id


def withdrawn(cast: Cast, change_id: UUID | None = None) -> UUID:
    """A change request that Rita gave up."""
    found = change_id or submitted(cast)
    hiring.withdraw_change(by=cast.rita, at=NOW, changerequest_id=found, reason=WHY)
    return found


def change_of(cast: Cast, change_id: UUID) -> ChangeRequest:
    """The change request as it stands."""
    with scope.reading(cast.company_id):
        found: ChangeRequest = ChangeRequest.objects.select_related("approval", "contract").get(id=change_id)
    return found


def every_kind(cast: Cast) -> None:
    """Change requests in every state, each of a contract of its own; orders live under one contract, and one has ended."""
    for number, made in enumerate((drafted, submitted, rejected, approved)):
        made(cast, contracting.signed(cast, contracting.another_engagement(cast, f"Changed {number}"), amount=None))
    submitted(cast, contracting.of_engagement(cast, cast.engagement_id), amount="90000")
    ended = contracting.signed(cast, contracting.another_engagement(cast, "Ends"))
    submitted(cast, ended)
    hiring.end_contract(by=cast.rita, at=NOW, contract_id=ended, reason=WHY)
