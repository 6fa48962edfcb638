"""What makes a function a verb: one transaction, one entry, one answer.

    @action("order.close", on=OrderCase, rule=rules.close)
    def close(case, *, reason): ...

The case locks, its rule is asked, and the function changes, moves the state and returns what is `Stored`. A verb on nothing
that is there asks by itself: `@action("order.create", subject="order")`. Around it stand: the types
of what it is given, the permission, the idempotency key, the scope, the entry, and, when a rule or a guard of the
database says no, the entered refusal.
"""

import inspect
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial, wraps
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _
from pydantic import create_model

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.cases import Case, Rule
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_row
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused, not_permitted, refuse_if
from counterfoil.foundation.kernel.values import Values, parsed
from counterfoil.foundation.kernel.written import written_by

from .along import Along, entered_along
from .models import Entry

Answer = dict[str, Any]

_TAKEN, _GUARDED = "23505", "23514"
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"
_LONGEST_KEY = 200
_EARLIER = "earlier_answer(set.company, %s, %s)"
"""Takes the key's lock, then looks: whoever waited for it sees what the other one has done."""
_log = logging.getLogger(__name__)


class Actor(Protocol):
    """Who acts: a member of a company, by session or by key."""

    @property
    def id(self) -> UUID: ...
    @property
    def company_id(self) -> UUID: ...
    @property
    def api_key_id(self) -> UUID | None: ...
    def may(self, verb: str) -> bool: ...


@dataclass(frozen=True)
class Via:
    """The door a verb came through, and the caller's idempotency key, if any."""

    door: str
    key: str = ""

    def __post_init__(self) -> None:
        if len(self.key) > _LONGEST_KEY or not self.key.isprintable():
            raise Invalid({"key": [_("An idempotency key is at most 200 printable characters.")]})


INSIDE = Via("code")


@dataclass(frozen=True)
class Stored:
    """What a verb leaves behind. `answer` holds ids and figures and is given again at every replay of its key.

    `shown_once` is given to the first caller alone and never stored (a secret); `reason` is the person's own words.
    `along` are the entries of what was done with many things at once.
    """

    id: UUID
    answer: Answer
    order_id: UUID | None = None
    reason: str = ""
    shown_once: Answer = field(default_factory=dict)
    along: Sequence[Along] = ()


@dataclass(frozen=True)
class Verb:
    """A registered verb: its name, what it acts on, and the function that does it.

    `on` is the case that its rules are asked with, by the verb and by every page; `given` are the types of what it is given.
    """

    name: str
    subject: str
    run: Callable[..., Answer]
    given: type[Values]
    on: type[Case] | None = None
    rules: Sequence[Rule] = ()


VERBS: dict[str, Verb] = {}


def action(
    verb: str,
    *,
    subject: str = "",
    on: type[Case] | None = None,
    rule: Rule | Sequence[Rule] = (),
    also: Rule | None = None,
    founds: bool = False,
) -> Callable[[Callable[..., Stored]], Callable[..., Answer]]:
    """Register a verb and make its function the whole transaction. See the module for the five beats.

    `on` is the case that it is done with and `rule` what is asked first, by pages too; `also` is asked of what the form says, by
    the verb alone. A caller that gives what it has `seen` of the thing is refused where that has changed since. `founds` says
    that there is no company before it, on whose trail a refusal could be entered.
    """
    subject = subject or (on.subject if on else "")
    rules = (rule,) if callable(rule) else tuple(rule)

    def register(written: Callable[..., Stored]) -> Callable[..., Answer]:
        typed = _typed(written, f"{on.subject}_id" if on else "")
        function = _with_case(written, on, (*rules, also) if also else rules) if on else written

        @wraps(written)
        def run(*, by: Actor, at: datetime, via: Via = INSIDE, seen: str = "", **given: Any) -> Answer:
            checked = parsed(typed, given)
            given = {name: getattr(checked, name) for name in given}
            entry = _new_entry(verb, subject, by, at, via, given)
            perform = partial(function, seen=seen) if seen and on else function
            with written_by(None):
                try:
                    return _unguarded(lambda: _perform(entry, perform, by, at, given))
                except Refused as refusal:
                    if not founds:
                        _enter_refusal(entry, refusal, by.may(verb))
                    raise

        run.__signature__ = _called_with(written, typed)  # type: ignore[attr-defined]
        VERBS[verb] = Verb(verb, subject, run, typed, on, rules)
        return run

    return register


def _called_with(written: Callable[..., Stored], typed: type[Values]) -> inspect.Signature:
    """By whom, at which moment, and what is given, each by its name: as callers see the verb."""
    asked: dict[str, tuple[Any, Any]] = {"by": (Actor, ...), "at": (datetime, ...)}
    asked |= {
        name: (one.annotation, ... if one.is_required() else one.default) for name, one in typed.model_fields.items()
    }
    own = inspect.signature(written).parameters
    return inspect.Signature(
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=own[name].annotation if name in own else kind,
                default=inspect.Parameter.empty if default is ... else default,
            )
            for name, (kind, default) in asked.items()
        ]
    )


def _with_case(written: Callable[..., Stored], on: type[Case], rules: Sequence[Rule]) -> Callable[..., Stored]:
    """Lock the case, tell it what was given, and ask its rules."""

    def done(*, by: Any, at: datetime, seen: str = "", **given: Any) -> Stored:
        case = on.locked(by, at, given.pop(f"{on.subject}_id"))
        case.given = given
        refuse_if([_changed_since()] if seen and seen != case.seen else [])
        refuse_if(case.ask(*rules))
        return written(case, **given)

    return done


def _changed_since() -> Reason:
    """The thing is not what the caller looked at."""
    return Reason("changed_since", _("It was changed after it was shown. Nothing was done with it; look at it again."))


def _typed(function: Callable[..., Stored], subject_id: str) -> type[Values]:
    """What a verb may be given, by its own annotations, so that no door can forget to check."""
    fields: dict[str, Any] = {subject_id: (UUID, ...)} if subject_id else {}
    fields |= {
        name: (parameter.annotation, ... if parameter.default is parameter.empty else parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in ("by", "at", "case")
    }
    return create_model(function.__name__, __base__=Values, **fields)


def _unguarded(perform: Callable[[], Answer]) -> Answer:
    """Perform; what a guard or a unique index of the database refuses is a refusal like any other."""
    try:
        return _once_more(perform)
    except IntegrityError as error:
        if _sqlstate(error) not in (_TAKEN, _GUARDED):
            raise
        _log.warning("refused by the database: %s", error)
        raise Refused([_collided(error)]) from error


def _once_more(perform: Callable[[], Answer]) -> Answer:
    """Perform, and once again when PostgreSQL ended the transaction in favour of another one."""
    try:
        return perform()
    except OperationalError as error:
        if _sqlstate(error) not in (_SERIALIZATION_FAILURE, _DEADLOCK):
            raise
        return perform()


def _sqlstate(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


def _collided(error: IntegrityError) -> Reason:
    sentence = _("Somebody did the same at the same moment. Nothing was changed here; look again.")
    return Reason("guard", sentence, {"constraint": error.__cause__.diag.constraint_name})  # type: ignore[union-attr]


def _new_entry(verb: str, subject: str, by: Actor, at: datetime, via: Via, given: Mapping[str, Any]) -> Entry:
    subject_id = given.get(f"{subject}_id")
    return Entry(
        id=new_id(),
        company_id=by.company_id,
        member_id=by.id,
        api_key_id=by.api_key_id,
        verb=verb,
        subject=subject,
        subject_id=subject_id,
        order_id=subject_id if subject == "order" else None,
        at=at,
        door=via.door,
        key=via.key,
        request_digest=sha256(canonical([verb, given])) if via.key else "",
    )


def _perform(
    entry: Entry, function: Callable[..., Stored], by: Actor, at: datetime, given: Mapping[str, Any]
) -> Answer:
    if not by.may(entry.verb):
        raise Refused([not_permitted(entry.verb, by_key=by.api_key_id is not None)])
    asked = (_EARLIER, [entry.member_id, entry.key]) if entry.key else ()
    with scope.writing(entry.company_id, entry.id, *asked) as found:
        earlier = _earlier(entry, found)
        if earlier is not None:
            return earlier
        stored = function(by=by, at=at, **given)
        entry.subject_id, entry.order_id = stored.id, stored.order_id
        entry.answer, entry.reason = stored.answer, stored.reason
        add_row(entry)
        if stored.along:
            Entry.objects.bulk_create(entered_along(entry, stored.along, by.may))
    return stored.answer | stored.shown_once


def _earlier(entry: Entry, found: tuple[str | None, str] | None) -> Answer | None:
    """The stored answer to the same request under the same key. Another request under it is refused."""
    if found is None or found[0] is None:
        return None
    if found[0] != entry.request_digest:
        raise Refused([_key_reused(entry.key)])
    answer: Answer = json.loads(found[1])
    return answer


def _key_reused(key: str) -> Reason:
    sentence = _("The idempotency key %(key)s was used for another request. Use a new key for a new request.")
    return Reason("key_reused", sentence, {"key": key})


def _enter_refusal(entry: Entry, refusal: Refused, may: bool) -> None:
    """Put the refusal on the trail in a transaction of its own; equal ones within one clock minute once."""
    entry.id, entry.outcome, entry.key = new_id(), Entry.REFUSED, ""
    entry.answer, entry.reason = None, ""
    entry.reasons = [reason.as_data() for reason in refusal.reasons]
    minute = entry.at.replace(second=0, microsecond=0)
    facts = [entry.member_id, entry.verb, entry.subject_id, entry.door, entry.reasons, minute]
    if not may:
        # Nothing was read, so any id can be named: however many are tried, it is one refusal, or they flood the trail.
        facts[2] = None
    entry.refused_digest = sha256(canonical(facts))
    with scope.writing(entry.company_id, entry.id):
        Entry.objects.bulk_create([entry], ignore_conflicts=True)
