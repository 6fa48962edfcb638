"""A list as a file has it: every row of the filtered set, in the order and with the columns of the page."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.written import written_by

from .columns import Column, Money, Value
from .filters import Given
from .keyset import Place, Sorting
from .listing import AnyListing, columns_of, narrowed
from .reader import Reader
from .shown import page

AT_ONCE = 500
Line = list[Value]


def heads(listing: AnyListing, reader: Reader) -> list[str]:
    """What the columns are called. The currency is named once, behind the first amount."""
    named = [
        [*map(str, one.heads), *([_("Currency")] if one is _first(listing) else [])]
        for one in columns_of(listing, reader)
    ]
    return list(chain.from_iterable(named))


def lines(listing: AnyListing, reader: Reader, given: Given, text: str, sorting: Sorting) -> Iterator[list[Line]]:
    """All rows that are asked for, some at a time, each time in a transaction of its own: who takes a file slowly holds
    nothing. Called outside of any scope."""
    after: Place | None = None
    while True:
        with written_by(reader.words), scope.reading(reader.by.company_id):
            found = page(listing, narrowed(listing, reader, given, text), sorting, after, AT_ONCE)
            told = [_line(listing, reader, one) for one in listing.along(reader, found.rows)]
        yield told
        after = found.after
        if after is None:
            return


def _line(listing: AnyListing, reader: Reader, one: Any) -> Line:
    row = getattr(one, listing.row)
    return list(chain.from_iterable(_values(listing, each, one, row, reader) for each in columns_of(listing, reader)))


def _values(listing: AnyListing, column: Column, one: Any, row: Any, reader: Reader) -> Sequence[Value]:
    values = column.plain(one, row, reader)
    return [*values, row.currency] if column is _first(listing) else values


def _first(listing: AnyListing) -> Column | None:
    return next((one for one in listing.columns if isinstance(one, Money)), None)
