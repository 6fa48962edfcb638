"""What custom fields say of an order that is no draft any more: the form, and what it does."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.insight.verbs.available import one_available
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order

from ..forms.available import Attempt, Suggested, answered, permitted, shown_verb
from ..forms.custom import asked, verb_fields, verb_values
from ..forms.verb_forms import Form, form_of
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import wording

VERB = "order.set_fields"
_FORM = replace(form_of(VERB), page="")


@signed_in
def order_fields(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form that changes the custom fields of an order and of its lines, and what it does."""
    permitted(request, VERB)
    if request.method != "POST":
        return _page(request, order_id)
    with scope.reading(request.member.company_id):
        form, _begun = _form(_case(request.member, order_id))
    return answered(
        request,
        {"set_fields": form},
        "set_fields",
        {"order_id": order_id},
        lambda attempt, status: _page(request, order_id, attempt, status),
        lambda done: f"{reverse('record', args=[order_id])}?tab=fields",
    )


def _page(request: MemberRequest, order_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    with scope.reading(request.member.company_id):
        case = _case(request.member, order_id)
        offered = one_available(case, VERB)
        refuse_if([] if attempt else offered.reasons)
        form, begun = _form(case)
        address = reverse("order_fields", args=[order_id])
        shown = {"form": shown_verb(form, offered, address, order_id, attempt, begun), "order": case.order}
    shown |= {"attempt": attempt, "key": new_key(), "here": "orders"}
    return render(request, "web/order_fields.html", shown, status=status)


def _case(by: Member, order_id: UUID) -> OrderCase:
    order: Order = queries.visible(by).select_related("contractor").one(order_id)
    return OrderCase(by, now(), order=order)


def _form(case: OrderCase) -> tuple[Form, Suggested]:
    """The fields of the order, then those of each line, with what they say now. Of what stands until issue nothing is asked."""
    said, words = case.fields, wording(case.by)
    open_ones = [one for one in said.fields if case.order.state in ("issued", "closed") or not one.printed]
    own, of_lines = (asked(open_ones, place, case.today) for place in (ORDER, ORDER_LINE))
    fields, begun = verb_fields(own), verb_values(own, said.order, words)
    for place, one in enumerate(case.says):
        path, into = f"lines.{place}.fields", ("lines", str(one.line_id))
        fields += verb_fields(of_lines, into, path, f"{one.line.position} · ")
        begun |= verb_values(of_lines, said.of_line(one.line_id), words, path)
    hidden: dict[str, Any] = {"version": str(case.order.version)}
    return replace(_FORM, fields=tuple(fields)), Suggested(begun, hidden=hidden)
