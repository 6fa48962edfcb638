"""What is printed on every order: the logo, the lines above, the terms below."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.logos import arrived
from counterfoil.foundation.documents.queries import logo_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.verbs.available import asked

from ..forms.available import NOTHING, Attempt, ShownVerb, Suggested, answered, grouped, shown_verb
from ..forms.verb_forms import form_of
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, signed_in
from .pages import inside
from .thing import Fact, Thing, thing_page

_LONGEST_NAME = 200
FORMS = {
    "set": form_of("letterhead.set"),
    "upload": form_of("logo.upload", read=lambda post, words: {}),
    "remove": form_of("logo.remove"),
}


@signed_in
def letterhead(request: MemberRequest) -> HttpResponse:
    """What is printed, for everybody who works here; an owner changes it."""
    return _page(request)


@signed_in
def do(request: MemberRequest, verb: str) -> HttpResponse:
    """Change lines and terms, upload a logo or take it away."""
    return answered(
        request,
        FORMS,
        verb,
        {"company_id": inside(request).company_id, **_brought(request)},
        lambda attempt, status: _page(request, attempt, status),
        lambda done: reverse("letterhead"),
    )


@signed_in
def logo(request: MemberRequest) -> HttpResponse:
    """The picture itself."""
    by = inside(request)
    with scope.reading(by.company_id):
        found = logo_of(Company.objects.get(id=by.company_id))
    if found is None:
        raise NotFound("logo")
    try:
        return HttpResponse(store.fetch(by.company_id, found.sha256), content_type=found.media_type)
    except FileNotFoundError:
        raise NotFound("logo") from None


def _brought(request: MemberRequest) -> dict[str, Any]:
    """The picture that came with the form. Where none did, its name is empty, and the form says so."""
    file = request.FILES.get("name")
    if file is None:
        return {"name": ""}
    return arrived(request.member, (file.name or "")[-_LONGEST_NAME:], file.read()).model_dump()


def _page(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = inside(request)
    with scope.reading(by.company_id):
        found, trail = Company.objects.get(id=by.company_id), happened(by, by.company_id)
    none = _("none")
    facts = [
        Fact(_("Logo"), found.name if found.logo_sha256 else none, picture=_address(found)),
        Fact(_("Letterhead"), found.letterhead or none),
        Fact(_("Terms"), found.terms or none),
    ]
    says = _("It is printed on the orders that are issued from now on; what is issued already keeps its own.")
    thing = Thing(
        _("Letterhead"), says, "settings", _("Settings"), facts, grouped(_verbs(request, found, attempt)), trail
    )
    return thing_page(request, thing, attempt, status)


def _address(found: Company) -> str:
    """Where the picture is; another one has another address, so that no browser shows an old one."""
    return f"{reverse('logo')}?{found.logo_sha256[:12]}" if found.logo_sha256 else ""


def _verbs(request: MemberRequest, found: Company, attempt: Attempt | None) -> list[ShownVerb]:
    begun = {
        "set": Suggested({"letterhead": found.letterhead, "terms": found.terms}),
        "remove": Suggested(hidden={"sha256": found.logo_sha256}),
    }
    return [
        shown_verb(
            form,
            asked(form.verb, [], request.member),
            reverse("letterhead_do", args=[deed]),
            found.id,
            attempt,
            begun.get(deed, NOTHING),
        )
        for deed, form in FORMS.items()
        if deed != "remove" or found.logo_sha256
    ]
