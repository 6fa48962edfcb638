"""How a verb's form on a page becomes a call of its action: one machinery for evidence, invoices, payments and holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Reason, Refused, not_permitted, refuse_if
from counterfoil.insight.trace.moves import Move
from counterfoil.insight.trace.registered import VERBS

from .door import MemberRequest, now, version_said, via
from .wording import Wording, wording

Post = Mapping[str, str]
Read = Callable[[Post, Wording], dict[str, Any]]


@dataclass(frozen=True)
class Ask:
    """One field of a verb's form. `kind` is text, reason, lines, decimal, day, choice or check."""

    name: str
    words: Any
    kind: str = "text"
    hint: Any = ""


@dataclass(frozen=True)
class Act:
    """One verb's form: what is asked, how it looks, and what is said afterwards.

    `hidden` names what the page sends along: the version or the hash that was shown. `question` stands before a deed that asks
    nothing else, `above` is a template before the main button, and `page` where the verb has a page of its own. What it acts on
    is the page's own thing, but for a form that says it itself (`elsewhere`).
    """

    verb: str
    icon: str
    done: Any
    asks: tuple[Ask, ...] = ()
    read: Read | None = None
    yes: Any = ""
    hint: Any = ""
    danger: bool = False
    primary: bool = False
    hidden: tuple[str, ...] = ()
    question: Any = ""
    above: str = ""
    page: str = ""
    elsewhere: bool = False
    run: Callable[..., dict[str, Any]] | None = None

    def perform(self, request: MemberRequest, subject_id: UUID) -> dict[str, Any]:
        """Do it with what the form said. Raises what the action raises, and Invalid for what can't be read."""
        words, verb = wording(request.member.company), VERBS[self.verb]
        given = (self.read or self._asked)(request.POST, words)
        subject = {} if self.elsewhere else {f"{_SUBJECTS.get(self.verb, verb.subject)}_id": subject_id}
        return (self.run or verb.run)(by=request.member, at=now(), via=via(request), **subject, **given)

    def _asked(self, post: Post, words: Wording) -> dict[str, Any]:
        return read_hidden(self.hidden, post) | read_asks(self.asks, post, words)


_SUBJECTS = {"engagement.add": "contractor", "party.identify": "contractor"}
"""What the page is of, where the verb makes something that is not there yet."""


def forms(*acts: Act) -> dict[str, Act]:
    """The forms of one kind of thing, each by the last word of its verb's name."""
    return {act.verb.partition(".")[2]: act for act in acts}


def read_hidden(names: Sequence[str], post: Post) -> dict[str, Any]:
    """What the page sent along. A version that can't be read is none."""
    given: dict[str, Any] = {name: post.get(name, "") for name in names if name != "version"}
    version = version_said(post) if "version" in names else None
    return given if version is None else given | {"version": version}


@dataclass(frozen=True)
class Attempt:
    """A verb that was tried from a page and not done: what was typed, and why it was not done."""

    verb: str
    subject_id: UUID
    typed: Post
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True)
class ShownField:
    """A field of a form as the page shows it: with what was typed, or what is suggested."""

    ask: Ask
    id: str
    value: str
    errors: Sequence[str]
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ShownAct:
    """A move with its form, ready for the page."""

    move: Move
    act: Act
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
        return self.move.verb.partition(".")[2]


@dataclass(frozen=True)
class Suggested:
    """What a form offers before anything was typed: values and choices by field, and values nobody sees."""

    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)


NOTHING = Suggested()


@dataclass(frozen=True)
class Moves:
    """A page's moves in the order in which a person looks for them."""

    main: ShownAct | None
    others: Sequence[ShownAct]
    refused: Sequence[ShownAct]
    not_now: Sequence[ShownAct]


def shown_act(
    act: Act,
    move: Move,
    address: str,
    subject_id: UUID,
    attempt: Attempt | None = None,
    suggested: Suggested = NOTHING,
    words: str = "",
) -> ShownAct:
    """The form of one move; where it was just tried, with what was typed and what is wrong with it."""
    verb = move.verb.partition(".")[2]
    tried = attempt is not None and attempt.verb == verb and attempt.subject_id == subject_id
    one_id = f"{verb}-{subject_id}"
    fields = [_field(ask, one_id, attempt if tried else None, suggested) for ask in act.asks]
    link = reverse(act.page, args=[subject_id]) if act.page else ""
    return ShownAct(move, act, one_id, address, words or move.words, fields, suggested.hidden, tried, link)


def grouped(shown: Sequence[ShownAct]) -> Moves:
    """What is allowed first, the main one before all; then what is not, with its reasons."""
    allowed = [one for one in shown if one.move.allowed]
    main = next((one for one in allowed if one.act.primary), None)
    others = sorted((one for one in allowed if one is not main), key=lambda one: one.act.danger)
    told = [one for one in shown if not one.move.allowed]
    return Moves(
        main,
        others,
        [one for one in told if one.move.telling],
        [one for one in told if not one.move.telling],
    )


def answered(
    request: MemberRequest,
    table: Mapping[str, Act],
    verb: str,
    subject_id: UUID,
    page: Callable[[Attempt, int], HttpResponse],
    after: Callable[[dict[str, Any]], str],
    say: Callable[[dict[str, Any]], None] | None = None,
) -> HttpResponse:
    """Do one verb, say so and go on; where it is refused, the same page says why and keeps what was typed."""
    if verb not in table or table[verb].page:
        raise NotFound("verb")
    if request.method != "POST":
        # Whoever had to sign in first comes back here without the form.
        return redirect(after({}))
    try:
        done = table[verb].perform(request, subject_id)
    except Invalid as invalid:
        return page(Attempt(verb, subject_id, request.POST, errors=invalid.fields), 422)
    except Refused as refused:
        status = 403 if refused.never else 409
        return page(Attempt(verb, subject_id, request.POST, reasons=refused.reasons), status)
    if say:
        say(done)
    else:
        messages.success(request, table[verb].done)
    return redirect(after(done))


def read_asks(asks: Sequence[Ask], post: Post, words: Wording) -> dict[str, Any]:
    """What a form's fields say: an empty number or day is none. Raises Invalid, each sentence under its field."""
    given: dict[str, Any] = {}
    errors: dict[str, list[Any]] = {}
    for ask in asks:
        text = post.get(ask.name, "").strip()
        try:
            given[ask.name] = _value(ask, text, words)
        except ValueError as unreadable:
            errors[ask.name] = [str(unreadable)]
    if errors:
        raise Invalid(errors)
    return given


def permitted(request: MemberRequest, verb: str) -> None:
    """Nobody fills in a form that they may not send. Raises Refused."""
    refuse_if([] if request.member.may(verb) else [not_permitted(verb)])


def _value(ask: Ask, text: str, words: Wording) -> Any:
    if ask.kind == "choice" and not text:
        raise ValueError(_("Choose one."))
    if ask.kind == "check":
        return bool(text)
    if ask.kind == "decimal":
        return words.read(text) if text else None
    return (text or None) if ask.kind == "day" else text


def _field(ask: Ask, one_id: str, attempt: Attempt | None, suggested: Suggested) -> ShownField:
    typed = attempt.typed.get(ask.name) if attempt else None
    value = suggested.values.get(ask.name, "") if typed is None else typed
    errors = attempt.errors.get(ask.name, ()) if attempt else ()
    return ShownField(ask, f"{ask.name}-{one_id}", value, errors, suggested.options.get(ask.name, ()))
