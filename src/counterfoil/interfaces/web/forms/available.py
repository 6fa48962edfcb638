"""A page's verbs with their forms: as they are shown, tried, and answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, Stale, not_permitted, refuse_if
from counterfoil.insight.verbs.available import AvailableVerb

from ..session.member import MemberRequest, signed_in
from .verb_forms import Field, Form, Post


@dataclass(frozen=True)
class Attempt:
    """A verb that was tried from a page and not done: what was typed, and why it was not done."""

    verb: str
    subject_id: UUID
    typed: Post
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reasons: Sequence[Reason] = ()
    written: Sequence[tuple[str, str]] = ()
    """What was typed, with what each field is called: its form may stand on the page no more."""


@dataclass(frozen=True)
class ShownField:
    """A field of a form as the page shows it: with what was typed, or what is suggested."""

    field: Field
    id: str
    value: str
    errors: Sequence[str]
    options: Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class ShownVerb:
    """A verb with its form, ready for the page."""

    offered: AvailableVerb
    form: Form
    id: str
    address: str
    words: str
    fields: Sequence[ShownField]
    hidden: Mapping[str, str]
    opened: bool
    link: str = ""

    @property
    def verb(self) -> str:
        """The last word of the verb's name."""
        return self.offered.verb.partition(".")[2]


@dataclass(frozen=True)
class Suggested:
    """What a form offers before anything was typed: values and choices by field, and values nobody sees."""

    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[tuple[str, Any]]] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)


NOTHING = Suggested()


@dataclass(frozen=True)
class VerbGroups:
    """A page's verbs in the order in which a person looks for them."""

    main: ShownVerb | None
    others: Sequence[ShownVerb]
    refused: Sequence[ShownVerb]
    not_now: Sequence[ShownVerb]


def shown_verb(
    form: Form,
    offered: AvailableVerb,
    address: str,
    subject_id: UUID,
    attempt: Attempt | None = None,
    suggested: Suggested = NOTHING,
    words: str = "",
) -> ShownVerb:
    """The form of one verb; where it was just tried, with what was typed and what is wrong with it."""
    verb = offered.verb.partition(".")[2]
    tried = attempt is not None and attempt.verb == verb and attempt.subject_id == subject_id
    one_id = f"{verb}-{subject_id}"
    fields = shown_fields(form, one_id, attempt if tried else None, suggested)
    link = reverse(form.page, args=[subject_id]) if form.page else ""
    return ShownVerb(offered, form, one_id, address, words or offered.words, fields, suggested.hidden, tried, link)


def shown_fields(form: Form, one_id: str, attempt: Attempt | None, suggested: Suggested = NOTHING) -> list[ShownField]:
    """The fields of a form, with what was typed where it was just tried."""
    return [_field(one, one_id, attempt, suggested) for one in form.fields]


def grouped(shown: Sequence[ShownVerb]) -> VerbGroups:
    """What is allowed first, the main one before all; then what is not, with its reasons."""
    allowed = [one for one in shown if one.offered.allowed]
    main = next((one for one in allowed if one.form.say.primary), None)
    others = sorted((one for one in allowed if one is not main), key=lambda one: one.form.say.danger)
    told = [one for one in shown if not one.offered.allowed]
    return VerbGroups(
        main,
        others,
        [one for one in told if one.offered.telling],
        [one for one in told if not one.offered.telling],
    )


def answered(
    request: MemberRequest,
    table: Mapping[str, Form],
    verb: str,
    here: Mapping[str, UUID],
    page: Callable[[Attempt, int], HttpResponse],
    after: Callable[[dict[str, Any]], str],
    say: Callable[[dict[str, Any]], None] | None = None,
    once: Callable[[dict[str, Any]], HttpResponse] | None = None,
) -> HttpResponse:
    """Do one verb, say so and go on; where it is refused, the same page says why and keeps what was typed.

    `here` names what the page is of, first the thing that the form stands at. What is shown to the first caller alone (a
    secret) is answered by the page `once` itself; whoever sends the form again goes on without it.
    """
    if verb not in table or table[verb].page not in ("", _name_of(request)):
        raise NotFound("verb")
    if request.method != "POST":
        # Whoever had to sign in first comes back here without the form.
        return redirect(after({}))
    tried = Attempt(verb, next(iter(here.values())), request.POST, written=_written(table[verb], request.POST))
    try:
        done = table[verb].perform(request, here)
    except Invalid as invalid:
        return page(replace(tried, errors=invalid.fields), 422)
    except Refused as refused:
        return page(replace(tried, reasons=refused.reasons), 403 if refused.never else 409)
    except Stale:
        return page(replace(tried, reasons=[_changed_meanwhile()]), 412)
    if once and "secret" in done:
        return once(done)
    if say:
        say(done)
    else:
        messages.success(request, table[verb].say.done)
    return redirect(after(done))


def _name_of(request: MemberRequest) -> str:
    """The page that is asked: a form that is a page of its own is answered there and nowhere else."""
    match = request.resolver_match
    return match.url_name or "" if match else ""


def _written(form: Form, typed: Post) -> list[tuple[str, str]]:
    fields = [
        (one.words, typed.get(one.name))
        for one in form.fields
        if one.kind not in ("check", "choice", "several", "verbs")
    ]
    return [(words, value) for words, value in fields if value and value.strip()]


def _changed_meanwhile() -> Reason:
    """What was typed is kept, and goes with the version that is shown now if it is sent again."""
    return Reason(
        "changed_meanwhile",
        _("Somebody else changed it after your page was made. Look at it as it stands now, then do it again."),
    )


def doing(
    table: Mapping[str, Form],
    page: Callable[[MemberRequest, UUID, Attempt | None, int], HttpResponse],
    back: str,
    *,
    of: Callable[[MemberRequest, UUID], UUID] | None = None,
    after: Callable[[dict[str, Any], UUID], str] | None = None,
) -> Callable[..., HttpResponseBase]:
    """The view that does such verbs: it leads `back` to the page of what they are done on, or where `after` says.

    Where the page is of another thing, `of` finds which: an exception stands on the page of its invoice.
    """

    @signed_in
    def do(request: MemberRequest, /, verb: str, **ids: UUID) -> HttpResponse:
        own = next(iter(ids.values()))
        page_id = of(request, own) if of else own

        def leads(done: dict[str, Any]) -> str:
            return after(done, page_id) if after and done else reverse(back, args=[page_id])

        return answered(request, table, verb, ids, lambda tried, status: page(request, page_id, tried, status), leads)

    return do


def permitted(request: MemberRequest, verb: str) -> None:
    """Nobody fills in a form that they may not send. Raises Refused."""
    refuse_if([] if request.member.may(verb) else [not_permitted(verb)])


def _field(one: Field, one_id: str, attempt: Attempt | None, suggested: Suggested) -> ShownField:
    typed = one.said(attempt.typed) if attempt else None
    # A box that was not ticked sends nothing: where the form was tried, that is what was chosen.
    unsaid = "" if attempt and one.kind == "check" else suggested.values.get(one.name, "")
    value = unsaid if typed is None else typed
    errors = attempt.errors.get(one.name, ()) if attempt else ()
    return ShownField(one, f"{one.name}-{one_id}", value, errors, suggested.options.get(one.name, one.options))
