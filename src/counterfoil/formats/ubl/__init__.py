"""The reader of UBL 2 documents: bytes in, plain values out. It knows nothing of orders or invoices as they are kept here."""

from .reading import read

__all__ = ["read"]
