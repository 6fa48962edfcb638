"""The purchase order: its head and balances, its lines' identity, and what each revision says."""

from .choice import Choice, Confirmation
from .custom import LineValue, Value
from .holding import FINDING_KINDS, OrderFinding, OrderHold
from .measures import BALANCES, measure, money
from .numbering import Counter, Layout
from .order import GENERAL, OWN, TYPED_WAYS, Order
from .permitted import Permitted
from .revision import ADJUSTMENT, DISCOUNT, KINDS, TAX, OrderLine, Revision, RevisionCharge, RevisionLine
from .run_out import HOLD, STOP, WARN, WAYS, RunOutPolicy
from .sharing import LOADED, SHARE, SHARED, SINGLE
from .threshold import ACCEPTED, COMMITTED, FIGURES, INVOICED, Crossing, Threshold
from .wish import ENDING, LOW, MISSING, OVER, WHYS, Wish

__all__ = [
    "ACCEPTED",
    "ADJUSTMENT",
    "BALANCES",
    "COMMITTED",
    "DISCOUNT",
    "ENDING",
    "FIGURES",
    "FINDING_KINDS",
    "GENERAL",
    "HOLD",
    "INVOICED",
    "KINDS",
    "LOADED",
    "LOW",
    "MISSING",
    "OVER",
    "OWN",
    "SHARE",
    "SHARED",
    "SINGLE",
    "STOP",
    "TAX",
    "TYPED_WAYS",
    "WARN",
    "WAYS",
    "WHYS",
    "Choice",
    "Confirmation",
    "Counter",
    "Crossing",
    "Layout",
    "LineValue",
    "Order",
    "OrderFinding",
    "OrderHold",
    "OrderLine",
    "Permitted",
    "Revision",
    "RevisionCharge",
    "RevisionLine",
    "RunOutPolicy",
    "Threshold",
    "Value",
    "Wish",
    "measure",
    "money",
]
