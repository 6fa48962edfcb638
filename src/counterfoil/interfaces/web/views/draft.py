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
from counterfoil.foundation.parties.picking import contractors, label, named
from counterfoil.lifecycle.engagements.picking import engagements_of
from counterfoil.lifecycle.orders import actions, queries, rules
from counterfoil.lifecycle.orders.values import OrderChanges, OrderValues

from .. import differences, typed
from ..door import MemberRequest, new_key, now, said, signed_in, version_said, via
from ..wording import wording

MOST_SUGGESTED = 20
_LONGEST_INDEX = 5


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new order."""
    _may(request, "order.create")
    if request.method != "POST":
        return _show(request, typed.blank(request.member.company.currency))
    form = typed.posted(request.POST)
    if _edited_lines(request, form):
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
    if _edited_lines(request, form):
        return _show(request, form, order_id=order_id, version=version)
    return _save(request, form, lambda: _change(request, form, order_id, version), order_id, version)


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What the lines come to as they are typed, by the server's own pricing rule."""
    form, words = typed.posted(request.POST), wording(request.member.company)
    found = typed.amounts(form, words)
    shown = {"amounts": found, "total": typed.total(found), "currency": typed.currency_of(form)}
    return render(request, "web/partials/preview.html", shown)


@signed_in
def contractor_options(request: MemberRequest) -> HttpResponse:
    """The contractors that a typed text may mean."""
    text = said(request.GET, "contractor")
    with scope.reading(request.member.company_id):
        found = [label(one) for one in contractors(request.member, text)[:MOST_SUGGESTED]]
        return render(request, "web/partials/contractor_options.html", {"contractors": found})


@signed_in
def engagement_options(request: MemberRequest) -> HttpResponse:
    """The engagements with the contractor that was typed."""
    text, chosen = said(request.GET, "contractor"), request.GET.get("engagement_id", "")
    with scope.reading(request.member.company_id):
        shown = {"engagements": _engagements(request, text), "chosen": chosen}
        return render(request, "web/partials/engagement_options.html", shown)


def _open(request: MemberRequest, order_id: UUID) -> HttpResponse:
    with scope.reading(request.member.company_id):
        order = queries.visible(request.member).select_related("contractor", "engagement").one(order_id)
        refuse_if(rules.change(order, ()))
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
        found = differences.between(form, theirs, _engagement_titles(request, form, theirs))
    return _show(request, form, order_id=order_id, version=stale.current, status=412, differences=found)


def _show(
    request: MemberRequest, form: typed.Typed, reasons: list[Reason] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    words = wording(request.member.company)
    found = typed.amounts(form, words)
    with scope.reading(request.member.company_id):
        shown = {
            "typed": form,
            "rows": list(zip(form.rows(), found, strict=True)),
            "total": typed.total(found),
            "currency": typed.currency_of(form),
            "currencies": sorted(currencies()),
            "contractors": [label(one) for one in contractors(request.member)[:MOST_SUGGESTED]],
            "engagements": _engagements(request, form.head["contractor"]),
            "chosen": form.head["engagement_id"],
            "units": UNITS,
            "reasons": reasons or [],
            "key": request.POST.get("key") or new_key(),
            "focus_title": request.method != "POST",
            "here": "orders" if more.get("order_id") else "new",
        }
        return render(request, "web/draft.html", shown | more, status=status)


def _edited_lines(request: MemberRequest, form: typed.Typed) -> bool:
    """Whether the form was sent to add or remove a line, and not to be saved."""
    wanted, _dash, index = request.POST.get("do", "").partition("-line-")
    if wanted == "add":
        form.add_line()
    elif wanted == "remove" and index.isdecimal() and len(index) < _LONGEST_INDEX:
        form.remove_line(int(index))
    return wanted in ("add", "remove")


def _engagements(request: MemberRequest, contractor: str) -> list[Any]:
    found = _named(request, contractor)
    return list(engagements_of(request.member, found.id)) if found else []


def _engagement_titles(request: MemberRequest, *forms: typed.Typed) -> dict[str, str]:
    return {str(one.id): one.title for form in forms for one in _engagements(request, form.head["contractor"])}


def _contractor_id(request: MemberRequest, form: typed.Typed) -> UUID | None:
    with scope.reading(request.member.company_id):
        found = _named(request, form.head["contractor"])
    return found.id if found else None


def _named(request: MemberRequest, contractor: str) -> Contractor | None:
    text = said({"contractor": contractor}, "contractor")
    return named(request.member, text) if text else None


def _may(request: MemberRequest, verb: str) -> None:
    """Nobody fills in a form that they may not send. Raises Refused."""
    refuse_if([] if request.member.may(verb) else [not_permitted(verb)])
