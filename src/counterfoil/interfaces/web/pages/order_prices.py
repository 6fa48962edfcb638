"""The prices of an order's form: what it asks for, what it begins with, and what everything comes to while it is typed."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionLine
from counterfoil.lifecycle.orders.values import OrderChanges, OrderValues

from ..forms.answering import priced
from ..forms.available import permitted
from ..forms.code_lists import Lists, lists_of
from ..forms.custom import with_fields
from ..forms.declared import DocumentForm
from ..forms.order import ORDER
from ..forms.picking import meant
from ..forms.prices import BEGUN, as_begun, begun_with, places_for, standing_on, with_prices
from ..forms.shown import fields
from ..forms.typed import blank, posted
from ..panels.requested import begun_from_requisition, with_requisitions
from ..session.member import MemberRequest, id_said, now, signed_in, text_sent

Said = TypeVar("Said", OrderValues, OrderChanges)


def asked(request: MemberRequest, order_id: UUID | None = None) -> tuple[DocumentForm, Lists]:
    """The order's form as this company asks it, and the lists that can be picked from. A draft keeps what stands on it."""
    by = request.member
    with scope.reading(by.company_id):
        if order_id is None:
            return asked_of(request)
        order: Order = queries.visible(by).one(order_id)
        return asked_of(request, *queries.revision_with_lines(order))


def asked_of(
    request: MemberRequest,
    revision: Revision | None = None,
    says: Sequence[RevisionLine] = (),
    begun: Sequence[UUID] = (),
) -> tuple[DocumentForm, Lists]:
    """The same of a draft that was read already, or of a new one that is `begun` with these rows. Called inside a scope."""
    by = request.member
    standing = standing_on(revision, says) if revision else begun
    lists = lists_of(by, by.company.today(now()), standing, request.POST)
    form = with_requisitions(request, with_fields(ORDER, by, now()), revision)
    return with_prices(form, by, lists, places_for(request.POST, revision)), lists


def begun(request: MemberRequest) -> dict[str, str]:
    """What a new order says before anything is typed: what its requisition says, where one is named."""
    with scope.reading(request.member.company_id):
        named = begun_from_requisition(request.member, id_said(request.GET, "requisition_id"))
    return {"currency": request.member.company.currency} | named


def begun_by(request: MemberRequest, values: Said) -> Said:
    """What was typed; discounts and taxes that nobody was shown are those of the contractor's last order (R152)."""
    if request.POST.get(BEGUN) == str(values.contractor_id):
        return values
    unsaid = [name for name in ("discounts", "taxes") if not getattr(values, name)]
    return values.model_copy(update=dict.fromkeys(unsaid))


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the lines come to, with everything that is added to them, by the server's own pricing rule.

    Of a draft that stands already it knows what stands on it.
    """
    permitted(request, "order.create")
    form, _lists = asked(request, id_said(request.POST, "draft") if "draft" in request.POST else None)
    return render(request, "web/forms/preview.html", priced(request, posted(form, request.POST)))


@signed_in
def charges(request: MemberRequest) -> HttpResponse:
    """The discounts and taxes that an order of the contractor who was chosen begins with; of the same one they stay."""
    permitted(request, "order.create")
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text_sent(request.GET, "contractor"))
        found = begun_with(request.member, contractor, now())
        form, lists = asked_of(request, begun=[one for ids in found.values() for one in ids])
        begun = as_begun(contractor, found, lists)
    anew = contractor is not None and begun[BEGUN] != request.GET.get(BEGUN, "")
    told = anew and any(begun[name] != request.GET.get(name, "") for name in begun if name != BEGUN)
    typed = blank(form, **(begun if anew else {BEGUN: request.GET.get(BEGUN, "")}))
    own = {one.name: one for one in form.below if one.name in begun}
    [field] = fields(typed, [own.pop(BEGUN)], "")
    picked = fields(typed, list(own.values()), "") if anew else []
    shown = {"field": field, "begun": contractor if told else None, "picked": picked}
    return render(request, "web/forms/charges_begun.html", shown)
