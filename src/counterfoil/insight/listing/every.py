"""Every list by its name, for what speaks of any of them."""

from collections.abc import Mapping

from .arrivals import Arrivals
from .catalogues import LISTINGS
from .contractors import Contractors
from .engagements import Engagements
from .evidence import Evidence
from .exceptions import Exceptions
from .invoices import Invoices
from .keys import Keys
from .listing import AnyListing
from .orders import Orders
from .payments import Payments
from .people import Members, Teams

_LISTS: tuple[AnyListing, ...] = (
    Orders,
    Evidence,
    Invoices,
    Exceptions,
    Payments,
    Arrivals,
    Contractors,
    Engagements,
    Members,
    Teams,
    Keys,
    *LISTINGS.values(),
)
EVERY_LIST: Mapping[str, AnyListing] = {one.name: one for one in _LISTS}
