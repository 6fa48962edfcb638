"""One declaration per list: from it come the page, the API's list and the files, with the same filters by the same names.

A declaration reads. It is a class that is never made an object of: its attributes are the list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.catalogue.custom_values import read_along
from counterfoil.foundation.companies.models import Member

from .archived import ARCHIVED, IN_LISTS
from .columns import Column, Link
from .custom import CUSTOM, Customised
from .filters import Filter, Given, Parameter
from .keyset import WORDS, Alphabetical, Earliest, Latest, Newest, Sorting
from .reader import Reader


@dataclass(frozen=True)
class Sentence:
    """A sentence, and how it is said to a contractor where that is otherwise."""

    words: Any
    outside: Any = None

    def to(self, reader: Reader) -> str:
        """The sentence for this reader."""
        return str(self.outside if reader.outside and self.outside is not None else self.words)


@dataclass(frozen=True)
class Way:
    """A way from the list to another page: to a new one, or to where these come from. `may` is the verb that it needs."""

    to: str
    icon: str
    words: Sentence
    may: str = ""
    query: str = ""
    """What follows the address: a filter of the list that it leads to."""
    inside: bool = False
    """Whether it is for those who work here alone."""

    def open_to(self, reader: Reader) -> bool:
        """Whether this reader may go there."""
        return not (self.inside and reader.outside) and (not self.may or reader.by.may(self.may))


@dataclass(frozen=True)
class Empty:
    """What an empty list says: that nothing fits, or what comes here, and the first thing to do (`way`)."""

    icon: str
    head: Any
    words: Any = ""
    way: Way | None = None
    """A link to everything, or to what makes the first one."""
    outside: "Empty | None" = None
    """What it says to a contractor, where that is otherwise."""

    def to(self, reader: Reader) -> "Empty":
        """What it says to this reader."""
        return self.outside if reader.outside and self.outside else self


class Listing:
    """One list. `rows` are those that the reader sees, `search` those of them that a text occurs in, `names` joins what a row
    names, and `along` brings all that stands beside them, with the same queries for 3 rows and 60."""

    name: ClassVar[str]
    title: ClassVar[Any]
    caption: ClassVar[Any]
    model: ClassVar[type[Model]]
    row: ClassVar[str]
    """What one thing of `along` calls its row."""
    rows: ClassVar[Callable[[Member], QuerySet[Any]]]
    search: ClassVar[Callable[[Member, str], QuerySet[Any]]]
    find: ClassVar[Sentence | None] = None
    """What the page's search asks for, where it has one."""
    names: ClassVar[Callable[[QuerySet[Any]], QuerySet[Any]]]
    along: ClassVar[Callable[[Reader, Sequence[Any]], Sequence[Any]]]
    order: ClassVar[Newest | Alphabetical | Earliest | Latest]
    as_made: ClassVar[bool] = False
    """Whether a program reads it in the order in which the rows were made, which no new name changes while it reads."""
    figures: ClassVar[Mapping[str, Any]] = {}
    """What the database reckons of each row, to be summed, compared and sorted by."""
    filters: ClassVar[tuple[Filter, ...]]
    columns: ClassVar[tuple[Column, ...]]
    wide_first: ClassVar[bool] = False
    """Whether what its rows are called needs all the width that the other columns leave."""
    left_out: ClassVar[Any] = ""
    """What the rows are called whose figures do not count for the sums: failed or cancelled."""
    ways: ClassVar[tuple[Way, ...]] = ()
    moves: ClassVar[tuple[str, ...]] = ()
    """The verbs that are done with many of its rows at once."""
    none_fits: ClassVar[Empty]
    none_yet: ClassVar[Empty]
    chips_outside: ClassVar[bool] = True
    custom: ClassVar[Customised | None] = None
    """Where its rows have custom fields: each is a column and a filter."""


AnyListing = type[Listing]


def title_of(listing: AnyListing, reader: Reader) -> str:
    """What this reader calls the list."""
    return listing.title.to(reader) if isinstance(listing.title, Sentence) else str(listing.title)


def filters_of(listing: AnyListing, reader: Reader) -> list[Filter]:
    """The filters that this reader has."""
    own = listing.custom.filters(reader) if listing.custom else []
    return open_to((*listing.filters, *own), reader)


def open_to(filters: Sequence[Filter], reader: Reader) -> list[Filter]:
    """Those of these filters that this reader has."""
    return [one for one in filters if not (one.inside and reader.outside)]


def columns_of(listing: AnyListing, reader: Reader) -> list[Column]:
    """The columns that this reader can see."""
    own = listing.custom.columns(reader) if listing.custom else []
    return [one for one in (*listing.columns, *own) if not (one.inside and reader.outside)]


def shown_columns(listing: AnyListing, reader: Reader) -> list[Column]:
    """Those that the reader has chosen, in their order, and the way to each row, which no choice takes away."""
    there = {one.name: one for one in columns_of(listing, reader)}
    named = [there[name] for name in dict.fromkeys(reader.chosen) if name in there]
    if not named:
        return [one for one in there.values() if not one.chosen_only]
    return [one for one in there.values() if isinstance(one, Link) and one not in named] + named


def filed_columns(listing: AnyListing, reader: Reader) -> list[Column]:
    """Those of a file: what the page shows, and where nothing was chosen for it, what belongs into every file."""
    there = {one.name: one for one in columns_of(listing, reader)}
    if any(name in there for name in reader.chosen):
        return shown_columns(listing, reader)
    return [one for one in there.values() if one.filed or not one.chosen_only]


def along(listing: AnyListing, reader: Reader, rows: Sequence[Any]) -> Sequence[Any]:
    """These rows with all that stands beside them, and with what custom fields say of them where that is shown. In a scope."""
    if listing.custom and rows:
        shown = any(one.chosen_only for one in shown_columns(listing, reader))
        read_along(listing.custom.values, rows, shown)
    return listing.along(reader, rows)


def chips_of(listing: AnyListing) -> Filter | None:
    """The filter that the page shows as chips, where there is one."""
    return next((one for one in listing.filters if one.chips), None)


def sorts_of(listing: AnyListing) -> dict[str, str]:
    """The figures by which the list can be put in order, each with its kind."""
    return {listing.order.field: listing.order.kind} | {one.sort: one.kind for one in listing.columns if one.sort}


def orders_of(listing: AnyListing, reader: Reader) -> list[tuple[str, str]]:
    """Every order that can be asked for, as the address says it and in words."""
    own = listing.order
    if isinstance(own, Newest):
        found = [("", _("Newest first")), (own.field, _("Oldest first"))]
    elif isinstance(own, Latest):
        found = [("", _LATEST % {"what": own.label}), (own.field, _EARLIEST % {"what": own.label})]
    elif isinstance(own, Earliest):
        found = [("", _EARLIEST % {"what": own.label}), (f"-{own.field}", _LATEST % {"what": own.label})]
    else:
        found = [("", _A_TO_Z % {"what": own.label}), (f"-{own.field}", _Z_TO_A % {"what": own.label})]
    for one in columns_of(listing, reader):
        if one.sort and one.sort != own.field:
            up, down = _WAYS_OF.get(one.kind, (_SMALLEST, _GREATEST))
            each = [(one.sort, up % {"what": one.label}), (f"-{one.sort}", down % {"what": one.label})]
            found += each if one.kind in WORDS else reversed(each)
    return found


_A_TO_Z, _Z_TO_A = gettext_lazy("%(what)s, A to Z"), gettext_lazy("%(what)s, Z to A")
_EARLIEST, _LATEST = gettext_lazy("%(what)s, earliest first"), gettext_lazy("%(what)s, latest first")
_GREATEST, _SMALLEST = gettext_lazy("%(what)s, greatest first"), gettext_lazy("%(what)s, smallest first")
_WAYS_OF = {**dict.fromkeys(WORDS, (_A_TO_Z, _Z_TO_A)), **dict.fromkeys(("day", "clock"), (_EARLIEST, _LATEST))}
"""How the two orders of a figure are called, by its kind."""


def sorting(listing: AnyListing, asked: str | None) -> Sorting:
    """The order that is asked for, `-total` for the greatest first; the list's own where none that there is."""
    field, sorts = (asked or "").removeprefix("-"), sorts_of(listing)
    if not asked or field not in sorts:
        return Sorting(listing.order.field, listing.order.kind, listing.order.down)
    return Sorting(field, sorts[field], asked.startswith("-"))


def read(listing: AnyListing, address: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    """What a page's address asks for. What can't be read, or is not for this reader, is left out."""
    found = {}
    custom = any(CUSTOM.match(name) for name in address)  # else nothing is asked of the database for it
    own = filters_of(listing, reader) if custom else open_to(listing.filters, reader)
    for one in own:
        for name, parameter in one.parameters.items():
            value = value_of(parameter, address.get(name, ""))
            if value is not None:
                found[name] = value
    return found


def value_of(parameter: Parameter, text: str) -> Any:
    """The value of one parameter, or None where the text is none."""
    try:
        return TypeAdapter(parameter.type).validate_python(text) if text else None
    except ValidationError:
        return None


def narrowed(
    listing: AnyListing, reader: Reader, given: Given, text: str = "", among: QuerySet[Any] | None = None
) -> QuerySet[Any]:
    """The rows that are asked for, among those that the reader sees. Called inside a scope."""
    seen = listing.rows(reader.by) if among is None else among
    rows = listing.search(reader.by, text) if text else seen
    rows = rows.annotate(**listing.figures)
    if _leaves_out_what_is_archived(listing, reader, given, text):
        rows = rows.filter(IN_LISTS)
    for one in filters_of(listing, reader):
        own = {name: given[name] for name in one.parameters if given.get(name) is not None}
        if own:
            rows = rows.filter(one.condition(own, reader))
    return rows


def _leaves_out_what_is_archived(listing: AnyListing, reader: Reader, given: Given, text: str) -> bool:
    """Archived rows are out of the way of who works here, until they are looked for."""
    own = filters_of(listing, reader)
    if ARCHIVED not in own or text:
        return False
    return not any(one.whole and any(given.get(name) is not None for name in one.parameters) for one in own)
