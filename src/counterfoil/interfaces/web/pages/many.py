"""One verb for many rows of a list: what would be done, that it is begun, how far it is, and that it is cancelled."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import people
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused
from counterfoil.foundation.trail import actions, batches
from counterfoil.foundation.trail.models import Batch
from counterfoil.insight.listing.every import LISTS
from counterfoil.insight.listing.moves import Offering, Preview, moves_of, offered, offering, preview
from counterfoil.insight.listing.progress import done_of, progress_of
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.verbs.available import AvailableVerb
from counterfoil.insight.verbs.words import verb_words

from ..forms.available import Attempt, ShownVerb, Suggested, shown_verb
from ..forms.verb_forms import form_of
from ..lists.page import Asked
from ..lists.views import EVERYTHING, text_of_address
from ..panels.invoice import SCOPE_WORDS
from ..session.member import MemberRequest, new_key, now, signed_in, via
from ..wording import wording

AT_ONCE = 50
"""So many are done before the page answers; more are the worker's."""
MOST_NAMED = 20
"""So many rows of each kind are named; the others are counted."""


@signed_in
def before(request: MemberRequest, list_name: str) -> HttpResponse:
    """With how many of the rows that were ticked, or that are shown, a verb can be done, and why not with the others."""
    if request.method == "POST" and not request.POST.get("verb") and offered(list_name):
        messages.error(request, _("Nothing was begun. Choose what is to be done with what is ticked."))
        return redirect(f"{reverse(list_name)}?{text_of_address(request) or EVERYTHING}")
    listing, verb = _asked(request, list_name)
    if request.method != "POST":
        return redirect(reverse(list_name))
    with scope.reading(request.member.company_id):
        ids = _ids(request, listing)
        if not ids or len(ids) > actions.MOST_ROWS:
            return _not_so_many(request, list_name, len(ids))
        found = preview(request.member, now(), verb, ids)
        return _page(request, listing, found)


@signed_in
def begin(request: MemberRequest, list_name: str) -> HttpResponse:
    """Begin it: a few are done at once, many by the worker."""
    listing, verb = _asked(request, list_name)
    if request.method != "POST":
        return redirect(reverse(list_name))
    rows = _rows(request)
    try:
        values = form_of(verb).for_each(request.POST, wording(request.member))
        done = actions.begin(by=request.member, at=now(), via=via(request), verb=verb, rows=rows, values=values)
    except Invalid as invalid:
        errors = {name.rpartition(".")[2]: sentences for name, sentences in invalid.fields.items()}
        return _again(request, listing, verb, rows, Attempt(_deed(verb), _NOBODY, request.POST, errors=errors), 422)
    except Refused as refused:
        tried = Attempt(_deed(verb), _NOBODY, request.POST, reasons=refused.reasons)
        return _again(request, listing, verb, rows, tried, 403 if refused.never else 409)
    batch_id = UUID(done["id"])
    if done["rows"] <= AT_ONCE:
        with scope.reading(request.member.company_id):
            batch = batches.visible(request.member).one(batch_id)
        batches.work_off(batch, lambda: request.member, now)
    return redirect("many", batch_id=batch_id)


@signed_in
def many(request: MemberRequest, batch_id: UUID) -> HttpResponse:
    """How far it is: done, left, refused and why; asked again while something waits."""
    with scope.reading(request.member.company_id):
        batch: Batch = batches.visible(request.member).one(batch_id)
        progress = progress_of(request.member, batch, MOST_NAMED)
        # Asked again every second while something waits: only at the end it is told by name.
        done = [] if progress.running else done_of(request.member, batch, MOST_NAMED)
    listing = offering(batch.verb)
    shown = {
        "batch": batch,
        "progress": progress,
        "done": done,
        "verb": verb_words(batch.verb),
        "back": reverse(listing.name) if listing else reverse("desk"),
        "listing": listing,
        "key": new_key(),
        "here": listing.name if listing else "",
    }
    part = "web/many/progress.html" if request.htmx else "web/many/batch.html"
    return render(request, part, shown)


@signed_in
def cancel(request: MemberRequest, batch_id: UUID) -> HttpResponse:
    """Do no more of it; what is done stays done."""
    if request.method == "POST":
        try:
            actions.cancel(by=request.member, at=now(), via=via(request), batch_id=batch_id)
            messages.success(request, _("Cancelled. What was done stays done; the rest is as it was."))
        except Refused as refused:
            messages.error(request, " ".join(reason.words for reason in refused.reasons))
    return redirect("many", batch_id=batch_id)


_NOBODY = UUID(int=0)
"""A form for many things is of none of them."""


def _asked(request: MemberRequest, list_name: str) -> tuple[Offering, str]:
    """The list and the verb, where the list offers it to this reader. Raises NotFound."""
    listing, verb = offered(list_name), request.POST.get("verb", "")
    if listing is None:
        raise NotFound("page")
    if request.method == "POST" and verb not in moves_of(listing, Reader(request.member, now())):
        raise NotFound("verb")
    return listing, verb


def _ids(request: MemberRequest, listing: Offering) -> list[UUID]:
    """The rows that are ticked, or all that the address shows, in its order. Called inside a scope."""
    if not request.POST.get("all"):
        return [one for one in map(_id, request.POST.getlist("row")) if one]
    every = LISTS.get(listing.name)
    if every is None:
        return []
    asked = Asked.at(request.member, every, QueryDict(text_of_address(request)))
    rows = asked.of_its_chip(asked.of_every_chip)
    return list(rows.order_by(str(asked.sorting), "id").values_list("id", flat=True)[: actions.MOST_ROWS + 1])


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _rows(request: MemberRequest) -> list[dict[str, Any]]:
    """The rows of the preview, each with what was seen of it."""
    return [
        {"id": name, "seen": seen} for name, seen in parse_qsl(request.POST.get("rows", ""), keep_blank_values=True)
    ]


def _not_so_many(request: MemberRequest, list_name: str, number: int) -> HttpResponse:
    if number:
        words = _("More than %(most)s are shown. Nothing was begun; narrow the list, and do the rest afterwards.")
        messages.error(request, words % {"most": actions.MOST_ROWS})
    else:
        messages.error(request, _("Nothing was ticked. Tick what it is to be done with, or all that are shown."))
    return redirect(f"{reverse(list_name)}?{text_of_address(request) or EVERYTHING}")


def _again(
    request: MemberRequest,
    listing: Offering,
    verb: str,
    rows: Sequence[dict[str, Any]],
    tried: Attempt,
    status: int,
) -> HttpResponse:
    """The same page with what was typed, and what is wrong with it."""
    ids = [one for one in (_id(row["id"]) for row in rows) if one]
    with scope.reading(request.member.company_id):
        found = preview(request.member, now(), verb, ids[: actions.MOST_ROWS])
        return _page(request, listing, found, tried, status)


def _page(
    request: MemberRequest, listing: Offering, found: Preview, tried: Attempt | None = None, status: int = 200
) -> HttpResponse:
    address = text_of_address(request)
    shown = {
        "listing": listing,
        "preview": found,
        "form": _form(request.member, listing, found.verb, tried),
        "rows": urlencode({str(row.id): row.seen for row in found.can}),
        "most": MOST_NAMED,
        "address": address,
        "back": f"{reverse(listing.name)}?{address or EVERYTHING}",
        "attempt": tried,
        "key": new_key(),
        "here": listing.name,
    }
    return render(request, "web/many/before.html", shown, status=status)


def _form(by: Member, listing: Offering, verb: str, tried: Attempt | None) -> ShownVerb:
    """The verb's own form, asked once for all of them."""
    offered = AvailableVerb(verb, verb_words(verb), [], True)
    options: dict[str, Sequence[tuple[str, str]]] = {
        "scope": [(code, str(words)) for code, words in SCOPE_WORDS.items()]
    }
    if verb == "exception.assign":
        options["owner_id"] = [(str(one.id), one.name) for one in people(by)]
    begun = Suggested({"day": by.company.today(now()).isoformat()}, options)
    return shown_verb(form_of(verb), offered, reverse("many_begin", args=[listing.name]), _NOBODY, tried, begun)


def _deed(verb: str) -> str:
    return verb.partition(".")[2]
