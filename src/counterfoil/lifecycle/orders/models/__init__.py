"""The purchase order: its head and balances, its lines' identity, and what each revision says."""

from .holding import FINDING_KINDS, OrderFinding, OrderHold
from .measures import BALANCES, measure, money
from .numbering import Counter, Layout
from .order import LOADED, TYPED_WAYS, Order
from .revision import OrderLine, Revision, RevisionLine

__all__ = [
    "BALANCES",
    "FINDING_KINDS",
    "LOADED",
    "TYPED_WAYS",
    "Counter",
    "Layout",
    "Order",
    "OrderFinding",
    "OrderHold",
    "OrderLine",
    "Revision",
    "RevisionLine",
    "measure",
    "money",
]
