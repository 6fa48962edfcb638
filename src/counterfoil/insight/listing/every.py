"""Every list by its name, for what is asked of any of them: saved views, moves of many rows, and what a filter offers."""

from .alerts import Alerts
from .arrivals import Arrivals
from .catalogues import LISTINGS
from .change_requests import ChangeRequests
from .contractors import Contractors
from .contracts import Contracts
from .engagements import Engagements
from .evidence import Evidence
from .exceptions import Exceptions
from .invoices import Invoices
from .job_posts import JobPosts
from .keys import Keys
from .listing import AnyListing
from .offers import Offers
from .orders import Orders
from .payments import Payments
from .people import Members, Teams
from .purchase_orders import PurchaseOrders
from .rates import Rates
from .requisitions import Requisitions
from .shared_orders import SharedOrders
from .wishes import Wishes
from .write_offs import WriteOffs

_LISTED: tuple[AnyListing, ...] = (
    Orders,
    SharedOrders,
    PurchaseOrders,
    Wishes,
    Evidence,
    Invoices,
    Exceptions,
    Payments,
    WriteOffs,
    Alerts,
    Arrivals,
    Contractors,
    Engagements,
    JobPosts,
    Requisitions,
    Offers,
    Contracts,
    ChangeRequests,
    Members,
    Teams,
    Keys,
    Rates,
    *LISTINGS.values(),
)
LISTS = {one.name: one for one in _LISTED}
"""The lists in the order in which they are looked for."""
