"""The pages of general exchange rates: the list, one rate, setting one, and reading those that are published."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.formats.ecb import LARGEST
from counterfoil.foundation.catalogue.actions import load_rates
from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.catalogue.published import rates_in
from counterfoil.foundation.catalogue.queries import visible_rates
from counterfoil.foundation.catalogue.rates import HOLDS_FOR
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused
from counterfoil.insight.listing.rates import Rates
from counterfoil.insight.trace.kept.company_tables import RATE_SOURCES
from counterfoil.insight.verbs.available import asked

from ..forms.available import Attempt, Suggested, answered, grouped, permitted, shown_verb
from ..forms.typed import day_of
from ..forms.verb_forms import forms_of
from ..lists.page import Asked, list_page
from ..panels.trail_rows import happened
from ..session.member import MemberRequest, new_key, now, signed_in, via
from ..wording import wording
from .pages import HERE, inside
from .thing import Fact, Thing, add_page, thing_page

FORMS = forms_of("rate")
PAGE = 50
_READ_BACK = timedelta(days=90)
"""From which day on a file is read where nobody says another: older rates hold for nothing that is still to be ordered."""


@signed_in
def rates(request: MemberRequest) -> HttpResponseBase:
    """The general rates, the newest day first, with how long each holds."""
    by = inside(request)
    around = {"above": "web/settings/rates_hold.html", "holds_for": HOLDS_FOR, "base": by.company.currency} | HERE
    return list_page(request, Asked.of(request, Rates), PAGE, lambda asked: around)


@signed_in
def rate(request: MemberRequest, rate_id: UUID) -> HttpResponse:
    """One rate: what it says, who said it, and what stood there before."""
    return _page(request, rate_id)


@signed_in
def do(request: MemberRequest, rate_id: UUID, verb: str) -> HttpResponse:
    """Correct the rate of a day."""
    inside(request)
    return answered(
        request,
        FORMS,
        verb,
        {"rate_id": rate_id},
        lambda attempt, status: _page(request, rate_id, attempt, status),
        lambda done: reverse("rate", args=[done.get("id", rate_id)]),
    )


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form that sets a rate."""
    inside(request)
    permitted(request, "rate.set")
    if request.method != "POST":
        return _form(request)
    return answered(
        request,
        FORMS,
        "set",
        {"company_id": request.member.company_id},
        lambda attempt, status: _form(request, attempt, status),
        lambda done: reverse("rates"),
    )


@signed_in
def read(request: MemberRequest) -> HttpResponse:
    """Read the file that the European Central Bank publishes, and say what became of its rates."""
    inside(request)
    permitted(request, "rate.load")
    if request.method != "POST":
        return _reading(request)
    file = request.FILES.get("file")
    if file is None:
        return _reading(request, {"file": [_("Choose the file.")]}, status=422)
    try:
        published = rates_in(file.read(LARGEST + 1), day_of(request.POST.get("since", "")))
        done = load_rates(by=request.member, at=now(), via=via(request), published=published)
    except Invalid as invalid:
        return _reading(request, invalid.fields, status=422)
    except Refused as refused:
        return _reading(request, reasons=refused.reasons, status=409)
    messages.success(request, told(done))
    return redirect("rates")


def told(done: dict[str, Any]) -> str:
    """What became of the rates of a file, each in its own count."""
    sentence = _(
        "Added: %(added)s. Corrected: %(corrected)s. There already, and unchanged: %(same)s. Typed here, and kept: "
        "%(typed)s."
    )
    return sentence % done


def _reading(
    request: MemberRequest,
    errors: dict[str, list[Any]] | None = None,
    reasons: Sequence[Reason] = (),
    status: int = 200,
) -> HttpResponse:
    first = request.member.company.today(now()) - _READ_BACK
    shown = {
        "errors": errors or {},
        "reasons": reasons,
        "since": request.POST.get("since", first.isoformat()),
        "largest": filesizeformat(LARGEST),
        "key": request.POST.get("key") or new_key(),
        "here": "settings",
    }
    return render(request, "web/settings/rates_read.html", shown | HERE, status=status)


def _form(request: MemberRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by = request.member
    begun = Suggested({"day": by.company.today(now()).isoformat()})
    says = _("So much %(base)s is one unit of the other currency.") % {"base": by.company.currency}
    back = ("rates", _("Exchange rates"))
    return add_page(request, FORMS["set"], reverse("rate_new"), back, attempt, status, begun, says=says)


def _page(request: MemberRequest, rate_id: UUID, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    by, words = inside(request), wording(request.member)
    with scope.reading(by.company_id):
        found: Rate = visible_rates(by).select_related("set_by").one(rate_id)
        trail = happened(by, rate_id)
    figure = words.number(found.rate)
    values = {"currency": found.currency, "day": found.day.isoformat(), "rate": figure}
    begun = Suggested(values, hidden={"version": str(found.version)})
    address = reverse("rate_do", args=[rate_id, "set"])
    verb = shown_verb(FORMS["set"], asked("rate.set", [], by), address, rate_id, attempt, begun, _("Correct it"))
    facts = [
        Fact(_("From the day"), words.day(found.day)),
        Fact(_("One %(currency)s is") % {"currency": found.currency}, f"{figure} {by.company.currency}"),
        Fact(_("From"), RATE_SOURCES[found.source]),
        Fact(_("Set by"), found.set_by.name),
        Fact(_("Set"), words.moment(found.set_at)),
    ]
    says = _("Orders that are made from now on take it; those that are there keep theirs.")
    title = _("%(currency)s on %(day)s") % {"currency": found.currency, "day": words.day(found.day)}
    thing = Thing(title, says, "rates", _("Exchange rates"), facts, grouped([verb]), trail)
    return thing_page(request, thing, attempt, status)
