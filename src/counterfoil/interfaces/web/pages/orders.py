"""The list of orders, and the way from any number to its order."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.found import everything_found, most_counted
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.trace.finding import lost_invoices_called, orders_called
from counterfoil.lifecycle.orders.queries import numbered_shortly

from ..lists.page import Asked, list_page
from ..session.member import MemberRequest, now, signed_in, text_sent
from ..wording import wording

PAGE = 50


@signed_in
def orders(request: MemberRequest) -> HttpResponseBase:
    """The orders that this member sees, newest first; search, filters and order are in the address."""
    return list_page(request, Asked.of(request, Orders), PAGE)


@signed_in
def find(request: MemberRequest, number: str = "") -> HttpResponse:
    """From the number of an order, an invoice or a bank's reference to the order, or to an invoice that has none yet; from
    anything else to all in which it occurs, in groups."""
    by, text = request.member, text_sent({"q": number} if number else request.GET, "q")
    reader = Reader(by, now(), wording(by.company))
    with scope.reading(by.company_id):
        straight = _straight(by, text)
        groups = [] if straight else everything_found(reader, text)
    if straight:
        return redirect(straight)
    shown = {"text": text, "groups": groups, "most_counted": most_counted(reader), "here": "find"}
    return render(request, "web/find.html", shown)


def _straight(by: Member, text: str) -> str:
    """The address of the one thing that a number means; empty where it means none, or several."""
    found = orders_called(by, text) if text else []
    if not found and text:
        found = list(numbered_shortly(by, text).values_list("id", flat=True)[:2])
    if found:
        return reverse("record", args=found) if len(found) == 1 else ""
    lost = lost_invoices_called(by, text) if text else []
    return reverse("invoice", args=lost) if len(lost) == 1 else ""
