"""Every list by its name, for what is asked of any of them: saved views, and moves of many rows."""

from .catalogues import LISTINGS
from .invoices import Invoices
from .listing import AnyListing
from .orders import Orders
from .payments import Payments

_SHELF: tuple[AnyListing, ...] = (Orders, Invoices, Payments, *LISTINGS.values())
LISTS = {one.name: one for one in _SHELF}
"""The lists in the order in which they are looked for."""
