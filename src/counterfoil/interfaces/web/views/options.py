"""What a form's pickers offer while a contractor is typed."""

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.picking import label

from ..door import MemberRequest, said, signed_in
from ..forms.answering import MOST_SUGGESTED, engagements_with
from ..picking import meant, suggested


@signed_in
def contractors(request: MemberRequest) -> HttpResponse:
    """The contractors that a typed text may mean."""
    text = said(request.GET, "contractor")
    with scope.reading(request.member.company_id):
        found = [label(one) for one in suggested(request.member, text)[:MOST_SUGGESTED]]
        return render(request, "web/forms/contractor_options.html", {"contractors": found})


@signed_in
def engagements(request: MemberRequest) -> HttpResponse:
    """The engagements with the contractor that was typed."""
    text, chosen = said(request.GET, "contractor"), request.GET.get("engagement_id", "")
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text)
        found = engagements_with(request, contractor)
        shown = {"contractor": contractor, "engagements": found, "chosen": chosen}
        return render(request, "web/forms/engagement_options.html", shown)
