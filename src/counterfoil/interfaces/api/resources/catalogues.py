"""The rows of each catalogue: its list, and one of them."""

import inspect
from collections.abc import Callable
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

from ..answering import shown, unless_known
from ..auth import member_of
from ..catalogue_shapes import PAGES, SHAPES
from ..declaring import reads
from ..listing import asks, found, rows_of
from ..paging import After, Limit


def _lists(one: Catalogue) -> Callable[..., HttpResponse]:
    listing = LISTINGS[one.subject]

    def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
        """The rows in use and those that are retired, by their code; none for a contractor's own key."""
        member = member_of(request)
        with scope.reading(member.company_id):
            seen = found(listing, member, rows_of(listing, member, wanted), wanted, after, limit)
            return shown(PAGES[one.subject].of(seen.rows, seen.next))

    return asks(listing, "A text in code or name.")(listed)


def _gives(one: Catalogue) -> Callable[..., HttpResponse]:
    name = f"{one.subject}_id"

    def get(request: HttpRequest, **named: UUID) -> HttpResponse:
        """One row. Its ETag is its version, which every verb raises."""
        member = member_of(request)
        with scope.reading(member.company_id):
            row = visible(one, member).one(named[name])
            return unless_known(request, str(row.version), partial(shown, SHAPES[one.subject].model_validate(row)))

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    asked = [inspect.Parameter("request", kind, annotation=HttpRequest), inspect.Parameter(name, kind, annotation=UUID)]
    get.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    return get


def _router(one: Catalogue) -> Router:
    router = Router(tags=[f"{one.subject}s"])
    router.get("", **reads(f"{one.subject}.list", PAGES[one.subject]))(_lists(one))
    router.get(f"/{{{one.subject}_id}}", **reads(f"{one.subject}.get", SHAPES[one.subject], versioned=True))(
        _gives(one)
    )
    return router


ROUTERS = {f"/{one.path}": _router(one) for one in CATALOGUES}
"""The router of each catalogue, by its address."""
