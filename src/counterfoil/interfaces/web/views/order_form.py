"""Writing a draft: new, changed, and what it would come to while it is typed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Stale, refuse_if
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.trace.moves import one_available
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.values import OrderChanges

from .. import differences
from ..acts import permitted
from ..door import MemberRequest, now, signed_in, via
from ..forms.answering import answered, engagements_with, previewed, show, values_of
from ..forms.order import ORDER
from ..forms.typed import Typed, blank, written
from ..picking import meant
from ..wording import wording


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new order."""

    def save(typed: Typed) -> HttpResponse:
        values = values_of(request, typed)
        return _saved(request, actions.create(by=request.member, at=now(), via=via(request), values=values))

    permitted(request, "order.create")
    return answered(request, ORDER, lambda: blank(ORDER, currency=request.member.company.currency), save, here="new")


@signed_in
def edit(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""

    def begun() -> Typed:
        with scope.reading(request.member.company_id):
            order = _order(request, order_id)
            refuse_if(one_available(OrderCase(request.member, now(), order=order), "order.change").reasons)
            return replace(_as_it_stands(request, order), version=order.version)

    def save(typed: Typed) -> HttpResponse:
        changes = values_of(request, typed, OrderChanges)
        given = {"order_id": order_id, "changes": changes, "version": typed.version}
        try:
            return _saved(request, actions.change(by=request.member, at=now(), via=via(request), **given))
        except Stale as stale:
            return _both(request, replace(typed, version=stale.current), order_id)

    permitted(request, "order.change")
    return answered(request, ORDER, begun, save, order_id=order_id, here="orders")


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the lines come to as they are typed."""
    return previewed(request, ORDER)


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("record", order_id=done["id"])


def _both(request: MemberRequest, typed: Typed, order_id: UUID) -> HttpResponse:
    """Somebody saved in between: show what they wrote beside what was typed, and let the person decide."""
    with scope.reading(request.member.company_id):
        theirs = _as_it_stands(request, _order(request, order_id))
        found = [meant(request.member, form.head["contractor"]) for form in (typed, theirs)]
        titles = {str(one.id): one.title for each in found for one in engagements_with(request, each)}
        between = differences.between(typed, theirs, titles, wording(request.member.company))
    return show(request, typed, status=412, order_id=order_id, here="orders", differences=between)


def _order(request: MemberRequest, order_id: UUID) -> Order:
    order: Order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
    return order


def _as_it_stands(request: MemberRequest, order: Order) -> Typed:
    """The form of a draft that exists, written in the reader's locale."""
    revision, says = queries.said(order)
    head = vars(order) | {
        "contractor": label(order.contractor),
        "rate": order.rate if order.currency != order.base_currency else None,
        "starts_on": revision.starts_on,
        "ends_on": revision.ends_on,
    }
    return written(ORDER, head, [vars(line) for line in says], order.currency, wording(request.member.company))
