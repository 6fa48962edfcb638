"""Payments: released, on their way, settled; or failed, or taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Day, Text, Values
from counterfoil.insight.listing.payments import Payments
from counterfoil.lifecycle.payments import actions, queries
from counterfoil.lifecycle.payments.actions.release import Part

from ..answering import Because, Key, done, made, shown
from ..auth import member_of
from ..claim_answers import PaymentReleased, PaymentStored
from ..claim_shapes import PaymentPage, PaymentShape
from ..declaring import reads, writes
from ..listing import asks, found, rows_of
from ..paging import After, Limit

router = Router(tags=["payments"])
releases = Router(tags=["payments"])


class Releasing(Values):
    """How much; null for all that is open."""

    amount: Part | None = None


class Initiating(Values):
    """Since which day the bank has it, today when none is named, and the bank's reference.

    `day_reason` says why, where that was before it was released.
    """

    day: Day | None = None
    reference: Text = ""
    day_reason: Text = ""


class Settling(Values):
    """On which day it arrived; today when none is named."""

    day: Day | None = None


WHOLE, INITIATED_TODAY, SETTLED_TODAY = Releasing(), Initiating(), Settling()


@releases.post("/{invoice_id}/release", **writes("payment.release", PaymentReleased, status=201))
def release(request: HttpRequest, invoice_id: UUID, key: Key, body: Releasing = WHOLE) -> HttpResponse:
    """Release what is open of an invoice, or a part of it. Everything is looked at once more, and a credit balance goes first."""
    given = {"invoice_id": invoice_id, "amount": body.amount}
    return made(request, key, actions.release, under="/payments", **given)


@router.get("", **reads("payment.list", PaymentPage))
@asks(Payments, "A text in the bank's reference, or an invoice that is called so.")
def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The payments that the key's member sees, the newest first."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = rows_of(Payments, member, wanted).select_related("released_by")
        return shown(PaymentPage.of(member, found(Payments, member, rows, wanted, after, limit)))


@router.get("/{payment_id}", **reads("payment.get", PaymentShape))
def get(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment, and what it pays."""
    member = member_of(request)
    with scope.reading(member.company_id):
        rows = queries.visible(member).select_related("contractor", "released_by")
        return shown(PaymentShape.of(member, rows.one(payment_id)))


@router.post("/{payment_id}/initiate", **writes("payment.initiate", PaymentStored))
def initiate(request: HttpRequest, payment_id: UUID, key: Key, body: Initiating = INITIATED_TODAY) -> HttpResponse:
    """Note that the bank has it. It is not paid yet. What is owed no more is refused, and stays released."""
    return done(request, key, actions.initiate, payment_id=payment_id, **body.model_dump())


@router.post("/{payment_id}/settle", **writes("payment.settle", PaymentStored))
def settle(request: HttpRequest, payment_id: UUID, key: Key, body: Settling = SETTLED_TODAY) -> HttpResponse:
    """Note the day on which the money arrived."""
    return done(request, key, actions.settle, payment_id=payment_id, day=body.day)


@router.post("/{payment_id}/fail", **writes("payment.fail", PaymentStored))
def fail(request: HttpRequest, payment_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Note that a payment on its way did not arrive. Its invoice is looked at again."""
    return done(request, key, actions.fail, payment_id=payment_id, reason=body.reason)


@router.post("/{payment_id}/cancel", **writes("payment.cancel", PaymentStored))
def cancel(request: HttpRequest, payment_id: UUID, key: Key, body: Because) -> HttpResponse:
    """Take a release back before it is sent. Its invoice is looked at again."""
    return done(request, key, actions.cancel, payment_id=payment_id, reason=body.reason)
