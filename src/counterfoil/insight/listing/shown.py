"""A page of a list: its rows with all that stands beside them, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .columns import Column
from .keyset import Place, Slice, Sorting, page_of
from .listing import AnyListing, along, shown_columns
from .reader import Reader


@dataclass(frozen=True)
class Cell:
    """One cell: its column, and what stands in it."""

    column: Column
    holds: dict[str, Any]
    row_id: Any = None

    @property
    def kind(self) -> str:
        """Of which kind it is: how it is drawn."""
        return self.column.kind


@dataclass(frozen=True)
class Table:
    """A table as one reader sees it."""

    name: str
    caption: Any
    columns: Sequence[Column]
    lines: Sequence[Sequence[Cell]]
    wide_first: bool = False

    @property
    def styles(self) -> str:
        """What its widths go by."""
        return f"list-{self.name}" + (" list-wide-first" if self.wide_first else "")


def page(listing: AnyListing, rows: QuerySet[Any], sorting: Sorting, after: Place | None, size: int) -> Slice:
    """The rows of one page, with what each of them names. Called inside a scope."""
    return page_of(listing.names(rows), sorting, after, size)


def table(listing: AnyListing, reader: Reader, rows: Sequence[Any]) -> Table:
    """These rows with what comes along. Called inside a scope."""
    return table_of(listing, reader, along(listing, reader, rows))


def table_of(listing: AnyListing, reader: Reader, along: Sequence[Any]) -> Table:
    """What came along, cell by cell."""
    columns = shown_columns(listing, reader)
    lines = [
        [Cell(one, one.cell(each, row, reader), row.id) for one in columns]
        for each in along
        for row in [getattr(each, listing.row)]
    ]
    return Table(listing.name, listing.caption, columns, lines, listing.wide_first)
