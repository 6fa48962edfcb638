"""What makes a function a verb: one transaction, one entry, one answer.

    @action("order.issue", subject="order")
    def issue(*, by, at, order_id): ...

The function locks, asks the rules, changes, moves the state and returns what is `Stored`. Around it stand: the
permission, the idempotency key, the scope, the entry, and, when a rule says no, the entered refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason, Refused, not_permitted

from .models import Entry

Answer = dict[str, Any]


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


INSIDE = Via("code")


@dataclass(frozen=True)
class Stored:
    """What a verb leaves behind. `answer` holds ids and figures and is given again at every replay of its key.

    `shown_once` is given to the first caller alone and never stored (a secret); `reason` is the person's own words.
    """

    id: UUID
    answer: Answer
    order_id: UUID | None = None
    reason: str = ""
    shown_once: Answer = field(default_factory=dict)


@dataclass(frozen=True)
class Verb:
    """A registered verb: its name, what it acts on, and the function that does it."""

    name: str
    subject: str
    run: Callable[..., Answer]


VERBS: dict[str, Verb] = {}


def action(verb: str, *, subject: str) -> Callable[[Callable[..., Stored]], Callable[..., Answer]]:
    """Register a verb and make its function the whole transaction. See the module for the five beats."""

    def register(function: Callable[..., Stored]) -> Callable[..., Answer]:
        @wraps(function)
        def run(*, by: Actor, at: datetime, via: Via = INSIDE, **given: Any) -> Answer:
            entry = _new_entry(verb, subject, by, at, via, given)
            try:
                return _perform(entry, function, by, at, given)
            except Refused as refusal:
                _enter_refusal(entry, refusal)
                raise

        VERBS[verb] = Verb(verb, subject, run)
        return run

    return register


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


def _perform(entry: Entry, function: Callable[..., Stored], by: Actor, at: datetime, given: Mapping[str, Any]) -> Answer:
    if not by.may(entry.verb):
        raise Refused([not_permitted(entry.verb)])
    lock = f"{entry.company_id}{entry.member_id}{entry.key}" if entry.key else ""
    with scope.writing(entry.company_id, entry.id, lock):
        earlier = _earlier(entry)
        if earlier is not None:
            return earlier
        stored = function(by=by, at=at, **given)
        entry.subject_id, entry.order_id = stored.id, stored.order_id
        entry.answer, entry.reason = stored.answer, stored.reason
        entry.save(force_insert=True)
    return stored.answer | stored.shown_once


def _earlier(entry: Entry) -> Answer | None:
    """The stored answer to the same request under the same key. Another request under it is refused."""
    if not entry.key:
        return None
    same_key = Entry.objects.within(entry.company_id).filter(member_id=entry.member_id, key=entry.key, outcome=Entry.DONE)
    found = same_key.values_list("request_digest", "answer").first()
    if found is None:
        return None
    if found[0] != entry.request_digest:
        raise Refused([_key_reused(entry.key)])
    return found[1]


def _key_reused(key: str) -> Reason:
    sentence = _("The idempotency key %(key)s was used for another request. Use a new key for a new request.")
    return Reason("key_reused", sentence, {"key": key})


def _enter_refusal(entry: Entry, refusal: Refused) -> None:
    """Put the refusal on the trail in a transaction of its own; equal ones within one clock minute once."""
    entry.id, entry.outcome, entry.key = new_id(), Entry.REFUSED, ""
    entry.answer, entry.reason = None, ""
    entry.reasons = [reason.as_data() for reason in refusal.reasons]
    minute = entry.at.replace(second=0, microsecond=0)
    facts = [entry.member_id, entry.verb, entry.subject_id, entry.door, entry.reasons, minute]
    entry.refused_digest = sha256(canonical(facts))
    with scope.writing(entry.company_id, entry.id):
        Entry.objects.bulk_create([entry], ignore_conflicts=True)
