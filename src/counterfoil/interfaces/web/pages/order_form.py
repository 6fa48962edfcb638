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
from ..forms.custom import as_said
from ..forms.declared import DAYS
from ..forms.prices import BEGUN, as_it_stands, line_as_it_stands
from ..forms.typed import Typed, blank, written
from ..session.member import MemberRequest, now, signed_in, via
from ..wording import wording
from .order_prices import asked, asked_of, begun, begun_by


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new order."""

    def save(typed: Typed) -> HttpResponse:
        given = {"values": begun_by(request, values_of(request, typed))}
        return _saved(request, actions.create(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "order.create")
    form, _lists = asked(request)
    return answered(request, form, lambda: blank(form, **begun(request)), save, here="new")


@signed_in
def edit(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""

    def stands() -> Typed:
        with scope.reading(request.member.company_id):
            order: Order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
            if request.method != "POST":
                refuse_if(one_available(OrderCase(request.member, now(), order=order), "order.change").reasons)
            return _as_it_stands(request, order)

    def save(typed: Typed) -> HttpResponse:
        given: dict[str, Any] = {
            "changes": begun_by(request, values_of(request, typed, OrderChanges)),
            "version": typed.version,
        }
        given["order_id"] = order_id
        return _saved(request, actions.change(by=request.member, at=now(), via=via(request), **given))

    permitted(request, "order.change")
    form, _lists = asked(request, order_id)
    return answered(request, form, stands, save, order_id=order_id, here="orders")


def _saved(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect("record", order_id=done["id"])


def _as_it_stands(request: MemberRequest, order: Order) -> Typed:
    """The form of a draft that exists, written in the reader's locale. Called inside a scope."""
    revision, says = queries.revision_with_lines(order)
    form, lists = asked_of(request, revision, says)
    own, said = as_said(order, says)
    head = vars(order) | own | as_it_stands(revision, lists)
    head |= {"contractor": label(order.contractor), BEGUN: str(order.contractor_id)}
    head |= {"rate": order.rate if is_typed(order) else None} | {name: getattr(revision, name) for name in DAYS}
    rows = [one | line_as_it_stands(line, lists) for one, line in zip(said, says, strict=True)]
    return replace(written(form, head, rows, order.currency, wording(request.member)), version=order.version)
