"""One contractor: who they are, what they come to, their sign-in, and the holds on everything that concerns them."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.parties.agreed import payment_terms_of
from counterfoil.foundation.parties.cases import ContractorCase
from counterfoil.foundation.parties.holds import in_force
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.queries import holds_on, visible
from counterfoil.insight.listing.contractor_figures import figures_of
from counterfoil.insight.verbs.available import AvailableVerb, available
from counterfoil.lifecycle.payments import balances

from ..forms.adding import NotAdded, add, adding
from ..forms.available import Attempt, ShownVerb, doing, permitted, shown_verb
from ..forms.verb_forms import form_of
from ..panels import contractor_matching, engagements, party_identifiers
from ..panels.contractor import moves
from ..panels.custom_fields import on_contractor
from ..panels.engagements import ENGAGEMENT
from ..panels.invoice import SCOPE_WORDS, ShownHold, lift_form
from ..panels.party_identifiers import CONTRACTOR
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, outside, signed_in

HERE = "contractors"


@signed_in
def contractor(request: MemberRequest, contractor_id: UUID) -> HttpResponse:
    """The contractor's page, for those who work here."""
    return _page(request, contractor_id)


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form that adds a contractor, and an engagement of theirs in the same step."""
    permitted(request, "contractor.add")
    if request.method != "POST":
        return _form(request)
    added = add(request)
    if isinstance(added, NotAdded):
        return _form(request, added, 422 if added.errors else 409)
    messages.success(request, _("The contractor is added."))
    return redirect("contractor", contractor_id=added.contractor_id)


def _form(request: MemberRequest, why: NotAdded | None = None, status: int = 200) -> HttpResponse:
    with scope.reading(request.member.company_id):
        shown = {"adding": adding(request.member, request.POST, why), "here": HERE}
    return render(request, "web/contractors/new.html", shown, status=status)


def _page(
    request: MemberRequest, contractor_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    if outside(by):
        raise NotFound("contractor")
    with scope.reading(by.company_id):
        found = visible(by).select_related("member").one(contractor_id)
        verbs = {offered.verb: offered for offered in available(ContractorCase(by, now(), contractor=found))}
        names, engaged, matched = (
            panel.shown(by, found.id, attempt) for panel in (party_identifiers, engagements, contractor_matching)
        )
        holds = [hold for hold in holds_on(by.company_id, found.id) if in_force(hold, by.company.today(now()))]
        own = moves(by, found, verbs, attempt)
        shown = {
            "contractor": found,
            "agreed": payment_terms_of(found, by.company),
            "figures": figures_of(by, found.id, by.company.today(now())),
            "balances": balances.visible(by, found.id),
            "holds": [
                ShownHold(
                    hold,
                    SCOPE_WORDS[hold.scope],
                    "contractorhold",
                    lift_form(CONTRACTOR["lift"], hold, verbs["contractor.lift"], own.lift, attempt),
                )
                for hold in holds
            ],
            "verbs": [
                own.change,
                *_pay(found, verbs),
                engaged["engage"],
                *own.sign_in,
                *matched.get("matching_verbs", ()),
                names["identify"],
                own.hold,
                own.archive,
            ],
            "custom_fields": on_contractor(by, found),
            "trail_rows": happened(by, found.id),
        }
    shown |= names | engaged | matched | {"attempt": attempt, "key": new_key(), "here": HERE}
    return render(request, "web/contractors/page.html", shown, status=status)


def _pay(found: Contractor, verbs: Mapping[str, AvailableVerb]) -> list[ShownVerb]:
    """The way to the page on which several of their invoices are paid, for who may."""
    offered = verbs["payment.release_several"]
    return [shown_verb(form_of(offered.verb), offered, "", found.id)] if offered.allowed else []


do = doing(CONTRACTOR | {"add": ENGAGEMENT["add"]}, _page, "contractor")
"""Change the contractor, give or take a sign-in, hold them or lift a hold, note how documents know them, or add an engagement."""
