"""Submitting evidence on one order: all of it is taken, or none."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.insight.payables.evidence import to_show
from counterfoil.lifecycle.evidence import actions

from ..forms import uploads
from ..forms.answering import answered, values_of
from ..forms.available import permitted
from ..forms.evidence import EVIDENCE
from ..forms.typed import Typed, blank
from ..session.member import MemberRequest, now, signed_in, via


@signed_in
def new(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form with a line for each line of the order, and the files that show it."""

    def save(typed: Typed) -> HttpResponse:
        typed.files = uploads.kept(request.member, request.FILES.getlist("files"), request.POST.getlist("kept"))
        given = {"order_id": order_id, "values": values_of(request, typed)}
        done = actions.submit(by=request.member, at=now(), via=via(request), **given)
        uploads.claimed(request.member, typed.files)
        messages.success(request, _("Submitted. It waits for the decision of whoever asked for the work."))
        return redirect("submission", submission_id=done["submission_id"])

    with scope.reading(request.member.company_id):
        found = to_show(request.member, order_id, now())
    permitted(request, "evidence.submit")
    reasons = [] if request.method == "POST" else found.submit.reasons
    page = {"order": found.order, "here": "orders", "reasons": reasons, "nobody_decides": found.nobody_decides}
    return answered(request, EVIDENCE, lambda: blank(EVIDENCE, found.lines), save, found.lines, **page)
