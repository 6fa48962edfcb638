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
from counterfoil.insight.verbs.available import available
from counterfoil.lifecycle.payments import balances

from ..forms.available import Attempt, doing
from ..panels import engagements, party_identifiers
from ..panels.engagements import ENGAGEMENT
from ..panels.invoice import SCOPE_WORDS, ShownHold, hold_form, lift_form
from ..panels.party_identifiers import CONTRACTOR
from ..session.member import MemberRequest, new_key, now, outside, signed_in


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
        verbs = {offered.verb: offered for offered in available(ContractorCase(by, now(), contractor=found))}
        more = party_identifiers.shown(by, found.id, attempt) | engagements.shown(by, found.id, attempt)
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
                lift_form(CONTRACTOR["lift"], hold, verbs["contractor.lift"], lift, attempt),
            )
            for hold in holds
        ],
        "hold": hold_form(CONTRACTOR["hold"], verbs["contractor.hold"], place, found.id, attempt),
        "attempt": attempt,
        "key": new_key(),
        "here": "invoices",
    }
    return render(request, "web/contractor.html", shown, status=status)


do = doing(CONTRACTOR | ENGAGEMENT, _page, "contractor")
"""Put the contractor on hold, lift a hold, note how documents know them, or add an engagement."""
