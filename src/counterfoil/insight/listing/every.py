"""Every list by its name, for what is asked of any of them: saved views, and moves of many rows."""

from .catalogues import LISTINGS
from .contractors import Contractors
from .engagements import Engagements
from .invoices import Invoices
from .keys import Keys
from .listing import AnyListing
from .orders import Orders
from .payments import Payments
from .people import Members, Teams

_FIRST: tuple[AnyListing, ...] = (Orders, Invoices, Payments, Contractors, Engagements, Members, Teams, Keys)
LISTS = {one.name: one for one in (*_FIRST, *LISTINGS.values())}
"""The lists in the order in which they are looked for."""
