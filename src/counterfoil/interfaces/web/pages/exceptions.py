"""The exceptions queue: what stands against invoices, the earliest due first."""

from django.http import HttpResponseBase

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.listing.exceptions import Exceptions

from ..lists.page import Asked, list_page
from ..session.member import MemberRequest, outside, signed_in

PAGE = 50


@signed_in
def exceptions(request: MemberRequest) -> HttpResponseBase:
    """The open exceptions that this member sees; whose, of which kind and on what is in the address."""
    if outside(request.member):
        raise NotFound("exceptions")
    return list_page(request, Asked.of(request, Exceptions), PAGE)
