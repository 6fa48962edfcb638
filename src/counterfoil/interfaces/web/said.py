"""The trail as a page says it: who did what, or was refused and why, the newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.words import verb_words


@dataclass(frozen=True)
class Said:
    """One entry as a sentence."""

    entry: Entry
    who: str
    verb: str
    reasons: Sequence[str]


def said(entries: Sequence[Entry], name: Callable[[UUID | None], str]) -> list[Said]:
    """These entries, which come in the order in which they were recorded, the newest first."""
    return [_said(entry, name) for entry in reversed(entries)]


def _said(entry: Entry, name: Callable[[UUID | None], str]) -> Said:
    reasons = [reason.get("words", reason["key"]) for reason in entry.reasons or []]
    return Said(entry, name(entry.member_id), verb_words(entry.verb), reasons)
