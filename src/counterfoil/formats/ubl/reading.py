"""The way in: which document it is, and who reads it."""

from collections.abc import Callable

from . import documents
from .bills import bill
from .deliveries import delivery
from .documents import Document
from .elements import Element
from .headings import heading
from .orders import cancellation, order
from .parsing import parse
from .parties import BUYERS, SELLERS

_READERS: dict[str, tuple[str, Callable[[Element, str], Document]]] = {
    "Order": (documents.ORDER, order),
    "OrderChange": (documents.ORDER_CHANGE, order),
    "OrderCancellation": (documents.ORDER_CANCELLATION, cancellation),
    "DespatchAdvice": (documents.DESPATCH, delivery),
    "ReceiptAdvice": (documents.RECEIPT, delivery),
    "Invoice": (documents.INVOICE, bill),
    "CreditNote": (documents.CREDIT_NOTE, bill),
}


def read(content: bytes) -> Document:
    """What the document says. Other documents of UBL are only named. Raises `Unreadable`, and nothing else for any bytes."""
    root = parse(content)
    kind, reader = _READERS.get(root.name, (documents.OTHER, _other))
    return reader(root, kind)


def _other(root: Element, kind: str) -> Document:
    return heading(root, kind, BUYERS, SELLERS)
