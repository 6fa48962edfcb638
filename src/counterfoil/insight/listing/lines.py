"""A list as a file has it: every row of the filtered set, in the order and with the columns of the page, and where none
were chosen for it, with the identifiers by which its rows are known elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.written import written_by

from .columns import Column, Money, Value
from .filters import Given
from .keyset import Place, Sorting
from .listing import AnyListing, along, filed_columns, narrowed
from .reader import Reader
from .shown import page

AT_ONCE = 500
Line = list[Value]


def heads(listing: AnyListing, reader: Reader) -> list[str]:
    """What the columns are called. The currency is named once, behind the first amount."""
    columns = filed_columns(listing, reader)
    named = [[*map(str, one.heads), *([_("Currency")] if one is _first(columns) else [])] for one in columns]
    return list(chain.from_iterable(named))


def lines(listing: AnyListing, reader: Reader, given: Given, text: str, sorting: Sorting) -> Iterator[list[Line]]:
    """All rows that are asked for, some at a time, each time in a transaction of its own: who takes a file slowly holds
    nothing. Called outside of any scope."""
    after: Place | None = None
    columns = filed_columns(listing, reader)
    while True:
        with written_by(reader.words), scope.reading(reader.by.company_id):
            found = page(listing, narrowed(listing, reader, given, text), sorting, after, AT_ONCE)
            told = [_line(listing, columns, reader, one) for one in along(listing, reader, found.rows)]
        yield told
        after = found.after
        if after is None:
            return


def _line(listing: AnyListing, columns: Sequence[Column], reader: Reader, one: Any) -> Line:
    row, first = getattr(one, listing.row), _first(columns)
    told = ([*each.plain(one, row, reader), *([row.currency] if each is first else [])] for each in columns)
    return list(chain.from_iterable(told))


def _first(columns: Sequence[Column]) -> Column | None:
    return next((one for one in columns if isinstance(one, Money)), None)
