"""One contractor: who they are, and the holds on everything that concerns them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.cases import ContractorCase
from counterfoil.foundation.parties.holds import in_force
from counterfoil.foundation.parties.queries import holds_on, visible
from counterfoil.insight.trace.moves import available
from counterfoil.lifecycle.payments import balances

from .. import engaged, known_by
from ..acts import Attempt, doing
from ..bill_panels import SCOPE_WORDS, ShownHold, hold_form, lift_form
from ..door import MemberRequest, new_key, now, outside, signed_in
from ..engaged import ENGAGEMENT
from ..known_by import CONTRACTOR


@signed_in
def contractor(request: MemberRequest, contractor_id: UUID) -> HttpResponse:
    """The contractor's page, for those who work here."""
    return _page(request, contractor_id)


def _page(
    request: MemberRequest, contractor_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    if outside(by):
        raise NotFound("contractor")
    with scope.reading(by.company_id):
        found = visible(by).one(contractor_id)
        moves = {move.verb: move for move in available(ContractorCase(by, now(), contractor=found))}
        more = known_by.shown(by, found.id, attempt) | engaged.shown(by, found.id, attempt)
        holds = [hold for hold in holds_on(by.company_id, found.id) if in_force(hold, by.company.today(now()))]
        owed = balances.visible(by, found.id)
    lift, place = (reverse("contractor_do", args=[found.id, verb]) for verb in ("lift", "hold"))
    shown = more | {
        "contractor": found,
        "balances": owed,
        "holds": [
            ShownHold(
                hold,
                SCOPE_WORDS[hold.scope],
                "contractorhold",
                lift_form(CONTRACTOR["lift"], hold, moves["contractor.lift"], lift, attempt),
            )
            for hold in holds
        ],
        "hold": hold_form(CONTRACTOR["hold"], moves["contractor.hold"], place, found.id, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "invoices",
    }
    return render(request, "web/contractor.html", shown, status=status)


do = doing(CONTRACTOR | ENGAGEMENT, _page, "contractor")
"""Put the contractor on hold, lift a hold, note how documents know them, or add an engagement."""
