"""Writing a draft: new, or changed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.rating import is_typed
from counterfoil.lifecycle.orders.values import OrderChanges

from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.custom import as_said, with_fields
from ..forms.declared import DocumentForm
from ..forms.order import ORDER
from ..forms.typed import Typed, blank, written
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import wording


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new order."""

    def save(typed: Typed) -> HttpResponse:
        values = values_of(request, typed)
        return _saved(request, actions.create(by=request.member, at=now(), via=via(request), values=values))

    permitted(request, "order.create")
    form = with_fields(ORDER, request.member, now())
    return answered(request, form, lambda: blank(form, currency=request.member.company.currency), save, here="new")


@signed_in
def edit(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""

    def stands() -> Typed:
        with scope.reading(request.member.company_id):
            order: Order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
            if request.method != "POST":
                refuse_if(one_available(OrderCase(request.member, now(), order=order), "order.change").reasons)
            return _as_it_stands(request, order, form)

    def save(typed: Typed) -> HttpResponse:
        given = {"changes": values_of(request, typed, OrderChanges), "version": typed.version}
        return _saved(
            request, actions.change(by=request.member, at=now(), via=via(request), order_id=order_id, **given)
        )

    permitted(request, "order.change")
    form = with_fields(ORDER, request.member, now())
    return answered(request, form, stands, save, order_id=order_id, here="orders")


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("record", order_id=done["id"])


def _as_it_stands(request: MemberRequest, order: Order, form: DocumentForm) -> Typed:
    """The form of a draft that exists, written in the reader's locale."""
    revision, says = queries.revision_with_lines(order)
    head = vars(order) | {"contractor": label(order.contractor), "rate": order.rate if is_typed(order) else None}
    head |= {"starts_on": revision.starts_on, "ends_on": revision.ends_on}
    own, lines = as_said(order, says)
    typed = written(form, head | own, lines, order.currency, wording(request.member))
    return replace(typed, version=order.version)
