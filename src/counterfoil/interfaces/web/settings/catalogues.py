"""What a company sets for itself: its catalogues, the list and the pages of each, and the verbs done from them."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from counterfoil.foundation.catalogue.cases import CASES
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow
from counterfoil.foundation.catalogue.queries import how_many_in_use, rows_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.listing.catalogues import LISTINGS
from counterfoil.insight.trace.history import history
from counterfoil.insight.verbs.available import asked, available

from ..forms.available import Attempt, VerbGroups, answered, grouped, permitted, shown_verb
from ..lists.page import Asked, list_page
from ..panels.trail_rows import TrailRow, trail_rows
from ..session.member import MemberRequest, new_key, now, outside, signed_in
from ..wording import wording
from .catalogue_forms import FORMS, blank, standing

PAGE = 50
HERE = {"in_settings": True}
"""Every page below the settings: the way there is marked as the place where one is."""


@signed_in
def settings(request: MemberRequest) -> HttpResponse:
    """The catalogues, and how much of each is in use."""
    by = _inside(request)
    with scope.reading(by.company_id):
        numbers = how_many_in_use(by)
    catalogues = [(one, numbers.get(one.subject, 0)) for one in CATALOGUES]
    return render(request, "web/settings.html", {"catalogues": catalogues, "here": "settings"} | HERE)


@signed_in
def listed(request: MemberRequest, catalogue: Catalogue) -> HttpResponseBase:
    """The rows of one catalogue by their code; search, filters and order are in the address."""
    _inside(request)
    return list_page(request, Asked.of(request, LISTINGS[catalogue.subject]), PAGE, lambda asked: HERE)


@signed_in
def new(request: MemberRequest, catalogue: Catalogue) -> HttpResponse:
    """The form that adds a row, and what it does."""
    _inside(request)
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


def _inside(request: MemberRequest) -> Member:
    """Whoever works here. Raises NotFound for a contractor: to them there are no settings."""
    if outside(request.member):
        raise NotFound("page")
    return request.member


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
    by = _inside(request)
    with scope.reading(by.company_id):
        row = rows_of(catalogue, by).one(row_id)
        own = [(label, getattr(row, name.removesuffix("_id"))) for name, label in catalogue.more.items()]
        verbs, happened = _verbs(catalogue, row, by, attempt), _happened(row, by)
    shown = {"catalogue": catalogue, "row": row, "own": own, "verbs": verbs, "trail_rows": happened}
    shown |= {"attempt": attempt, "key": new_key(), "here": "settings"}
    return render(request, "web/settings/row.html", shown | HERE, status=status)


def _verbs(catalogue: Catalogue, row: CatalogueRow, by: Member, attempt: Attempt | None) -> VerbGroups:
    forms, begun = FORMS[catalogue.subject], standing(row, catalogue, by, wording(by.company))
    shown = []
    for offered in available(CASES[catalogue.subject](by, now(), row=row)):
        deed = offered.verb.partition(".")[2]
        address = reverse(f"{catalogue.subject}_do", args=[row.id, deed])
        shown.append(shown_verb(forms[deed], offered, address, row.id, attempt, begun))
    return grouped(shown)


def _happened(row: CatalogueRow, by: Member) -> list[TrailRow]:
    """What was done with the row, the newest first. Called inside a scope."""
    entries, names = history(by, row.id)
    return trail_rows(entries, lambda member_id: names.get(member_id, "–"))
