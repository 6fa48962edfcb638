"""From where on of an order's money somebody is told: the form, and what it does."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.actions import set_thresholds
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.thresholds import of_order

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.order_thresholds import THRESHOLDS
from ..forms.typed import Typed, written
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import wording

VERB = "order.set_thresholds"
_FIRST = {"figure": "accepted", "percent": None, "amount": None}
"""What the form of an order without thresholds begins with."""


@signed_in
def order_thresholds(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form with what stands. It carries the version that was read."""
    permitted(request, VERB)
    by = request.member
    with scope.reading(by.company_id):
        order = queries.visible(by).select_related("contractor").one(order_id)

    def stands() -> Typed:
        with scope.reading(by.company_id):
            order.refresh_from_db()
            refuse_if(one_available(OrderCase(by, now(), order=order), VERB).reasons)
            lines = [vars(one) for one in of_order(order).filter(state="stands")] or [_FIRST]
        return replace(written(THRESHOLDS, {}, lines, order.currency, wording(by)), version=order.version)

    def save(typed: Typed) -> HttpResponse:
        given = {"values": values_of(request, typed), "version": typed.version}
        set_thresholds(by=by, at=now(), via=via(request), order_id=order_id, **given)
        messages.success(request, _("The thresholds are set."))
        return redirect("record", order_id=order_id)

    return answered(request, THRESHOLDS, stands, save, here="orders", order=order)
