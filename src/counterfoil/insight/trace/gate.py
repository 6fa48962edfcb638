"""One gate: what an order has to pass, and whether it has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

DONE, OPEN, BLOCKED, LATER, NOT_ASKED = "done", "open", "blocked", "later", "not_asked"


@dataclass(frozen=True)
class Gate:
    """One gate. `who` did it, or could do it now; `since` is when it was done or became open.

    `waits` says that a document lies here and waits for somebody. `outside` is the sentence for a contractor, where the
    other names colleagues.
    """

    key: str
    words: str
    status: str
    sentence: str
    who: Sequence[str] = field(default_factory=list)
    since: datetime | None = None
    waits: bool = False
    outside: str = ""
