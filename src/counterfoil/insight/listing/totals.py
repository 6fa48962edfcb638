"""What a filtered list comes to: how many there are in each state, and each sum in each currency. No currency is mixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, QuerySet, Sum

from counterfoil.foundation.kernel.money import ZERO

from .columns import Money
from .listing import AnyListing, chips_of, shown_columns
from .reader import Reader

MOST_COUNTED = 20_000
"""Beyond so many rows nothing is counted or summed: the first page of five million is as quick as of fifty."""


@dataclass(frozen=True)
class Total:
    """The sums of the rows in one currency, in the order of the columns; in none where no column is summed."""

    currency: str
    rows: int
    sums: Sequence[tuple[Money, Decimal]]
    left_out: int = 0
    """Of how many rows a figure does not count: of payments that failed, of orders that were turned down."""


@dataclass(frozen=True)
class Totals:
    """The sums in every currency, and how many rows they are of. `beyond`: too many to be summed."""

    each: Sequence[Total]
    beyond: bool = False

    @property
    def rows(self) -> int:
        """How many there are."""
        return sum(one.rows for one in self.each)

    @property
    def left_out(self) -> int:
        """Of how many of them a figure does not count."""
        return sum(one.left_out for one in self.each)


def totals(listing: AnyListing, reader: Reader, rows: QuerySet[Any]) -> Totals:
    """The sums of all these rows, in one query; how many there are, where none has money. Called inside a scope."""
    summed = summed_of(listing, reader)
    if not summed:
        number = _few(listing, reader, rows).count()
        beyond = number > MOST_COUNTED
        return Totals([] if beyond or not number else [Total("", number, [])], beyond)
    sums: dict[str, Any] = {f"sum_of_{one.total}": Sum(one.total, filter=one.counts) for one in summed}
    sums |= _left_out(summed)
    each = _few(listing, reader, rows).values("currency")
    found = list(each.annotate(number=Count("id"), **sums).order_by("currency"))
    if sum(one["number"] for one in found) > MOST_COUNTED:
        return Totals([], beyond=True)
    return Totals(
        [
            Total(
                one["currency"],
                one["number"],
                [(each, one[f"sum_of_{each.total}"] or ZERO) for each in summed],
                one.get("left_out", 0),
            )
            for one in found
        ]
    )


def counts(listing: AnyListing, reader: Reader, rows: QuerySet[Any]) -> dict[str, int] | None:
    """How many of these rows each chip stands for, in one query: nothing for a contractor, None where there are too many.

    Called inside a scope.
    """
    chips = chips_of(listing)
    if reader.outside or chips is None:
        return {}
    each = _few(listing, reader, rows).annotate(chip_of_row=chips.chip(reader)).values_list("chip_of_row")
    found = dict(each.annotate(Count("id")).order_by())
    return found if sum(found.values()) <= MOST_COUNTED else None


def summed_of(listing: AnyListing, reader: Reader) -> list[Money]:
    """The columns that are shown to this reader and summed."""
    return [one for one in shown_columns(listing, reader) if isinstance(one, Money) and one.total]


def is_beyond(listing: AnyListing, reader: Reader, rows: QuerySet[Any]) -> bool:
    """Whether there are more than are counted: then nothing puts them in another order than their own. Inside a scope."""
    return _few(listing, reader, rows).count() > MOST_COUNTED


def _left_out(summed: Sequence[Money]) -> dict[str, Any]:
    """How many rows count for no sum, where there can be such rows."""
    counts = [~one.counts for one in summed if one.counts is not None]
    return {"left_out": Count("id", filter=reduce(and_, counts))} if counts else {}


def _few(listing: AnyListing, reader: Reader, rows: QuerySet[Any]) -> QuerySet[Any]:
    """These rows again, and not many more of them than are counted."""
    first = rows.order_by().select_related(None).values("id")[: MOST_COUNTED + 1]
    table = listing.model._default_manager.filter(company_id=reader.by.company_id, id__in=first)
    return table.annotate(**listing.figures)
