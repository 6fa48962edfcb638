"""What forms ask while somebody types: contractors, their engagements, and what the lines come to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.listing.every import LISTS
from counterfoil.insight.listing.filters import Of
from counterfoil.insight.listing.listing import filters_of
from counterfoil.insight.listing.reader import Reader

from ..forms.answering import MOST_SUGGESTED, engagements_with, priced
from ..forms.available import permitted
from ..forms.declared import DocumentForm
from ..forms.order import ORDER, RATE
from ..forms.own_rate import offered
from ..forms.picking import meant, suggested
from ..forms.shown import fields
from ..forms.typed import blank, posted
from ..panels.choosing import choices
from ..session.member import MemberRequest, id_said, now, outside, signed_in, text_sent
from ..settings.pages import inside
from ..wording import wording


@signed_in
def contractors(request: MemberRequest) -> HttpResponse:
    """The contractors that a typed text may mean."""
    text = text_sent(request.GET, "contractor")
    with scope.reading(request.member.company_id):
        found = [label(one) for one in suggested(request.member, text)[:MOST_SUGGESTED]]
        return render(request, "web/forms/contractor_options.html", {"contractors": found})


@signed_in
def filters(request: MemberRequest, listing: str, name: str) -> HttpResponse:
    """What a filter of a list can be narrowed to, as far as it fits what is typed. Raises NotFound for what is no filter."""
    by = request.member
    found = LISTS.get(listing)
    reader = Reader(by, now())
    offered = [one for one in filters_of(found, reader) if isinstance(one, Of) and one.name == name] if found else []
    if not offered or (outside(by) and not offered[0].offered_outside):
        raise NotFound("filter")
    picks, text = offered[0].picks, text_sent(request.GET, name)
    with scope.reading(by.company_id):
        labels = [picks.label(one) for one in picks.offered(by, text)[:MOST_SUGGESTED]]
        return render(request, "web/forms/contractor_options.html", {"contractors": labels})


@signed_in
def engagements(request: MemberRequest) -> HttpResponse:
    """The engagements with the contractor that was typed."""
    text, chosen = text_sent(request.GET, "contractor"), request.GET.get("engagement_id", "")
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text)
        found = engagements_with(request, contractor, request.GET)
        shown = {"contractor": contractor, "engagements": found, "chosen": chosen}
        return render(request, "web/forms/engagement_options.html", shown)


@signed_in
def rate(request: MemberRequest) -> HttpResponse:
    """The rate of its own that an order's form offers for the currency that was typed. One of another currency is none."""
    permitted(request, "order.create")
    typed = blank(ORDER, currency=text_sent(request.GET, "currency"))
    order_id = id_said(request.GET, "order") if "order" in request.GET else None
    with scope.reading(request.member.company_id):
        found = offered(request.member, typed.head["currency"], order_id)
    [field] = fields(typed, [RATE], request.member.company.currency)
    return render(request, "web/forms/rate.html", {"own_rate": found, "field": field, "order_id": order_id})


@signed_in
def orders_to_choose(request: MemberRequest) -> HttpResponse:
    """The purchase orders that this member may use in a currency, as far as they fit what is typed."""
    by = inside(request)
    text, currency = text_sent(request.GET, "number"), text_sent(request.GET, "currency")
    with scope.reading(by.company_id):
        found = choices(by, currency, wording(by), text)
    return render(request, "web/forms/order_options.html", {"orders": found})


def preview(form: DocumentForm) -> Callable[[HttpRequest], HttpResponseBase]:
    """The page that says what the lines of this form come to, by the server's own pricing rule."""

    @signed_in
    def shown(request: MemberRequest) -> HttpResponse:
        return render(request, "web/forms/preview.html", priced(request, posted(form, request.POST)))

    return shown
