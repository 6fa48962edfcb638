"""What forms ask while somebody types: contractors, their engagements, and what the lines come to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.picking import label

from ..forms.answering import MOST_SUGGESTED, engagements_with, priced
from ..forms.declared import DocumentForm
from ..forms.picking import meant, suggested
from ..forms.typed import posted
from ..session.member import MemberRequest, signed_in, text_sent


@signed_in
def contractors(request: MemberRequest) -> HttpResponse:
    """The contractors that a typed text may mean."""
    text = text_sent(request.GET, "contractor")
    with scope.reading(request.member.company_id):
        found = [label(one) for one in suggested(request.member, text)[:MOST_SUGGESTED]]
        return render(request, "web/forms/contractor_options.html", {"contractors": found})


@signed_in
def engagements(request: MemberRequest) -> HttpResponse:
    """The engagements with the contractor that was typed."""
    text, chosen = text_sent(request.GET, "contractor"), request.GET.get("engagement_id", "")
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text)
        found = engagements_with(request, contractor)
        shown = {"contractor": contractor, "engagements": found, "chosen": chosen}
        return render(request, "web/forms/engagement_options.html", shown)


def preview(form: DocumentForm) -> Callable[[HttpRequest], HttpResponseBase]:
    """The page that says what the lines of this form come to, by the server's own pricing rule."""

    @signed_in
    def shown(request: MemberRequest) -> HttpResponse:
        return render(request, "web/forms/preview.html", priced(request, posted(form, request.POST)))

    return shown
