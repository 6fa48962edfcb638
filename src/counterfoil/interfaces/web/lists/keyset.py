"""Pages by key and not by number: the first page of five million is as quick as of fifty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from counterfoil.foundation.kernel.tables import leading

_BETWEEN = "_"


@dataclass(frozen=True)
class Cursor:
    """The last row that was shown: the next page begins after it."""

    created_at: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """A cursor from an address; anything unreadable is the beginning."""
        moment, _between, row_id = text.partition(_BETWEEN)
        try:
            created_at, row = datetime.fromisoformat(moment), UUID(row_id)
            return cls(created_at.astimezone(UTC), row) if created_at.tzinfo else None
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{self.created_at.isoformat()}{_BETWEEN}{self.id}"


@dataclass(frozen=True)
class KeysetPage:
    """Some rows, and where the next ones begin."""

    rows: Sequence[Any]
    after: "Cursor | Due | None"
    first: bool


@dataclass(frozen=True)
class Due:
    """The last row that was shown of what is listed by its day, the earliest first."""

    day: date
    id: UUID

    @classmethod
    def read(cls, text: str) -> "Due | None":
        """A cursor from an address; anything unreadable is the beginning."""
        day, _between, row_id = text.partition(_BETWEEN)
        try:
            return cls(date.fromisoformat(day), UUID(row_id))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day.isoformat()}{_BETWEEN}{self.id}"


def page_of(rows: QuerySet[Any], after: Cursor | None, size: int, moment: str = "created_at") -> KeysetPage:
    """The page that begins after this cursor, newest first by this moment."""
    if after is not None:
        # The first condition alone lets the index be used; the second is exact.
        at = after.created_at
        older = Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "id__lt": after.id})
        rows = rows.filter(Q(**{f"{moment}__lte": at}) & older)
    found = leading(rows, size + 1, f"-{moment}", "-id")
    shown = found[:size]
    more = Cursor(getattr(shown[-1], moment), shown[-1].id) if len(found) > size else None
    return KeysetPage(shown, more, after is None)


def page_by_due(rows: QuerySet[Any], after: Due | None, size: int) -> KeysetPage:
    """The page that begins after this cursor, the earliest due first."""
    if after is not None:
        later = Q(due_on__gt=after.day) | Q(due_on=after.day, id__gt=after.id)
        rows = rows.filter(Q(due_on__gte=after.day) & later)
    found = leading(rows, size + 1, "due_on", "id")
    shown = found[:size]
    more = Due(shown[-1].due_on, shown[-1].id) if len(found) > size else None
    return KeysetPage(shown, more, after is None)
