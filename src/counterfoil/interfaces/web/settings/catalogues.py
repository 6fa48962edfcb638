"""What a company sets for itself: its catalogues, the list and the pages of each, and the verbs done from them."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.catalogue.cases import CASES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow
from counterfoil.foundation.catalogue.queries import rows_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.catalogues import LISTINGS
from counterfoil.insight.verbs.available import asked, available

from ..forms.available import Attempt, VerbGroups, answered, grouped, permitted, shown_verb
from ..lists.page import Asked, list_page
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in
from ..wording import wording
from .catalogue_forms import FORMS, blank, standing
from .pages import HERE, inside

PAGE = 50


@signed_in
def listed(request: MemberRequest, catalogue: Catalogue) -> HttpResponseBase:
    """The rows of one catalogue by their code; search, filters and order are in the address."""
    inside(request)
    return list_page(request, Asked.of(request, LISTINGS[catalogue.subject]), PAGE, lambda asked: HERE)


@signed_in
def new(request: MemberRequest, catalogue: Catalogue) -> HttpResponse:
    """The form that adds a row, and what it does."""
    inside(request)
    permitted(request, f"{catalogue.subject}.add")
    if request.method != "POST":
        return _form(request, catalogue)
    return answered(
        request,
        FORMS[catalogue.subject],
        "add",
        {"company_id": request.member.company_id},
        lambda attempt, status: _form(request, catalogue, attempt, status),
        lambda done: reverse(catalogue.subject, args=[done["id"]]),
    )


@signed_in
def one(request: MemberRequest, catalogue: Catalogue, row_id: UUID) -> HttpResponse:
    """One row: what it says, what can be done with it, and what was done."""
    return _page(request, catalogue, row_id)


@signed_in
def do(request: MemberRequest, catalogue: Catalogue, row_id: UUID, verb: str) -> HttpResponse:
    """Change, retire or restore a row."""
    forms = {deed: form for deed, form in FORMS[catalogue.subject].items() if deed != "add"}
    return answered(
        request,
        forms,
        verb,
        {f"{catalogue.subject}_id": row_id},
        lambda attempt, status: _page(request, catalogue, row_id, attempt, status),
        lambda done: reverse(catalogue.subject, args=[row_id]),
    )


def _form(
    request: MemberRequest, catalogue: Catalogue, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = request.member
    with scope.reading(by.company_id):
        begun = blank(catalogue, by)
    add, offered = FORMS[catalogue.subject]["add"], asked(f"{catalogue.subject}.add", [], by)
    address = reverse(f"{catalogue.subject}_new")
    form = shown_verb(add, offered, address, by.company_id, attempt, begun)
    shown = {"catalogue": catalogue, "form": form, "attempt": attempt, "key": new_key(), "here": "settings"}
    return render(request, "web/settings/new.html", shown | HERE, status=status)


def _page(
    request: MemberRequest, catalogue: Catalogue, row_id: UUID, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        row = rows_of(catalogue, by).one(row_id)
        own = [(label, catalogue.says(row, name)) for name, label in catalogue.more.items()]
        verbs, done = _verbs(catalogue, row, by, attempt), happened(by, row.id)
    shown = {"catalogue": catalogue, "row": row, "own": own, "verbs": verbs, "trail_rows": done}
    shown |= {"attempt": attempt, "key": new_key(), "here": "settings"}
    return render(request, "web/settings/row.html", shown | HERE, status=status)


def _verbs(catalogue: Catalogue, row: CatalogueRow, by: Member, attempt: Attempt | None) -> VerbGroups:
    forms, begun = FORMS[catalogue.subject], standing(row, catalogue, by, wording(by))
    shown = []
    for offered in available(CASES[catalogue.subject](by, now(), row=row)):
        deed = offered.verb.partition(".")[2]
        address = reverse(f"{catalogue.subject}_do", args=[row.id, deed])
        shown.append(shown_verb(forms[deed], offered, address, row.id, attempt, begun))
    return grouped(shown)
