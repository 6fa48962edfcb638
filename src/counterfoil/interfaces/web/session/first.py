"""The first company of a server, made at the address that was printed when it was started."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.companies.first_address import FirstAddress
from counterfoil.foundation.companies.models import User
from counterfoil.foundation.companies.queries import all_companies
from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused

from ..forms.available import Attempt, Suggested, shown_fields
from ..forms.verb_forms import form_of
from ..wording import wording
from .locales import locale_asked
from .member import COMPANY, new_key, now, via

FORM = form_of("company.create")
_LONGEST_SLUG = 40


@sensitive_post_parameters("password")
def first(request: HttpRequest, secret: str) -> HttpResponse:
    """Make the first company, once. Raises NotFound for every address but the one that was printed."""
    address = FirstAddress.told(settings.COUNTERFOIL_FIRST)
    if address is None or not address.opened_by(secret):
        raise NotFound("page")
    if request.method != "POST":
        return _used(request) if address.used else _page(request)
    try:
        made = _make(request, address)
    except Invalid as invalid:
        return _page(request, errors=invalid.fields, status=422)
    except Refused as refused:
        return _used(request) if address.used else _page(request, reasons=refused.reasons, status=409)
    login(request, User.objects.get(email=made.owner_email), backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[COMPANY] = str(address.company_id)
    messages.success(request, FORM.say.done)
    return redirect("desk")


def _used(request: HttpRequest) -> HttpResponse:
    return render(request, "web/first_used.html", status=410)


def _make(request: HttpRequest, address: FirstAddress) -> CompanyValues:
    """Make it with what was typed. Raises Invalid and Refused."""
    password = request.POST.get("password", "")
    errors: dict[str, list[Any]] = {}
    values = None
    try:
        values = _values(request)
    except Invalid as invalid:
        errors |= {name: list(said) for name, said in invalid.fields.items()}
    if said := _wrong_with(password, values):
        errors["password"] = said
    if errors or values is None:
        raise Invalid(errors)
    founder = Founder(address.owner_id, address.company_id, make_password(password))
    create_company(by=founder, at=now(), values=values, via=via(request))
    return values


def _values(request: HttpRequest) -> CompanyValues:
    """The company as it was typed, with a short name made from its name, and written as this browser's reader does."""
    named = slugify(request.POST.get("name", ""))[:_LONGEST_SLUG].strip("-") or "company"
    taken = {slug for _company, slug, _sealed in all_companies()}
    slug = next(one for one in (named, *(f"{named}-{more}" for more in range(2, len(taken) + 3))) if one not in taken)
    here = {"slug": slug, "locale": locale_asked(request)}
    values: CompanyValues = FORM.values(request.POST, wording(None), here)["values"]
    return values


def _wrong_with(password: str, values: CompanyValues | None) -> list[Any]:
    """What is wrong with the password: it is weak, or, for somebody who signs in here already, not theirs."""
    known = User.objects.filter(email=values.owner_email).first() if values else None
    if known is not None and known.has_usable_password():
        if known.check_password(password):
            return []
        return [_("Somebody signs in with this address already. Type the password that belongs to it.")]
    try:
        validate_password(password)
    except ValidationError as weak:
        return list(weak.messages)
    return []


def _page(
    request: HttpRequest,
    errors: Mapping[str, Sequence[Any]] | None = None,
    reasons: Sequence[Reason] = (),
    status: int = 200,
) -> HttpResponse:
    tried = Attempt(FORM.verb, UUID(int=0), request.POST, errors or {}, reasons) if request.method == "POST" else None
    begun = Suggested({"timezone": "UTC"}, {"currency": _currencies(), "timezone": _zones()})
    shown = {
        "fields": shown_fields(FORM, "first", tried, begun),
        "password_errors": (errors or {}).get("password", ()),
        "attempt": tried,
        "address": request.path,
        "key": new_key(),
    }
    return render(request, "web/first.html", shown, status=status)


def _currencies() -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(currencies())]


def _zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]
