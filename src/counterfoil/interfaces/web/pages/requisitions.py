"""The page of one requisition, for who asks, who approves, and who orders under it. The list is a declaration."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.requisitions import RequisitionRecord, requisition_record
from counterfoil.lifecycle.orders.requested import orders_under, taken_of

from ..forms.available import Attempt, ShownVerb, Suggested, doing, grouped, shown_verb
from ..forms.verb_forms import forms_of
from ..panels.rounds import shown_rounds
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in

REQUISITION = forms_of("requisition")


@signed_in
def requisition(request: MemberRequest, requisition_id: UUID) -> HttpResponse:
    """One requisition: what is asked for, who said what to it, and what came of it."""
    return _page(request, requisition_id)


def _page(
    request: MemberRequest, requisition_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        found = requisition_record(by, requisition_id, now())
        shown = {
            "requisition": found.requisition,
            "taken": taken_of(found.requisition),
            "orders": orders_under(by, requisition_id),
            "may_order": found.requisition.state == "approved" and by.may("order.create"),
            "rounds": shown_rounds(found.rounds, lambda member_id: found.names.get(member_id, "–")),
            "verbs": grouped(_shown_verbs(found, attempt)),
            "trail_rows": happened(by, requisition_id),
            "attempt": attempt,
            "key": new_key(),
            "here": "requisitions",
        }
        return render(request, "web/requisition.html", shown, status=status)


def _shown_verbs(found: RequisitionRecord, attempt: Attempt | None) -> list[ShownVerb]:
    row = found.requisition
    sent = {"version": str(row.version), "shown": row.document_sha256}
    verbs = [(offered, offered.verb.partition(".")[2]) for offered in found.verbs]
    return [
        shown_verb(
            REQUISITION[verb],
            offered,
            reverse("requisition_do", args=[row.id, verb]),
            row.id,
            attempt,
            Suggested(hidden={name: sent[name] for name in REQUISITION[verb].hidden if name in sent}),
        )
        for offered, verb in verbs
    ]


do = doing(REQUISITION, _page, "requisition")
"""Submit, approve, reject, take back or withdraw it."""
