"""The operations of lists that answer with shapes alone: each is made from its declaration, with filters, search and order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.catalogue.custom_values import read_along
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import ContractorValue
from counterfoil.insight.listing.alerts import Alerts
from counterfoil.insight.listing.change_requests import ChangeRequests
from counterfoil.insight.listing.contractors import Contractors
from counterfoil.insight.listing.contracts import Contracts
from counterfoil.insight.listing.engagements import Engagements
from counterfoil.insight.listing.exceptions import Exceptions
from counterfoil.insight.listing.job_posts import JobPosts
from counterfoil.insight.listing.keys import Keys
from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.offers import Offers
from counterfoil.insight.listing.people import Members, Teams
from counterfoil.insight.listing.purchase_orders import PurchaseOrders
from counterfoil.insight.listing.rates import Rates
from counterfoil.insight.listing.requisitions import Requisitions
from counterfoil.insight.listing.shared_orders import SharedOrders
from counterfoil.insight.listing.wishes import Wishes
from counterfoil.insight.shapes.alerts import AlertShape
from counterfoil.insight.shapes.changerequests import ChangeRequestHead
from counterfoil.insight.shapes.hiring import ContractShape, JobPostShape, OfferHead
from counterfoil.insight.shapes.invoices import ExceptionShape
from counterfoil.insight.shapes.people import ContractorShape, EngagementShape, KeyShape, MemberShape, TeamShape
from counterfoil.insight.shapes.purchase_orders import PurchaseOrderShape
from counterfoil.insight.shapes.rates import RateShape
from counterfoil.insight.shapes.requisitions import RequisitionHead
from counterfoil.insight.shapes.shape import Shape
from counterfoil.insight.shapes.shared_orders import SharedOrderShape
from counterfoil.insight.shapes.wishes import WishShape

from .answering import shown
from .auth import member_of
from .declaring import reads
from .listing import asks, found, rows_of
from .paging import After, Limit, page_of
from .verb_routes import tag_of


@dataclass(frozen=True)
class DeclaredList:
    """One list: its operation and address, its declaration, how a row looks, what is said of it and of its search."""

    name: str
    path: str
    listing: AnyListing
    shape: type[Shape]
    says: str
    says_q: str
    read: Callable[[Sequence[Any]], None] = lambda rows: None
    """What is read of all its rows at once, for how they look."""


DECLARED_LISTS = (
    DeclaredList(
        "team.list", "/teams", Teams, TeamShape, "The teams; none for a contractor's own key.", "A text in the name."
    ),
    DeclaredList(
        "member.list",
        "/members",
        Members,
        MemberShape,
        "The members with their rights; for a contractor's own key, themselves.",
        "A text in name or e-mail.",
    ),
    DeclaredList(
        "key.list",
        "/keys",
        Keys,
        KeyShape,
        "The keys without their secrets: all of them for engineers and owners, else one's own.",
        "A text in name or prefix, or in the name of the member that the key acts as.",
    ),
    DeclaredList(
        "contractor.list",
        "/contractors",
        Contractors,
        ContractorShape,
        "The contractors; for a contractor's own key, themselves.",
        "A text in name, code or e-mail, or in a custom field.",
        partial(read_along, ContractorValue),
    ),
    DeclaredList(
        "engagement.list",
        "/engagements",
        Engagements,
        EngagementShape,
        "The engagements; for a contractor's own key, their own.",
        "A text in the title or in the contractor's name.",
    ),
    DeclaredList(
        "sharedorder.list",
        "/shared-orders",
        SharedOrders,
        SharedOrderShape,
        "The orders that contracts share and that the key's member sees; none for a contractor's own key.",
        "A text in the number or in what it is for.",
    ),
    DeclaredList(
        "wish.list",
        "/wishes",
        Wishes,
        WishShape,
        "What contractors ask for: orders that are missing, or that run out; for a contractor's own key, what they asked for.",
        "A text in the engagement's title or in the contractor's name.",
    ),
    DeclaredList(
        "offer.list",
        "/offers",
        Offers,
        OfferHead,
        "The offers, the newest first; for a contractor's own key, those that were sent to them.",
        "A text in the title or in the contractor's name.",
    ),
    DeclaredList(
        "requisition.list",
        "/requisitions",
        Requisitions,
        RequisitionHead,
        "The requisitions, the newest first; none for a contractor's own key.",
        "A text in the title or in the contractor's name.",
    ),
    DeclaredList(
        "jobpost.list",
        "/job-posts",
        JobPosts,
        JobPostShape,
        "The job posts, the newest first; none for a contractor's own key.",
        "A text in the title.",
    ),
    DeclaredList(
        "changerequest.list",
        "/change-requests",
        ChangeRequests,
        ChangeRequestHead,
        "The change requests of contracts, the newest first; none for a contractor's own key.",
        "A text in the engagement's title or in the contractor's name.",
    ),
    DeclaredList(
        "contract.list",
        "/contracts",
        Contracts,
        ContractShape,
        "The contracts, the newest first; for a contractor's own key, their own once they are signed.",
        "A text in the engagement's title or in the contractor's name.",
    ),
    DeclaredList(
        "rate.list",
        "/rates",
        Rates,
        RateShape,
        "The general exchange rates, the newest day first; none for a contractor's own key.",
        "The first letters of a currency.",
    ),
    DeclaredList(
        "exception.list",
        "/exceptions",
        Exceptions,
        ExceptionShape,
        "The open exceptions on the invoices that the key's member sees, the earliest due first.",
        "A text in the invoice's number, in the order number that it quotes, or in the contractor's name.",
    ),
    DeclaredList(
        "purchaseorder.list",
        "/purchase-orders",
        PurchaseOrders,
        PurchaseOrderShape,
        "The report on purchase orders: how far each is drawn, the newest first; none for a contractor's own key.",
        "A text in number, code, title, contractor or engagement.",
    ),
    DeclaredList(
        "alert.list",
        "/alerts",
        Alerts,
        AlertShape,
        "The alerts of the orders that the key's member sees, the newest first; none for a contractor's own key.",
        "A text by which its order is found.",
    ),
)


def add_declared_lists(routers: dict[str, Router], lists: Sequence[DeclaredList]) -> None:
    """Make the operations that read these lists."""
    for one in lists:
        router = routers.setdefault(one.path, Router())
        page = page_of(one.shape, one.says)
        router.get("", tags=[tag_of(one.name)], **reads(one.name, page))(_view(one, page))


def _view(one: DeclaredList, page: Any) -> Callable[..., HttpResponse]:
    def listed(request: HttpRequest, wanted: Any, after: After = None, limit: Limit = 50) -> HttpResponse:
        by = member_of(request)
        with scope.reading(by.company_id):
            seen = found(one.listing, by, rows_of(one.listing, by, wanted), wanted, after, limit)
            one.read(seen.rows)
            return shown(page(items=one.shape.each(seen.rows, by), next=seen.next))

    listed.__name__, listed.__doc__ = one.name.replace(".", "_"), one.says
    return asks(one.listing, one.says_q)(listed)
