"""The steps of an order, each as the noun that it makes: a submission, an approval, an issue."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import StrictBool, StringConstraints

from counterfoil.foundation.kernel.values import Values
from counterfoil.lifecycle.orders import actions

from ..answering import NOTHING, Because, IfMatchWanted, Key, Nothing, done, version_of
from ..declaring import writes
from ..order_answers import OrderCancelled, OrderIssued, OrderStored, OrderSubmitted

router = Router(tags=["orders"])


class Approving(Values):
    """`shown` is the hash of the content that was looked at: `shown` of the order, `digest` of its submission."""

    shown: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Cancelling(Because):
    """`replace` asks for a new draft that says the same and names the order it replaces."""

    replace: StrictBool = False


@router.post("/{order_id}/submission", **writes("order.submit", OrderSubmitted, versioned=True))
def submit(
    request: HttpRequest, order_id: UUID, key: Key, version: IfMatchWanted = None, body: Nothing = NOTHING
) -> HttpResponse:
    """Send the draft to its approvers. With If-Match, only as it was read."""
    return done(request, key, actions.submit, order_id=order_id, version=version_of(version))


@router.post("/{order_id}/recall", **writes("order.recall", OrderStored, versioned=True))
def recall(request: HttpRequest, order_id: UUID, key: Key, body: Nothing = NOTHING) -> HttpResponse:
    """Take a submitted order back before it is decided."""
    return done(request, key, actions.recall, order_id=order_id)


@router.post("/{order_id}/approval", **writes("order.approve", OrderStored, versioned=True))
def approve(request: HttpRequest, order_id: UUID, key: Key, body: Approving) -> HttpResponse:
    """Say yes to exactly what was shown. The last yes authorises the amount."""
    return done(request, key, actions.approve, order_id=order_id, shown=body.shown)


@router.post("/{order_id}/rejection", **writes("order.reject", OrderStored, versioned=True))
def reject(request: HttpRequest, order_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Say no, with a reason that the requester reads."""
    return done(request, key, actions.reject, order_id=order_id, reason=body.reason)


@router.post("/{order_id}/revision", **writes("order.revise", OrderStored, versioned=True))
def revise(request: HttpRequest, order_id: UUID, key: Key, body: Nothing = NOTHING) -> HttpResponse:
    """Make a rejected order a draft again."""
    return done(request, key, actions.revise, order_id=order_id)


@router.post("/{order_id}/withdrawal", **writes("order.withdraw", OrderStored, versioned=True))
def withdraw(request: HttpRequest, order_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Take an approval back before the order is issued."""
    return done(request, key, actions.withdraw, order_id=order_id, reason=body.reason)


@router.post("/{order_id}/issue", **writes("order.issue", OrderIssued, versioned=True))
def issue(request: HttpRequest, order_id: UUID, key: Key, body: Nothing = NOTHING) -> HttpResponse:
    """Deal the number and freeze the document with it."""
    return done(request, key, actions.issue, order_id=order_id)


@router.post("/{order_id}/cancellation", **writes("order.cancel", OrderCancelled, versioned=True))
def cancel(request: HttpRequest, order_id: UUID, key: Key, body: Cancelling) -> HttpResponse:
    """End an order for good, with a reason and, if wanted, a linked replacement."""
    return done(request, key, actions.cancel, order_id=order_id, reason=body.reason, replace=body.replace)
