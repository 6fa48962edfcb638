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
from ..forms.custom import with_fields
from ..forms.declared import DocumentForm
from ..forms.order import ORDER
from ..forms.picking import meant
from ..forms.prices import BEGUN, Lists, as_begun, lists_of, places_for, standing_on, with_prices
from ..forms.shown import fields
from ..forms.typed import blank, posted
from ..session.member import MemberRequest, now, signed_in, text_sent

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
    request: MemberRequest, revision: Revision | None = None, says: Sequence[RevisionLine] = ()
) -> tuple[DocumentForm, Lists]:
    """The same of a draft that was read already. Called inside a scope."""
    by = request.member
    lists = lists_of(by, now(), standing_on(revision, says) if revision else ())
    return with_prices(with_fields(ORDER, by, now()), by, lists, places_for(request.POST, revision)), lists


def begun_by(request: MemberRequest, values: Said) -> Said:
    """What was typed; discounts and taxes that nobody was shown are those of the contractor's last order (R152)."""
    if request.POST.get(BEGUN) == str(values.contractor_id):
        return values
    unsaid = [name for name in ("discounts", "taxes") if not getattr(values, name)]
    return values.model_copy(update=dict.fromkeys(unsaid))


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the lines come to, with everything that is added to them, by the server's own pricing rule."""
    form, _lists = asked(request)
    return render(request, "web/forms/preview.html", priced(request, posted(form, request.POST)))


@signed_in
def charges(request: MemberRequest) -> HttpResponse:
    """The discounts and taxes that an order of the contractor who was chosen begins with; of the same one they stay."""
    permitted(request, "order.create")
    form, lists = asked(request)
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text_sent(request.GET, "contractor"))
        begun = as_begun(request.member, contractor, now(), lists)
    anew = contractor is not None and begun[BEGUN] != request.GET.get(BEGUN, "")
    told = anew and any(begun[name] != request.GET.get(name, "") for name in begun if name != BEGUN)
    typed = blank(form, **(begun if anew else {BEGUN: request.GET.get(BEGUN, "")}))
    own = {one.name: one for one in form.below if one.name in begun}
    [field] = fields(typed, [own.pop(BEGUN)], "")
    picked = fields(typed, list(own.values()), "") if anew else []
    shown = {"field": field, "begun": contractor if told else None, "picked": picked}
    return render(request, "web/forms/charges_begun.html", shown)
