"""The payment terms of the company: when the invoices of contractors are due who have none of their own."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.terms_words import words
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, Suggested, answered, grouped, shown_verb
from ..forms.verb_forms import form_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, signed_in
from .pages import inside
from .thing import Fact, Thing, thing_page

FORMS = {"set": form_of("terms.set")}


@signed_in
def terms(request: MemberRequest) -> HttpResponse:
    """What holds, for everybody who works here; finance and owners change it."""
    return _page(request)


@signed_in
def do(request: MemberRequest, verb: str) -> HttpResponse:
    """Say by which terms orders are drafted from now on."""
    return answered(
        request,
        FORMS,
        verb,
        {"company_id": inside(request).company_id},
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("payment_terms"),
    )


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found, trail = Company.objects.get(id=by.company_id), happened(by, by.company_id)
    facts = [Fact(_("Payment terms"), words(found.payment_terms)), Fact(_("Written as"), found.payment_terms)]
    says = _(
        "An order takes over its contractor's terms, or where they have none, these. They are approved and printed with it, and "
        "its invoices are due by them. What stands already keeps its own."
    )
    form, offered = FORMS["set"], asked("terms.set", [], request.member)
    begun = Suggested({"payment_terms": found.payment_terms})
    verb = shown_verb(form, offered, reverse("payment_terms_do", args=["set"]), found.id, attempt, begun)
    thing = Thing(_("Payment terms"), says, "settings", _("Settings"), facts, grouped([verb]), trail)
    return thing_page(request, thing, attempt, status)
