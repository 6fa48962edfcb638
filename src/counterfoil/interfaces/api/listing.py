"""A list as the API answers it: the same declaration as the page, the same filters by the same names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.params import functions
from pydantic import Field, create_model

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Name, Values
from counterfoil.insight.listing.custom import codes_asked
from counterfoil.insight.listing.keyset import AS_MADE, Newest, Place, Sorting
from counterfoil.insight.listing.listing import AnyListing, filters_of, narrowed, sorting, sorts_of, value_of
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import page
from counterfoil.insight.listing.totals import MOST_COUNTED, Total, is_beyond, summed_of, totals
from counterfoil.insight.shapes.shape import Inside, Shape, Told
from counterfoil.lifecycle.orders.document import money_text

from .paging import Page, closed, no_cursor, opened

_FIELDS = (
    "By custom fields: `fields[CODE]` is a choice, true or false, part of its words, or a time; `fields[CODE_from]` and "
    "`fields[CODE_to]` are two numbers or days, both of them included."
)
F = TypeVar("F", bound=Callable[..., Any])
_TOTALS = (
    "The sums of everything that fits, in each currency. Null on further pages, among changes, and where more than "
    f"{MOST_COUNTED:,} fit."
)


class TotalShape(Shape, row=Total):
    """The sums of the rows in one currency, by the name of what is summed. A contractor's own key is not told of how many."""

    currency: str
    rows: Inside[int | None]
    sums: Annotated[dict[str, str], Told(lambda total: _sums(total))]
    left_out: Inside[int | None] = Field(
        description="Of how many rows a figure does not count: of what failed, for one."
    )


class ListPage(Page):
    """One page of a list, and on the first one its sums."""

    totals: list[TotalShape] | None = Field(description=_TOTALS)


@dataclass(frozen=True)
class Found:
    """A page of rows, where the next one begins, and the sums."""

    rows: Sequence[Any]
    next: str | None
    totals: list[TotalShape] | None


def asks(listing: AnyListing, says_q: str, more: type[Values] = Values) -> Callable[[F], F]:
    """Declare the parameters of an operation that lists: its `wanted` are the filters of the list, and `more`."""
    fields: dict[str, Any] = {
        name: (one.type | None, Field(None, description=one.says))
        for each in listing.filters
        for name, one in each.parameters.items()
    }
    if listing.custom:
        fields["fields"] = (Annotated[dict[str, str], Field(max_length=20)] | None, Field(None, description=_FIELDS))
    by = "|".join(sorts_of(listing))
    fields["q"] = (Name | None, Field(None, description=says_q))
    fields["sort"] = (
        Annotated[str, Field(pattern=f"^-?({by})$")] | None,
        Field(None, description=f"By what the list is in order; with a minus the greatest first. {_without(listing)}."),
    )
    wanted = create_model(f"{listing.__name__}Wanted", __base__=more, **fields)

    def declared(operation: F) -> F:
        operation.__annotations__["wanted"] = Annotated[wanted, functions.Query(...)]
        return operation

    return declared


def _without(listing: AnyListing) -> str:
    own = listing.order
    if listing.as_made:
        return "As the rows were made without"
    return "The newest first without" if isinstance(own, Newest) else f"By {own.field} without"


def rows_of(listing: AnyListing, member: Member, wanted: Any, among: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The rows that are asked for. Called inside a scope. Raises Invalid for a filter that this reader does not have."""
    reader = Reader(member, timezone.now())
    known = {name for one in filters_of(listing, reader) for name in one.parameters}
    declared = {name for one in listing.filters for name in one.parameters}
    given = {name: value for name in declared if (value := getattr(wanted, name)) is not None}
    custom = custom_asked(listing, reader, getattr(wanted, "fields", None) or {})
    unknown = sorted(given.keys() - known)
    if unknown:
        raise Invalid({name: [_("There is no such parameter.")] for name in unknown})
    return narrowed(listing, reader, given | custom, wanted.q or "", among)


def custom_asked(listing: AnyListing, reader: Reader, asked: Mapping[str, str]) -> dict[str, Any]:
    """What is asked of custom fields, as what it is. Raises Invalid for what this list does not have, or that can't be read."""
    own = listing.custom.filters(reader) if listing.custom and asked else []
    known = {name: one for each in own for name, one in each.parameters.items()}
    given: dict[str, Any] = {}
    wrong: dict[str, list[Any]] = {}
    for name, text in codes_asked(asked).items():
        value = value_of(known[name], text) if name in known else None
        if name not in known:
            wrong[name] = [_("There is no such parameter.")]
        elif value is None:
            wrong[name] = [_("This can't be read as what the field holds.")]
        else:
            given[name] = value
    if wrong:
        raise Invalid(wrong)
    return given


def found(
    listing: AnyListing, member: Member, rows: QuerySet[Any], wanted: Any, after: str | None, limit: int
) -> Found:
    """The page of these rows that begins after the cursor. Called inside a scope. Raises Invalid for a wrong cursor."""
    order = AS_MADE if listing.as_made and not wanted.sort else sorting(listing, wanted.sort)
    place, reader = _place(order, after), Reader(member, timezone.now())
    if wanted.sort and order.field != listing.order.field and is_beyond(listing, reader, rows):
        raise Invalid({"sort": [_("There are too many to be put in this order. Narrow the list first.")]})
    part = page(listing, rows, order, place, limit)
    summed = None if after or not summed_of(listing, reader) else totals(listing, reader, rows)
    sums = TotalShape.each(summed.each, member) if summed and not summed.beyond else None
    return Found(part.rows, closed(part.after.parts) if part.after else None, sums)


def _sums(total: Total) -> dict[str, str]:
    return {column.total: money_text(amount, total.currency) for column, amount in total.sums}


def _place(order: Sorting, after: str | None) -> Place | None:
    try:
        return order.place(*opened(after, parts=2)) if after else None
    except ValueError:
        raise no_cursor() from None
