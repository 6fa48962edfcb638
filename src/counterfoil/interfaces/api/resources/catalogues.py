"""The rows of each catalogue: its list, and one of them."""

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.catalogue.queries import rows_of as visible
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.catalogues import LISTINGS
from counterfoil.insight.shapes.catalogues import CATALOGUE_SHAPES

from ..answering import shown, unless_known
from ..auth import member_of
from ..declaring import reads
from ..listing import asks, found, rows_of
from ..paging import After, Limit, page_of
from ..settings_answers import VersionMade
from ..verb_routes import Address, patch, post


class RowStored(VersionMade):
    """The row as its verb left it. It is `in_use` or `retired`."""

    code: str
    state: str


_SAYS = "Rows of a catalogue, by their code unless another order was asked for."
PAGES = {one.subject: page_of(CATALOGUE_SHAPES[one.subject], _SAYS) for one in CATALOGUES}


def _lists(one: Catalogue) -> Callable[..., HttpResponse]:
    listing = LISTINGS[one.subject]

    def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
        """The rows in use and those that are retired, by their code; none for a contractor's own key."""
        member = member_of(request)
        with scope.reading(member.company_id):
            seen = found(listing, member, rows_of(listing, member, wanted), wanted, after, limit)
            items = CATALOGUE_SHAPES[one.subject].each(seen.rows, member)
            return shown(PAGES[one.subject](items=items, next=seen.next))

    return asks(listing, "A text in code or name.")(listed)


def _gives(one: Catalogue) -> Callable[..., HttpResponse]:
    name = f"{one.subject}_id"

    def get(request: HttpRequest, **named: UUID) -> HttpResponse:
        """One row. Its ETag is its version, which every verb raises."""
        member = member_of(request)
        with scope.reading(member.company_id):
            row = visible(one, member).one(named[name])
            return unless_known(
                request, str(row.version), partial(shown, CATALOGUE_SHAPES[one.subject].of(row, member))
            )

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    asked = [inspect.Parameter("request", kind, annotation=HttpRequest), inspect.Parameter(name, kind, annotation=UUID)]
    get.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    return get


def _router(one: Catalogue) -> Router:
    router = Router(tags=[f"{one.subject}s"])
    router.get("", **reads(f"{one.subject}.list", PAGES[one.subject]))(_lists(one))
    router.get(f"/{{{one.subject}_id}}", **reads(f"{one.subject}.get", CATALOGUE_SHAPES[one.subject], versioned=True))(
        _gives(one)
    )
    return router


ROUTERS = {f"/{one.path}": _router(one) for one in CATALOGUES}
"""The router of each catalogue, by its address."""


def _addresses(one: Catalogue) -> Iterator[Address]:
    rows, row = f"/{one.path}", f"/{one.path}/{{{one.subject}_id}}"
    yield post(f"{one.subject}.add", rows, RowStored, status=201, versioned=True, under=rows)
    yield patch(f"{one.subject}.change", row, RowStored, versioned=True)
    yield post(f"{one.subject}.retire", f"{row}/retire", RowStored, versioned=True)
    yield post(f"{one.subject}.restore", f"{row}/restore", RowStored, versioned=True)


ADDRESSES = tuple(address for one in CATALOGUES for address in _addresses(one))
"""Where the verbs of every catalogue are done."""
