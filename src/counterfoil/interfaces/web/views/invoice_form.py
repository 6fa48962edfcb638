"""Typing an invoice or credit note: new, or corrected while it waits, with its sum as it is typed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused, refuse_if
from counterfoil.foundation.parties.picking import label
from counterfoil.foundation.parties.queries import visible as visible_contractors
from counterfoil.insight.trace.moves import one_available
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.cases import InvoiceCase
from counterfoil.lifecycle.invoices.values import InvoiceFacts, InvoiceValues
from counterfoil.lifecycle.matching import actions
from counterfoil.lifecycle.orders import queries as orders

from .. import claimed
from ..acts import permitted
from ..door import MemberRequest, new_key, now, outside, signed_in, via
from ..picking import meant, suggested
from ..typed import Typed, currency_of
from ..wording import wording

MOST_SUGGESTED, MOST_OFFERED = 20, 6
_LONGEST_INDEX = 5


@signed_in
def new(request: MemberRequest) -> HttpResponse:
    """The form for a new document; with an order in its address, filled with what can be billed on it."""
    permitted(request, "invoice.receive")
    if request.method != "POST":
        return _show(request, _begun(request))
    form = claimed.posted(request.POST)
    if _edited(request, form):
        return _show(request, form)
    form.without_empty_lines()
    try:
        values = claimed.read(form, InvoiceValues, wording(request.member.company), _contractor_id(request, form))
        done = actions.receive(by=request.member, at=now(), via=via(request), values=values)
    except Invalid as invalid:
        form.errors = dict(invalid.fields)
        return _show(request, form, status=422)
    except Refused as refused:
        return _show(request, form, refused.reasons, status=403 if refused.never else 409)
    return _received(request, done)


@signed_in
def correct(request: MemberRequest, invoice_id: UUID) -> HttpResponse:
    """The form for what was typed wrongly: all but its number and whose it is."""
    with scope.reading(request.member.company_id):
        found = invoices.one(request.member, invoice_id)
        lines = invoices.lines_of(found)
    permitted(request, "invoice.correct")
    own = claimed.of_invoice(found, lines, wording(request.member.company))
    if request.method != "POST":
        refuse_if(one_available(InvoiceCase(request.member, now(), invoice=found), "invoice.correct").reasons)
        return _show(request, own, invoice=found)
    form = claimed.posted(request.POST)
    form.head |= {name: own.head[name] for name in ("kind", "contractor", "number", "gives_back")}
    if _edited(request, form):
        return _show(request, form, invoice=found)
    form.without_empty_lines()
    return _correct(request, form, found)


@signed_in
def preview(request: MemberRequest) -> HttpResponse:
    """What lines and tax come to as they are typed, by the server's own pricing rule, beside the printed total."""
    return render(request, "web/partials/invoice_preview.html", _priced(request, claimed.posted(request.POST)))


def _correct(request: MemberRequest, form: Typed, found: Any) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        values = claimed.read(form, InvoiceFacts, wording(request.member.company), None)
        given = {"invoice_id": found.id, "values": values, "reason": reason}
        actions.correct(by=request.member, at=now(), via=via(request), **given)
    except Invalid as invalid:
        form.errors = dict(invalid.fields)
        return _show(request, form, invoice=found, status=422)
    except Refused as refused:
        return _show(request, form, refused.reasons, invoice=found, status=403 if refused.never else 409)
    messages.success(request, _("Corrected, and looked at again. What stood there before is on the trail."))
    return redirect("invoice", invoice_id=found.id)


def _received(request: MemberRequest, done: dict[str, Any]) -> HttpResponse:
    if done["became"] == "duplicate":
        return redirect("arrival", arrival_id=done["id"])
    if done["state"] == "matched":
        messages.success(request, _("Entered, and everything fits."))
    else:
        messages.warning(request, _("Entered. Something stands against it: see below."))
    return redirect("invoice", invoice_id=done["id"])


def _begun(request: MemberRequest) -> Typed:
    by = request.member
    today = by.company.today(now()).isoformat()
    with scope.reading(by.company_id):
        if request.GET.get("order"):
            order = orders.visible(by).select_related("contractor").one(_uuid(request.GET["order"]))
            return claimed.of_order(order, orders.said(order)[1], wording(by.company), today)
        own = list(visible_contractors(by)[:2]) if outside(by) else []
    return claimed.blank(by.company.currency, label(own[0]) if len(own) == 1 else "", today)


def _show(
    request: MemberRequest, form: Typed, reasons: Sequence[Reason] = (), status: int = 200, invoice: Any = None
) -> HttpResponse:
    with scope.reading(request.member.company_id):
        shown = {
            "typed": form,
            "invoice": invoice,
            **_picked(request, form),
            **_priced(request, form),
            "currencies": sorted(currencies()),
            "units": UNITS,
            "reasons": reasons,
            "reason": request.POST.get("reason", ""),
            "key": request.POST.get("key") or new_key(),
            "here": "invoices",
        }
        return render(request, "web/invoice_new.html", shown, status=status)


def _priced(request: MemberRequest, form: Typed) -> dict[str, Any]:
    """The lines as they are shown, what each comes to, and their sum beside the printed total."""
    words = wording(request.member.company)
    found = claimed.amounts(form, words)
    rows = [row | {name: line.get(name, "") for name in claimed.NAMED} for row, line in _pairs(form, words)]
    return {
        "rows": list(zip(rows, found, strict=True)),
        "sum": claimed.summed(form, found, words),
        "currency": currency_of(form),
    }


def _pairs(form: Typed, words: Any) -> Any:
    return zip(form.rows(words), form.lines, strict=True)


def _picked(request: MemberRequest, form: Typed) -> dict[str, Any]:
    """The contractor that is meant, or those that could be."""
    by = request.member
    found = meant(by, form.head["contractor"])
    if found is not None:
        form.head["contractor"] = label(found)
    fitting = [] if found else list(suggested(by, form.head["contractor"])[:MOST_SUGGESTED])
    looked = "contractor" in form.errors or request.POST.get("do") == "look"
    return {
        "contractor": found,
        "contractors": [label(one) for one in fitting or suggested(by, "")[:MOST_SUGGESTED]],
        "fitting": fitting[:MOST_OFFERED] if looked else [],
    }


def _edited(request: MemberRequest, form: Typed) -> bool:
    """Whether the form was sent to add or remove a line or to find its contractor, and not to be saved."""
    wanted, _dash, index = request.POST.get("do", "").partition("-line-")
    if wanted == "add":
        form.add_line()
    elif wanted == "remove" and index.isdecimal() and len(index) < _LONGEST_INDEX:
        form.remove_line(int(index))
    elif "meant" in request.POST:
        form.head["contractor"] = request.POST["meant"]
    return wanted in ("add", "remove", "look") or "meant" in request.POST


def _contractor_id(request: MemberRequest, form: Typed) -> UUID | None:
    with scope.reading(request.member.company_id):
        found = meant(request.member, form.head["contractor"])
    return found.id if found else None


def _uuid(text: str) -> UUID:
    """An order's id from an address; anything else leads to no order."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
