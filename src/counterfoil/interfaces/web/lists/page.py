"""The page of a list, made from its declaration: rows, chips with counts, the filter panel, totals, files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.keyset import Newest, Place, Sorting
from counterfoil.insight.listing.lines import heads, lines
from counterfoil.insight.listing.listing import AnyListing, Way, narrowed, orders_of, read, sorting, state_of
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import page, table
from counterfoil.insight.listing.totals import MOST_COUNTED, Totals, counts, totals

from ..session.member import MemberRequest, now, text_sent
from ..wording import wording
from .downloads import FILES
from .filter_panel import Panel, panel_of, standing_of

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

    @classmethod
    def of(cls, request: MemberRequest, listing: AnyListing) -> "Asked":
        """What this request asks; what can't be read is not asked."""
        reader = Reader(request.member, now(), wording(request.member.company))
        order = sorting(listing, request.GET.get("sort"))
        given = read(listing, request.GET, reader)
        return cls(
            listing, reader, given, text_sent(request.GET, "q"), order, _place(order, request.GET.get("after", ""))
        )

    @property
    def state(self) -> str:
        """The state of the chip that is chosen."""
        return str(self.given.get("state", ""))

    @property
    def sorted(self) -> bool:
        """Whether another order than the list's own is asked for."""
        return self.sorting != sorting(self.listing, None)

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
        return told | ({"sort": self.sort} if self.sorted else {})

    @property
    def plain(self) -> bool:
        """Whether all is asked for, from its beginning."""
        return not self.given and not self.text and self.after is None

    @property
    def of_every_state(self) -> Any:
        """The rows that are asked for, whatever their state."""
        given = {name: value for name, value in self.given.items() if name != "state"}
        return narrowed(self.listing, self.reader, given, self.text)


def list_page(
    request: MemberRequest, asked: Asked, size: int, more: Callable[[Asked], dict[str, Any]] | None = None
) -> HttpResponseBase:
    """The list as a page, or as the file that is asked for. `more` is shown around it. Called outside of any scope."""
    if request.GET.get("format") in FILES:
        return _file(asked, request.GET["format"])
    with scope.reading(request.member.company_id):
        panel = panel_of(request.GET, asked.listing, asked.reader, asked.given)
        if panel.typed_well:
            query = _plainly(request, panel)
            return redirect(f"{request.path}?{query}" if query else request.path)
        if panel.is_typed:
            request.GET = QueryDict(_plainly(request, panel))  # every link on the page leads on from what could be read
            asked = Asked.of(request, asked.listing)
        shown = {**_shown(asked, size, panel), **(more(asked) if more else {})}
        return render(request, "web/list.html", shown)


def _shown(asked: Asked, size: int, panel: Panel) -> dict[str, Any]:
    listing, reader = asked.listing, asked.reader
    every = asked.of_every_state
    rows = every.filter(state=asked.state) if asked.state else every
    found = page(listing, rows, asked.sorting, asked.after, size)
    counted = counts(listing, reader, every)
    many = counted is None and not asked.state  # to sum what is then too much would take the longest
    empty = listing.none_yet if asked.plain else listing.none_fits
    return {
        "title": listing.title,
        "panel": panel,
        "standing": standing_of(listing, reader, asked.given),
        "asked": asked,
        "table": table(listing, reader, found.rows) if found.rows else None,
        "after": _BETWEEN.join(found.after.parts) if found.after else "",
        "chips": _chips(asked, counted or {}),
        "totals": _totals(asked, rows, many) if found.rows else None,
        "most_counted": MOST_COUNTED,
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


def _chips(asked: Asked, counted: dict[str, int]) -> list[tuple[str, str, int | None]]:
    """Every state with its words and how many there are, where this reader is told."""
    if asked.reader.outside and not asked.listing.chips_outside:
        return []
    states = state_of(asked.listing).choices(asked.reader)
    return [(name, words, counted.get(name)) for name, words in states]


def _file(asked: Asked, form: str) -> HttpResponse | StreamingHttpResponse:
    """Exactly what is shown, on all pages together."""
    listing, reader = asked.listing, asked.reader
    chunks = lines(listing, reader, asked.given, asked.text, asked.sorting)
    return FILES[form].answer(f"{listing.name}-{reader.today.isoformat()}", heads(listing, reader), chunks)


def _plainly(request: MemberRequest, panel: Panel) -> str:
    """What was typed into the panel as an address says it plainly: figures and days as everybody reads them."""
    kept = {name: request.GET[name] for name in ("q", "state", "sort") if request.GET.get(name)}
    return urlencode(kept | panel.asked)


def _place(order: Sorting, text: str) -> Place | None:
    """Where the page begins; anything unreadable is the beginning."""
    figure, _between, row_id = text.partition(_BETWEEN)
    try:
        return order.place(figure, row_id) if text else None
    except ValueError:
        return None
