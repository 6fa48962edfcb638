"""A page below the settings about one thing: what it says, what can be done with it, and what was done. And its forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterfoil.foundation.kernel.cases import Case
from counterfoil.insight.verbs.available import asked, available

from ..forms.available import NOTHING, Attempt, ShownVerb, Suggested, VerbGroups, shown_verb
from ..forms.verb_forms import Form
from ..panels.trail_rows import TrailRow
from ..session.member import MemberRequest, new_key
from .pages import HERE


@dataclass(frozen=True)
class Fact:
    """One line of what a thing says. `link` is where its value leads, `picture` where the picture is that it is."""

    words: Any
    value: Any
    link: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Thing:
    """A thing as its page shows it. `back` names the address of the list that it stands in."""

    title: Any
    says: Any
    back: str
    back_words: Any
    facts: Sequence[Fact]
    verbs: VerbGroups
    trail: Sequence[TrailRow]
    notes: Sequence[Any] = ()
    roles: Sequence[tuple[str, Any]] = ()
    """What each role may do, where one is given on this page."""


@dataclass(frozen=True)
class Once:
    """Something that is shown this one time and kept nowhere: a link, a secret."""

    title: Any
    says: Any
    value: str
    onward: str
    onward_words: Any
    warnings: Sequence[str] = ()


def thing_page(request: MemberRequest, thing: Thing, attempt: Attempt | None, status: int) -> HttpResponse:
    """The page of one thing."""
    shown = {"thing": thing, "attempt": attempt, "key": new_key(), "here": "settings", "verbs": thing.verbs}
    return render(request, "web/settings/thing.html", shown | {"trail_rows": thing.trail} | HERE, status=status)


def once_page(request: HttpRequest, once: Once) -> HttpResponse:
    """The page that shows it. It answers the form itself: behind no address is it found again."""
    return render(request, "web/settings/once.html", {"once": once, "here": "settings"} | HERE)


def add_page(
    request: MemberRequest,
    form: Form,
    address: str,
    back: tuple[str, Any],
    attempt: Attempt | None,
    status: int,
    begun: Suggested = NOTHING,
    **more: Any,
) -> HttpResponse:
    """The form by which something is added."""
    by = request.member
    shown = shown_verb(form, asked(form.verb, [], by), address, by.company_id, attempt, begun)
    page = {"form": shown, "back": back[0], "back_words": back[1], "attempt": attempt, "key": new_key()} | more
    return render(request, "web/settings/add.html", page | {"here": "settings"} | HERE, status=status)


def case_verbs(
    case: Case,
    forms: Mapping[str, Form],
    address: Callable[[str], str],
    subject_id: Any,
    attempt: Attempt | None,
    begun: Mapping[str, Suggested],
) -> list[ShownVerb]:
    """The verbs of a case that have a form here, each with what it begins with. Called inside a scope."""
    shown = []
    for offered in available(case):
        deed = offered.verb.partition(".")[2]
        if deed in forms:
            suggested = begun.get(deed, NOTHING)
            shown.append(shown_verb(forms[deed], offered, address(deed), subject_id, attempt, suggested))
    return shown
