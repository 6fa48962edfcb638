"""The reader of UBL 2 documents and the writer of orders. It knows nothing of orders or invoices as they are kept here."""

from .reading import read
from .writing import write_order

__all__ = ["read", "write_order"]
