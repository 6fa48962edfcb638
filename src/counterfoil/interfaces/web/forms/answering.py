"""One request to a document form: shown, its lines changed, or saved; where it is refused, shown again as it was typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import currencies
from counterfoil.foundation.kernel.refusals import Invalid, Refused, Stale
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.parties.picking import label
from counterfoil.foundation.parties.queries import visible
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.engagements.picking import engagements_of

from ..panels import differences
from ..session.member import MemberRequest, id_said, new_key
from ..wording import wording
from . import adding, own_rate, uploads
from .declared import DocumentForm
from .pasting import paste
from .picking import meant, suggested
from .reading import read
from .shown import currency_of, fields, rows, summed
from .typed import Typed, posted

MOST_SUGGESTED, MOST_OFFERED = 20, 6
_LONGEST_INDEX = 5
_OF_LINES = ("add", "remove", "paste")


def answered(
    request: MemberRequest,
    form: DocumentForm,
    stands: Callable[[], Typed],
    save: Callable[[Typed], HttpResponse],
    about: Sequence[Any] = (),
    **page: Any,
) -> HttpResponse:
    """Show the form, change its lines, or save it; where that is refused, show it again with why and all that was typed."""
    if request.method != "POST":
        return show(request, stands(), **page)
    typed = posted(form, request.POST, about)
    if request.POST.get("do") == adding.ADD and form.has("contractor"):
        return _with_new_contractor(request, typed, **page)
    if _edited(request, typed):
        return show(request, typed, **page)
    typed.without_empty_lines()
    try:
        return save(typed)
    except Invalid as invalid:
        typed.errors = dict(invalid.fields)
        return show(request, typed, **page | {"status": 422})
    except Refused as refused:
        return show(request, typed, **page | {"status": 403 if refused.never else 409, "reasons": refused.reasons})
    except Stale as stale:
        return _both(request, replace(typed, version=stale.current), stands(), **page)


def values_of(request: MemberRequest, typed: Typed, model: Any = None) -> Any:
    """The values that were typed, with the contractor that is meant. Raises Invalid."""
    words = wording(request.member)
    if not typed.form.has("contractor"):
        return read(typed, words, model)
    with scope.reading(request.member.company_id):
        found = meant(request.member, typed.head["contractor"])
    return read(typed, words, model, contractor=str(found.id) if found else "")


def _with_new_contractor(request: MemberRequest, typed: Typed, **page: Any) -> HttpResponse:
    """Add a contractor in the middle of the form, and go on with it chosen; all that was typed stays."""
    added = adding.add(request)
    if isinstance(added, adding.NotAdded):
        status = 422 if added.errors else 409
        return show(request, typed, **page | {"status": status, "not_added": added})
    with scope.reading(request.member.company_id):
        typed.head["contractor"] = label(visible(request.member).one(added.contractor_id))
    if typed.form.has("engagement_id"):
        typed.head["engagement_id"] = str(added.engagement_id or "")
    messages.success(request, _("%(contractor)s is added and chosen.") % {"contractor": typed.head["contractor"]})
    return show(request, typed, **page | {"added": True})


def show(request: MemberRequest, typed: Typed, status: int = 200, **page: Any) -> HttpResponse:
    """The form's page; where only its lines were changed by a script, only they."""
    shown = priced(request, typed) | {"address": request.path}
    if request.htmx and _wanted(request)[0] in _OF_LINES:
        return render(request, "web/forms/lines_anew.html", shown)
    with scope.reading(request.member.company_id):
        if typed.form.has("contractor"):
            sent = {} if page.get("added") else request.POST
            begun = adding.adding(request.member, sent, page.get("not_added"), typed.head.get("currency", ""))
            shown |= _picked(request, typed) | {"adding": begun}
        base = request.member.company.currency
        if typed.form.has("rate"):
            shown["own_rate"] = own_rate.offered(request.member, typed.head["currency"], page.get("order_id"))
        shown |= {
            "above": fields(typed, typed.form.above, base),
            "below": fields(typed, typed.form.below, base),
            "carried": [(file, uploads.carry(request.member, file)) for file in typed.files],
            "currencies": sorted(currencies()),
            "key": request.POST.get("key") or new_key(),
            "tried": request.method == "POST",
            "wrong": status == 422 and "not_added" not in page,
        }
        return render(request, typed.form.template, shown | page, status=status)


def engagements_with(
    request: MemberRequest, contractor: Contractor | None, chosen: Mapping[str, str]
) -> list[Engagement]:
    """The engagements that an order with this contractor may belong to, or does as it is `chosen`. Called inside a scope."""
    if contractor is None:
        return []
    return list(engagements_of(request.member, contractor.id, id_said(chosen, "engagement_id")))


def _both(request: MemberRequest, typed: Typed, theirs: Typed, **page: Any) -> HttpResponse:
    """Somebody saved in between: show what they wrote beside what was typed, and let the person decide."""
    with scope.reading(request.member.company_id):
        heads = [form.head for form in (typed, theirs) if form.form.has("contractor")]
        found = [(meant(request.member, head["contractor"]), head) for head in heads]
        titles = {str(one.id): one.title for each, head in found for one in engagements_with(request, each, head)}
    between = differences.between(typed, theirs, titles, wording(request.member))
    return show(request, typed, **page | {"status": 412, "differences": between})


def priced(request: MemberRequest, typed: Typed) -> dict[str, Any]:
    """The lines as they are shown, what each comes to, and their sum."""
    words = wording(request.member)
    return {
        "typed": typed,
        "form": typed.form,
        "rows": rows(typed, words),
        "sum": summed(typed, words),
        "currency": currency_of(typed),
        "said_of_lines": typed.left_out or " ".join(map(str, typed.errors.get(typed.form.lines.name, []))),
    }


def _picked(request: MemberRequest, typed: Typed) -> dict[str, Any]:
    """The contractor that is meant, or those that could be; what is meant is written out in full."""
    by, text = request.member, typed.head["contractor"]
    contractor = meant(by, text)
    if contractor is not None:
        typed.head["contractor"] = label(contractor)
    fitting = [] if contractor else list(suggested(by, text)[:MOST_SUGGESTED])
    return {
        "contractor": contractor,
        "contractors": [label(one) for one in fitting or suggested(by, "")[:MOST_SUGGESTED]],
        "fitting": fitting[:MOST_OFFERED] if "contractor" in typed.errors or _looked(request) else [],
        "engagements": engagements_with(request, contractor, typed.head) if typed.form.has("engagement_id") else [],
    }


def _edited(request: MemberRequest, typed: Typed) -> bool:
    """Whether the form was sent to change its lines or to look for a contractor, and not to be saved."""
    wanted, index = _wanted(request)
    if wanted == "paste":
        given = request.POST.get("at", ""), request.POST.get("pasted", "")
        paste(typed, *given, wording(request.member))
    elif "meant" in request.POST:
        typed.head["contractor"] = request.POST["meant"]
    elif not typed.form.lines.about:
        _change_lines(typed, wanted, index)
    return wanted in _OF_LINES or _looked(request)


def _change_lines(typed: Typed, wanted: str, index: str) -> None:
    if wanted == "add":
        typed.add_line()
    elif wanted == "remove" and index.isdecimal() and len(index) < _LONGEST_INDEX:
        typed.remove_line(int(index))


def _wanted(request: MemberRequest) -> tuple[str, str]:
    wanted, _dash, index = request.POST.get("do", "").partition("-line-")
    return wanted, index


def _looked(request: MemberRequest) -> bool:
    """Whether the form was sent to look for its contractor or to choose one: the way that needs no script."""
    return request.POST.get("do") == "look" or "meant" in request.POST
