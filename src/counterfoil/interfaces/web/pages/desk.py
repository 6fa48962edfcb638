"""The desk: what waits for me, and where what I asked for waits; for a contractor, what to show and what to bill."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.batches import unfinished
from counterfoil.insight.desk.alerts import alerts_for
from counterfoil.insight.desk.desk import desk as desk_of
from counterfoil.insight.desk.outside import outside_desk
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import table_of
from counterfoil.insight.policies.checklist import greeting
from counterfoil.insight.verbs.words import verb_words
from counterfoil.lifecycle.orders.wishes import wanting

from ..lists.empty_states import empty_state_for
from ..panels.alerts import shown_alerts
from ..panels.desk import Pile, piles
from ..session.member import MemberRequest, now, outside, signed_in
from ..wording import wording


@signed_in
def desk(request: MemberRequest) -> HttpResponse:
    """The member's home."""
    by = request.member
    with scope.reading(by.company_id):
        shown = _outside(request) if outside(by) else _inside(request)
        page = "web/desk_outside.html" if outside(by) else "web/desk.html"
        return render(request, page, {"empty_state": empty_state_for(by), "here": "desk"} | shown)


def _inside(request: MemberRequest) -> dict[str, Any]:
    by, at = request.member, now()
    found, alerts = desk_of(by, at), alerts_for(by)
    return {
        "alerts": alerts,
        "alerts_shown": shown_alerts(alerts.newest),
        "checklist": greeting(by),
        "batches": [(batch, verb_words(batch.verb)) for batch in unfinished(by)],
        "desk": found,
        "piles": piles(found.groups),
        "sent": piles([found.asked_for])[0],
        "today": by.company.today(at),
    }


def _outside(request: MemberRequest) -> dict[str, Any]:
    by, at = request.member, now()
    found = outside_desk(by, at)
    return {
        "to_answer": Pile(found.offers, found.to_answer),
        "to_evidence": Pile(found.evidences, found.to_evidence),
        "to_invoice": Pile(found.bills, found.to_invoice),
        "my_money": Pile(found.sent, found.invoices),
        "wanting": wanting(by, by.company.today(at)),
        "invoices": table_of(Invoices, Reader(by, at, wording(by)), found.invoices),
    }
