"""The way in: which document it is, and who reads it."""

from collections.abc import Callable

from . import documents
from .deliveries import delivery
from .documents import Document
from .elements import Element
from .headings import heading
from .invoices import bill, no_claim
from .orders import cancellation, order
from .papers import paper
from .parsing import parse
from .parties import BUYERS, SELLERS

_READERS: dict[str, tuple[str, Callable[[Element, str], Document]]] = {
    "Order": (documents.ORDER, order),
    "OrderChange": (documents.ORDER_CHANGE, order),
    "OrderCancellation": (documents.ORDER_CANCELLATION, cancellation),
    "DespatchAdvice": (documents.DESPATCH, delivery),
    "ReceiptAdvice": (documents.RECEIPT, delivery),
}
_BILLS = ("Invoice", "CreditNote")


def read(content: bytes) -> Document:
    """What the document says. Other documents of UBL are only named. Raises `Unreadable`, and nothing else for any bytes."""
    root = parse(content)
    if root.name in _BILLS:
        kind = paper(root)
        return no_claim(root, kind) if kind == documents.FILED else bill(root, kind)
    kind, reader = _READERS.get(root.name, (documents.OTHER, _other))
    return reader(root, kind)


def _other(root: Element, kind: str) -> Document:
    return heading(root, kind, BUYERS, SELLERS)
