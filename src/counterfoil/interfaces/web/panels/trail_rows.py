"""The trail as a page says it: who did what, or was refused and why, the newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.history import history
from counterfoil.insight.verbs.words import verb_words


@dataclass(frozen=True)
class TrailRow:
    """One entry as a sentence."""

    entry: Entry
    who: str
    verb: str
    reasons: Sequence[str]


def trail_rows(entries: Sequence[Entry], name: Callable[[UUID | None], str]) -> list[TrailRow]:
    """These entries, which come in the order in which they were recorded, the newest first."""
    return [_trail_row(entry, name) for entry in reversed(entries)]


def happened(by: Member, subject_id: UUID) -> list[TrailRow]:
    """What was done with one thing that hangs on no order, the newest first. Called inside a scope."""
    entries, names = history(by, subject_id)
    return trail_rows(entries, lambda member_id: names.get(member_id, "–"))


def _trail_row(entry: Entry, name: Callable[[UUID | None], str]) -> TrailRow:
    reasons = [reason.get("words", reason["key"]) for reason in entry.reasons or []]
    return TrailRow(entry, name(entry.member_id), verb_words(entry.verb), reasons)
