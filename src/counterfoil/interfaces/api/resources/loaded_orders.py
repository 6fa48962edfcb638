"""Orders that were minted elsewhere: the engagement that they belong to, and what in them does not agree."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel.values import Values
from counterfoil.lifecycle.orders import actions

from ..answering import Because, Key, done
from ..declaring import writes
from ..order_answers import FindingSettled, OrderAttached

router = Router(tags=["orders"])
findings = Router(tags=["orders"])


class Attaching(Values):
    """The engagement that the order belongs to from now on."""

    engagement_id: UUID


@router.post("/{order_id}/attach", **writes("order.attach", OrderAttached, versioned=True))
def attach(request: HttpRequest, order_id: UUID, key: Key, body: Attaching) -> HttpResponse:
    """Attach a loaded order to an engagement of its contractor, once. Nothing on it is paid before."""
    return done(request, key, actions.attach, order_id=order_id, engagement_id=body.engagement_id)


@findings.post("/{finding_id}/settle", **writes("finding.settle", FindingSettled))
def settle(request: HttpRequest, finding_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Say what holds where the minter of a loaded order contradicts themselves. What is stated stays the ceiling."""
    return done(request, key, actions.settle_finding, finding_id=finding_id, reason=body.reason)
