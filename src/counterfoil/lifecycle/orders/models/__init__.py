"""The purchase order: its head and balances, its lines' identity, and what each revision says."""

from .custom import LineValue, Value
from .holding import FINDING_KINDS, OrderFinding, OrderHold
from .measures import BALANCES, measure, money
from .numbering import Counter, Layout
from .order import GENERAL, LOADED, OWN, TYPED_WAYS, Order
from .revision import ADJUSTMENT, DISCOUNT, KINDS, TAX, OrderLine, Revision, RevisionCharge, RevisionLine
from .threshold import ACCEPTED, COMMITTED, FIGURES, INVOICED, Crossing, Threshold

__all__ = [
    "ACCEPTED",
    "ADJUSTMENT",
    "BALANCES",
    "COMMITTED",
    "DISCOUNT",
    "FIGURES",
    "FINDING_KINDS",
    "GENERAL",
    "INVOICED",
    "KINDS",
    "LOADED",
    "OWN",
    "TAX",
    "TYPED_WAYS",
    "Counter",
    "Crossing",
    "Layout",
    "LineValue",
    "Order",
    "OrderFinding",
    "OrderHold",
    "OrderLine",
    "Revision",
    "RevisionCharge",
    "RevisionLine",
    "Threshold",
    "Value",
    "measure",
    "money",
]
