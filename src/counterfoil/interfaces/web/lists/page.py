"""The page of a list, made from its declaration: rows, chips with counts, the filter panel, totals, files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import views_of
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.keyset import Newest, Place, Sorting
from counterfoil.insight.listing.lines import heads, lines
from counterfoil.insight.listing.listing import (
    AnyListing,
    Way,
    chips_of,
    narrowed,
    orders_of,
    read,
    shown_columns,
    sorting,
    title_of,
)
from counterfoil.insight.listing.moves import moves_of
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import page, table
from counterfoil.insight.listing.totals import MOST_COUNTED, Totals, counts, is_beyond, totals
from counterfoil.insight.verbs.words import verb_words

from ..session.member import MemberRequest, new_key, now, text_sent
from ..wording import wording
from .downloads import FILES
from .filter_panel import Panel, panel_of, standing_of
from .views import begins_with, columns_said, menu_of

_BETWEEN = "_"


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list: the same address gives the same list."""

    listing: AnyListing
    reader: Reader
    given: dict[str, Any]
    text: str
    sorting: Sorting
    after: Place | None
    unsorted: bool = False
    """Whether another order was asked for than there are too many rows for."""

    @classmethod
    def of(cls, request: MemberRequest, listing: AnyListing) -> "Asked":
        """What this request asks; what can't be read is not asked."""
        return cls.at(request.member, listing, request.GET)

    @classmethod
    def at(cls, by: Member, listing: AnyListing, address: Mapping[str, str]) -> "Asked":
        """What an address asks."""
        reader = Reader(by, now(), wording(by), columns_said(address))
        order = sorting(listing, address.get("sort"))
        given = read(listing, address, reader)
        return cls(listing, reader, given, text_sent(address, "q"), order, _place(order, address.get("after", "")))

    @property
    def chips(self) -> str:
        """What the address calls the chip that is chosen: `state`, where the list has states."""
        chips = chips_of(self.listing)
        return next(iter(chips.parameters)) if chips else ""

    @property
    def chip(self) -> str:
        """The chip that is chosen."""
        return str(self.given.get(self.chips, ""))

    @property
    def sorted(self) -> bool:
        """Whether another order than the list's own is asked for."""
        return self.sorting != sorting(self.listing, None)

    def as_far_as_sorted(self, rows: Any) -> "Asked":
        """The same, in the list's own order where there are too many rows to be put in another. Called inside a scope."""
        if self.sorting.field == self.listing.order.field or not is_beyond(self.listing, self.reader, rows):
            return self
        return replace(self, sorting=sorting(self.listing, None), after=None, unsorted=True)

    @property
    def by_age(self) -> bool:
        """Whether the newest comes first, so that the next page has older ones."""
        return isinstance(self.listing.order, Newest) and not self.sorted

    @property
    def sort(self) -> str:
        """The order as the address says it."""
        return str(self.sorting) if self.sorted else ""

    @property
    def kept(self) -> dict[str, str]:
        """What a search keeps of the address."""
        told = {
            name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in self.given.items()
        }
        kept = {"sort": self.sort if self.sorted else "", "columns": ",".join(self.columns)}
        return told | {name: value for name, value in kept.items() if value}

    @property
    def columns(self) -> list[str]:
        """The columns that are chosen, those of them that there are; nothing where none are."""
        return [one.name for one in shown_columns(self.listing, self.reader)] if self.reader.chosen else []

    @property
    def address(self) -> str:
        """All that is asked for but the place in the list, as any address that asks the same says it."""
        return urlencode(({"q": self.text} if self.text else {}) | self.kept)

    @property
    def plain(self) -> bool:
        """Whether all is asked for, from its beginning."""
        return not self.given and not self.text and self.after is None

    @property
    def of_every_chip(self) -> Any:
        """The rows that are asked for, whichever chip they count for."""
        given = {name: value for name, value in self.given.items() if name != self.chips}
        return narrowed(self.listing, self.reader, given, self.text)

    def of_its_chip(self, every: Any) -> Any:
        """Those of these rows that count for the chip that is chosen."""
        chips = chips_of(self.listing)
        return every.filter(chips.condition(self.given, self.reader)) if chips and self.chip else every


def list_page(
    request: MemberRequest, asked: Asked, size: int, more: Callable[[Asked], dict[str, Any]] | None = None
) -> HttpResponseBase:
    """The list as a page, or as the file that is asked for. `more` is shown around it. Called outside of any scope."""
    if request.GET.get("format") in FILES:
        return _file(asked, request.GET["format"])
    with scope.reading(request.member.company_id):
        views = views_of(request.member, asked.listing.name)
        beginning = begins_with(request.GET, views)
        if beginning:
            return redirect(f"{request.path}?{beginning}")
        panel = panel_of(request.GET, asked.listing, asked.reader, asked.given)
        if panel.typed_well:
            query = _plainly(request, panel, asked.chips)
            return redirect(f"{request.path}?{query}" if query else request.path)
        if panel.is_typed:
            request.GET = QueryDict(
                _plainly(request, panel, asked.chips)
            )  # every link on the page leads on from what could be read
            asked = Asked.of(request, asked.listing)
        moves = [(verb, verb_words(verb)) for verb in moves_of(asked.listing, asked.reader)]
        menu = {"menu": menu_of(asked, views), "key": new_key(), "moves": moves}
        shown = {**_shown(asked, size, panel), **menu, **(more(asked) if more else {})}
        return render(request, "web/list.html", shown)


def _shown(asked: Asked, size: int, panel: Panel) -> dict[str, Any]:
    listing, reader = asked.listing, asked.reader
    every = asked.of_every_chip
    rows = asked.of_its_chip(every)
    asked = asked.as_far_as_sorted(rows)
    found = page(listing, rows, asked.sorting, asked.after, size)
    counted = counts(listing, reader, every)
    many = counted is None and not asked.chip  # to sum what is then too much would take the longest
    empty = (listing.none_yet if asked.plain else listing.none_fits).to(reader)
    return {
        "title": title_of(listing, reader),
        "panel": panel,
        "standing": standing_of(listing, reader, asked.given),
        "asked": asked,
        "table": table(listing, reader, found.rows) if found.rows else None,
        "after": _BETWEEN.join(found.after.parts) if found.after else "",
        "chips": _chips(asked, counted),
        "totals": _totals(asked, rows, many) if found.rows else None,
        "most_counted": reader.words.number(Decimal(MOST_COUNTED)),
        "left_out": listing.left_out,
        "ways": _ways(listing.ways, reader),
        "find": listing.find.to(reader) if listing.find else "",
        "orders": orders_of(listing, reader) if panel.is_open else [],
        "empty": empty,
        "empty_ways": _ways((empty.way,) if empty.way else (), reader),
        "files": FILES,
        "here": listing.name,
    }


def _totals(asked: Asked, rows: Any, many: bool) -> Totals:
    return Totals([], beyond=True) if many else totals(asked.listing, asked.reader, rows)


def _ways(ways: tuple[Way, ...], reader: Reader) -> list[tuple[Way, str]]:
    return [(way, way.words.to(reader)) for way in ways if way.open_to(reader)]


def _chips(asked: Asked, counted: dict[str, int] | None) -> list[tuple[str, str, int | None]]:
    """Every chip with its words and how many it stands for, where this reader is told."""
    chips = chips_of(asked.listing)
    if chips is None or (asked.reader.outside and not asked.listing.chips_outside):
        return []
    found = [(name, words, (counted or {}).get(name)) for name, words in chips.choices(asked.reader)]
    few = getattr(chips, "few", False) and counted is not None
    return [one for one in found if one[2] or one[0] == asked.chip] if few else found


def _file(asked: Asked, form: str) -> HttpResponse | StreamingHttpResponse:
    """Exactly what is shown, on all pages together."""
    listing, reader = asked.listing, asked.reader
    with scope.reading(reader.by.company_id):
        asked = asked.as_far_as_sorted(asked.of_its_chip(asked.of_every_chip))
    chunks = lines(listing, reader, asked.given, asked.text, asked.sorting)
    return FILES[form].answer(f"{listing.name}-{reader.today.isoformat()}", heads(listing, reader), chunks)


def _plainly(request: MemberRequest, panel: Panel, chips: str) -> str:
    """What was typed into the panel as an address says it plainly: figures and days as everybody reads them."""
    kept = {name: request.GET[name] for name in ("q", chips, "sort", "columns") if request.GET.get(name)}
    return urlencode(kept | panel.asked)


def _place(order: Sorting, text: str) -> Place | None:
    """Where the page begins; anything unreadable is the beginning."""
    figure, _between, row_id = text.partition(_BETWEEN)
    try:
        return order.place(figure, row_id) if text else None
    except ValueError:
        return None
