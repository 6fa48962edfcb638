"""Tables as files that spreadsheets open: rows of plain values in, bytes out. It knows nothing of what they are of."""

from .separated import separated

__all__ = ["separated"]
