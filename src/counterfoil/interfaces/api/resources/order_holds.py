"""What stops an order and lets it go on: its close and reopening, and holds on it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.orders import actions

from ..answering import Because, Key, done
from ..declaring import writes
from ..order_answers import OrderHeld, OrderStored

router = Router(tags=["orders"])


@router.post("/{order_id}/close", **writes("order.close", OrderStored, versioned=True))
def close(request: HttpRequest, order_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Close an issued order on which nothing is waiting. What is not invoiced is given up."""
    return done(request, key, actions.close, order_id=order_id, reason=body.reason)


@router.post("/{order_id}/reopen", **writes("order.reopen", OrderStored, versioned=True))
def reopen(request: HttpRequest, order_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Open a closed order again, under its own number."""
    return done(request, key, actions.reopen, order_id=order_id, reason=body.reason)


@router.post("/{order_id}/holds", **writes("order.hold", OrderHeld, versioned=True))
def hold(request: HttpRequest, order_id: UUID, key: Key, body: HoldValues) -> HttpResponse:
    """Put everything, invoicing or payment of an order on hold."""
    return done(request, key, actions.hold, order_id=order_id, values=body)


@router.post("/{order_id}/holds/{hold_id}/lift", **writes("order.lift", OrderHeld, versioned=True))
def lift(request: HttpRequest, order_id: UUID, hold_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Lift a hold before its last day."""
    return done(request, key, actions.lift, order_id=order_id, hold_id=hold_id, reason=body.reason)
