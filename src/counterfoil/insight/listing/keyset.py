"""Pages by key in any declared order: the last row's figure and id say where the next page begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.kernel.tables import leading
from counterfoil.foundation.kernel.values import Day, Moment, Name, SignedAmount

_READ: dict[str, Any] = {
    "moment": TypeAdapter(Moment),
    "day": TypeAdapter(Day),
    "due": TypeAdapter(Day),
    "clock": TypeAdapter(Day),
    "money": TypeAdapter(SignedAmount),
    "words": TypeAdapter(Name),
    "link": TypeAdapter(Name),
    "id": TypeAdapter(UUID),
}
WORDS = ("words", "link")
"""What is put in order from A to Z, and not by how great it is."""


@dataclass(frozen=True)
class Newest:
    """The order of a list that nobody has put in another: the newest first, by this moment."""

    field: str
    kind: ClassVar[str] = "moment"
    down: ClassVar[bool] = True


@dataclass(frozen=True)
class Alphabetical:
    """The order of a list of what people know by a word or code: from A to Z."""

    field: str
    label: Any
    kind: ClassVar[str] = "words"
    down: ClassVar[bool] = False


@dataclass(frozen=True)
class Earliest:
    """The order of a list of what is due: the earliest day first."""

    field: str
    label: Any
    kind: ClassVar[str] = "day"
    down: ClassVar[bool] = False


@dataclass(frozen=True)
class Latest:
    """The order of a list of what is said of days: the latest day first."""

    field: str
    label: Any
    kind: ClassVar[str] = "day"
    down: ClassVar[bool] = True


@dataclass(frozen=True)
class Sorting:
    """By which figure a list is in order, and of which kind it is. The id decides between equal ones."""

    field: str
    kind: str
    down: bool

    def place(self, figure: str, row_id: str) -> "Place":
        """The place of a row by what an address or a cursor says of it. Raises ValueError where it says nothing."""
        try:
            return Place(_READ[self.kind].validate_python(figure), UUID(row_id))
        except ValidationError:
            raise ValueError(figure) from None

    def __str__(self) -> str:
        return f"-{self.field}" if self.down else self.field


AS_MADE = Sorting("id", "id", False)
"""The order in which rows were made: identifiers grow with time."""


@dataclass(frozen=True)
class Place:
    """Where a page ended."""

    figure: Any
    id: UUID

    @property
    def parts(self) -> tuple[str, str]:
        """The place as two texts, for an address or a cursor."""
        figure = self.figure
        return figure.isoformat() if hasattr(figure, "isoformat") else str(figure), str(self.id)


@dataclass(frozen=True)
class Slice:
    """Some rows, and where the next ones begin."""

    rows: Sequence[Any]
    after: Place | None


def page_of(rows: QuerySet[Any], sorting: Sorting, after: Place | None, size: int) -> Slice:
    """The rows that follow this place."""
    if after is not None:
        # The first condition alone lets the index be used; the second is exact.
        name, beyond = sorting.field, "lt" if sorting.down else "gt"
        further = Q(**{f"{name}__{beyond}": after.figure}) | Q(**{f"id__{beyond}": after.id})
        rows = rows.filter(Q(**{f"{name}__{beyond}e": after.figure}) & further)
    sign = "-" if sorting.down else ""
    found = leading(rows, size + 1, f"{sign}{sorting.field}", f"{sign}id")
    shown = found[:size]
    more = len(found) > size
    return Slice(shown, Place(getattr(shown[-1], sorting.field), shown[-1].id) if more else None)
