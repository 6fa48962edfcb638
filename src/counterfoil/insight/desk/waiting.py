"""How much waits for a member of each kind of turn, and the oldest of it: one statement, whatever there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from .seat import Seat
from .turn import Turn

MOST_COUNTED = 10_000
"""Beyond so many it is only said that there are more: nobody needs the figure, and the list shows them all."""
MOST_SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind: how many, as far as they are counted, and the ids of the oldest."""

    turn: Turn
    counted: int
    oldest: Sequence[UUID]

    @property
    def beyond(self) -> bool:
        """Whether there are more than are counted."""
        return self.counted > MOST_COUNTED

    @property
    def count(self) -> int:
        """How many there are, or how many there are at the least."""
        return min(self.counted, MOST_COUNTED)

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.counted > len(self.oldest)


def waiting(
    seat: Seat, turns: Mapping[str, Turn], most: int = MOST_SHOWN, besides: UUID | None = None
) -> dict[str, Waiting]:
    """What waits of each of these turns, by name, `besides` one row; those that could never wait for this member are left out.

    One statement asks for all of it.
    """
    parts: list[str] = []
    given: list[Any] = []
    asked: list[Turn] = []
    for turn in turns.values():
        if not turn.concerns(seat.by):
            continue
        try:
            rows = turn.waiting(seat).select_related(None).order_by().values("id")
            rows = rows.exclude(id=besides) if besides else rows
            for shape, part in _two(rows, turn.oldest, most):
                sql, params = part.query.sql_with_params()
                parts.append(shape.replace("ROWS", sql))
                given += params
        except EmptyResultSet:
            continue
        asked.append(turn)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        found: Sequence[Any] = cursor.fetchone()
    each = zip(asked, found[::2], found[1::2], strict=True)
    return {turn.name: Waiting(turn, counted, oldest) for turn, counted, oldest in each}


def _two(rows: QuerySet[Any, Any], oldest: str, most: int) -> Sequence[tuple[str, QuerySet[Any, Any]]]:
    """How many there are, and which are the oldest."""
    counted = rows[: MOST_COUNTED + 1]
    return [("(SELECT count(*) FROM (ROWS) AS waiting)", counted), ("ARRAY(ROWS)", rows.order_by(oldest, "id")[:most])]
