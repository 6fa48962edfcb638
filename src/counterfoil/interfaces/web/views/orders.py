"""The list of orders, and the way from any number to its order."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.finding import lost_invoices_called, orders_called
from counterfoil.insight.trace.standings import listed, standings, with_names
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import Order

from ..door import MemberRequest, now, said, signed_in
from ..keyset import Cursor, page_of

PAGE = 50


@signed_in
def orders(request: MemberRequest) -> HttpResponse:
    """The orders that this member sees, newest first; search and filter are in the address."""
    text, state = said(request.GET, "q"), request.GET.get("state", "")
    with scope.reading(request.member.company_id):
        page = page_of(_found(request, text, state), Cursor.read(request.GET.get("after", "")), PAGE)
        shown = {
            "rows": standings(request.member, page.rows, now()),
            "page": page,
            "q": text,
            "state": state if state in Order.STATES else "",
            "states": Order.STATES,
            "here": "orders",
        }
        return render(request, "web/orders.html", shown)


@signed_in
def find(request: MemberRequest, number: str = "") -> HttpResponse:
    """From the number of an order, an invoice or a bank's reference to the order, or to an invoice that has none yet; from
    anything else to the list of what it occurs in."""
    text = said({"q": number} if number else request.GET, "q")
    with scope.reading(request.member.company_id):
        found = orders_called(request.member, text)
        lost = [] if found else lost_invoices_called(request.member, text)
    if len(found) == 1:
        return redirect("record", order_id=found[0])
    if len(lost) == 1:
        return redirect("invoice", invoice_id=lost[0])
    return redirect(f"{reverse('orders')}?{urlencode({'q': text})}" if text else reverse("orders"))


def _found(request: MemberRequest, text: str, state: str) -> Any:
    matching = queries.matching(request.member, text).filter(discarded=False) if text else None
    found = listed(request.member) if matching is None else with_names(matching)
    return found.filter(state=state) if state in Order.STATES else found
