"""Writing a draft: new, changed, and what it would come to while it is typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused, Stale, not_permitted, refuse_if
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.picking import label
from counterfoil.insight.trace.moves import one_available
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.engagements.picking import engagements_of
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.values import OrderChanges, OrderValues

from .. import differences, typed
from ..door import MemberRequest, new_key, now, said, signed_in, version_said, via
from ..picking import meant, suggested
from ..wording import Wording, wording

MOST_SUGGESTED = 20
MOST_OFFERED = 6
_LONGEST_INDEX = 5


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new order."""
    _may(request, "order.create")
    if request.method != "POST":
        return _show(request, typed.blank(request.member.company.currency))
    form = typed.posted(request.POST)
    if _edited(request, form):
        return _show(request, form)
    return _save(request, form, lambda: _create(request, form))


@signed_in
def edit(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """The form for a draft that exists. It carries the version that was read."""
    _may(request, "order.change")
    if request.method != "POST":
        return _open(request, order_id)
    form = typed.posted(request.POST)
    version = version_said(request.POST)
    if _edited(request, form):
        return _show(request, form, order_id=order_id, version=version)
    return _save(request, form, lambda: _change(request, form, order_id, version), order_id, version)


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the lines come to as they are typed, by the server's own pricing rule."""
    shown = _priced(typed.posted(request.POST), wording(request.member.company))
    return render(request, "web/partials/preview.html", shown)


@signed_in
def contractor_options(request: MemberRequest) -> HttpResponse:
    """The contractors that a typed text may mean."""
    text = said(request.GET, "contractor")
    with scope.reading(request.member.company_id):
        found = [label(one) for one in suggested(request.member, text)[:MOST_SUGGESTED]]
        return render(request, "web/partials/contractor_options.html", {"contractors": found})


@signed_in
def engagement_options(request: MemberRequest) -> HttpResponse:
    """The engagements with the contractor that was typed."""
    text, chosen = said(request.GET, "contractor"), request.GET.get("engagement_id", "")
    with scope.reading(request.member.company_id):
        contractor = meant(request.member, text)
        shown = {"contractor": contractor, "engagements": _engagements(request, contractor), "chosen": chosen}
        return render(request, "web/partials/engagement_options.html", shown)


def _open(request: MemberRequest, order_id: UUID) -> HttpResponse:
    with scope.reading(request.member.company_id):
        order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
        refuse_if(one_available(OrderCase(request.member, now(), order=order), "order.change").reasons)
        form = typed.of_order(order, *queries.said(order), wording(request.member.company))
        version = order.version
    return _show(request, form, order_id=order_id, version=version)


def _save(
    request: MemberRequest,
    form: typed.Typed,
    save: Callable[[], dict[str, Any]],
    order_id: UUID | None = None,
    version: int | None = None,
) -> HttpResponse:
    """Save and go to the record; or show the form again with all that was typed and why it was not saved."""
    form.without_empty_lines()
    try:
        answer = save()
    except Invalid as invalid:
        form.errors = dict(invalid.fields)
        return _show(request, form, order_id=order_id, version=version, status=422)
    except Refused as refused:
        status = 403 if refused.never else 409
        return _show(request, form, refused.reasons, order_id=order_id, version=version, status=status)
    except Stale as stale:
        if order_id is None:
            raise
        return _both(request, form, order_id, stale)
    messages.success(request, _("The draft is saved."))
    return redirect("record", order_id=answer["id"])


def _create(request: MemberRequest, form: typed.Typed) -> dict[str, Any]:
    values = typed.read(form, OrderValues, wording(request.member.company), _contractor_id(request, form))
    return actions.create(by=request.member, at=now(), via=via(request), values=values)


def _change(request: MemberRequest, form: typed.Typed, order_id: UUID, version: int | None) -> dict[str, Any]:
    changes = typed.read(form, OrderChanges, wording(request.member.company), _contractor_id(request, form))
    return actions.change(
        by=request.member, at=now(), via=via(request), order_id=order_id, changes=changes, version=version
    )


def _both(request: MemberRequest, form: typed.Typed, order_id: UUID, stale: Stale) -> HttpResponse:
    """Somebody saved in between: show what they wrote beside what was typed, and let the person decide."""
    with scope.reading(request.member.company_id):
        order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
        theirs = typed.of_order(order, *queries.said(order), wording(request.member.company))
        titles = _engagement_titles(request, form, theirs)
        found = differences.between(form, theirs, titles, wording(request.member.company))
    return _show(request, form, order_id=order_id, version=stale.current, status=412, differences=found)


def _show(
    request: MemberRequest, form: typed.Typed, reasons: list[Reason] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    with scope.reading(request.member.company_id):
        shown = {
            "typed": form,
            **_picked(request, form),
            **_priced(form, wording(request.member.company)),
            "currencies": sorted(currencies()),
            "chosen": form.head["engagement_id"],
            "units": UNITS,
            "reasons": reasons or [],
            "key": request.POST.get("key") or new_key(),
            "focus_title": request.method != "POST",
            "here": "orders" if more.get("order_id") else "new",
        }
        return render(request, "web/draft.html", shown | more, status=status)


def _priced(form: typed.Typed, words: Wording) -> dict[str, Any]:
    """The lines as they are shown, what each comes to, and their total."""
    found = typed.amounts(form, words)
    return {
        "rows": list(zip(form.rows(words), found, strict=True)),
        "total": typed.total(found),
        "currency": typed.currency_of(form),
    }


def _picked(request: MemberRequest, form: typed.Typed) -> dict[str, Any]:
    """The contractor that is meant, or those that could be; what is meant is written out in full."""
    contractor, by = meant(request.member, form.head["contractor"]), request.member
    if contractor is not None:
        form.head["contractor"] = label(contractor)
    fitting = [] if contractor else list(suggested(by, form.head["contractor"])[:MOST_SUGGESTED])
    return {
        "contractor": contractor,
        "contractors": [label(one) for one in fitting or suggested(by, "")[:MOST_SUGGESTED]],
        "fitting": fitting[:MOST_OFFERED] if "contractor" in form.errors or _looked(request) else [],
        "engagements": _engagements(request, contractor),
    }


def _looked(request: MemberRequest) -> bool:
    """Whether the form was sent to look for its contractor or to choose one: the way that needs no script."""
    return request.POST.get("do") == "look" or "meant" in request.POST


def _edited(request: MemberRequest, form: typed.Typed) -> bool:
    """Whether the form was sent to add or remove a line or to look for a contractor, and not to be saved."""
    wanted, _dash, index = request.POST.get("do", "").partition("-line-")
    if wanted == "add":
        form.add_line()
    elif wanted == "remove" and index.isdecimal() and len(index) < _LONGEST_INDEX:
        form.remove_line(int(index))
    elif "meant" in request.POST:
        form.head["contractor"] = request.POST["meant"]
    return wanted in ("add", "remove") or _looked(request)


def _engagements(request: MemberRequest, contractor: Contractor | None) -> list[Engagement]:
    return list(engagements_of(request.member, contractor.id)) if contractor else []


def _engagement_titles(request: MemberRequest, *forms: typed.Typed) -> dict[str, str]:
    found = [meant(request.member, form.head["contractor"]) for form in forms]
    return {str(one.id): one.title for contractor in found for one in _engagements(request, contractor)}


def _contractor_id(request: MemberRequest, form: typed.Typed) -> UUID | None:
    with scope.reading(request.member.company_id):
        found = meant(request.member, form.head["contractor"])
    return found.id if found else None


def _may(request: MemberRequest, verb: str) -> None:
    """Nobody fills in a form that they may not send. Raises Refused."""
    refuse_if([] if request.member.may(verb) else [not_permitted(verb)])
