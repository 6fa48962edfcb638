"""The entries of what one verb does with many things at once: each thing has one of its own, beside the verb's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.refusals import not_permitted, refuse_if

from .models import Entry


@dataclass(frozen=True)
class Along:
    """One thing with which a verb was done, and what that answers."""

    verb: str
    subject: str
    id: UUID
    answer: dict[str, Any]
    order_id: UUID | None = None


def entered_along(entry: Entry, along: Sequence[Along], may: Callable[[str], bool]) -> list[Entry]:
    """One entry for each, by the same member at the same moment. Who may not do that with one thing does not do it with many.
    Raises Refused."""
    by_key = entry.api_key_id is not None
    refuse_if(not_permitted(verb, by_key) for verb in {one.verb for one in along} if not may(verb))
    doing = {name: getattr(entry, name) for name in ("company_id", "member_id", "api_key_id", "at", "door", "outcome")}
    return [
        Entry(verb=one.verb, subject=one.subject, subject_id=one.id, order_id=one.order_id, answer=one.answer, **doing)
        for one in along
    ]
