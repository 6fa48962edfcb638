"""The pages of lists around which nothing else is shown: each is its declaration."""

from typing import Any

from django.http import HttpResponseBase

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.listing.listing import AnyListing

from ..lists.page import Asked, list_page
from ..session.member import Door, MemberRequest, outside, signed_in

PAGE = 50


def page_of(listing: AnyListing, *, shared: bool = False, **around: Any) -> Door[[]]:
    """The page of a list; search, filters and order are in the address. A contractor finds it only where it is shared."""

    @signed_in
    def listed(request: MemberRequest) -> HttpResponseBase:
        if not shared and outside(request.member):
            raise NotFound("page")
        return list_page(request, Asked.of(request, listing), PAGE, lambda asked: around)

    listed.__name__, listed.__doc__ = listing.name, listing.__doc__
    return listed
