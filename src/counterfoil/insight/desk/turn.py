"""One kind of turn: what a member may do now, and a question to the database whose rows are exactly those they may do it to.

The question says of all rows at once what the verb's own rule says of one; `tests/insight/desk` asks both of thousands of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.outside import is_outside

from .seat import NOBODY, Seat


@dataclass(frozen=True)
class Turn:
    """What waits. `verb` is what the member must be allowed to use at all, `shelf` the list that shows all of it, `oldest` since
    when a row waits. `outside` is a contractor's, and nobody else's."""

    name: str
    verb: str
    words: Any
    shelf: str
    rows: Callable[[Member], QuerySet[Any]]
    asks: Callable[[Seat], Q]
    oldest: str
    outside: bool = False

    def concerns(self, by: Member) -> bool:
        """Whether this could ever wait for the member."""
        return self.outside == is_outside(by) and (not self.verb or by.may(self.verb))

    def condition(self, seat: Seat) -> Q:
        """What is true of the rows that wait for who sits here; of none, where the verb is not theirs."""
        return self.asks(seat) if self.concerns(seat.by) else NOBODY

    def waiting(self, seat: Seat) -> QuerySet[Any]:
        """The rows that wait."""
        return self.rows(seat.by).filter(self.condition(seat))


def by_name(*turns: Turn) -> dict[str, Turn]:
    """Turns by their names."""
    return {turn.name: turn for turn in turns}
