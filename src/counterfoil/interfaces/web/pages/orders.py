"""The list of orders, and the way from any number to its order."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.trace.finding import lost_invoices_called, orders_called

from ..lists.page import Asked, list_page
from ..session.member import MemberRequest, signed_in, text_sent

PAGE = 50


@signed_in
def orders(request: MemberRequest) -> HttpResponseBase:
    """The orders that this member sees, newest first; search, filters and order are in the address."""
    return list_page(request, Asked.of(request, Orders), PAGE)


@signed_in
def find(request: MemberRequest, number: str = "") -> HttpResponse:
    """From the number of an order, an invoice or a bank's reference to the order, or to an invoice that has none yet; from
    anything else to the list of what it occurs in."""
    text = text_sent({"q": number} if number else request.GET, "q")
    with scope.reading(request.member.company_id):
        found = orders_called(request.member, text)
        lost = [] if found else lost_invoices_called(request.member, text)
    if len(found) == 1:
        return redirect("record", order_id=found[0])
    if len(lost) == 1:
        return redirect("invoice", invoice_id=lost[0])
    return redirect(f"{reverse('orders')}?{urlencode({'q': text})}" if text else reverse("orders"))
