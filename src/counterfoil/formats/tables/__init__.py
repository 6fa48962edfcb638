"""Tables as files that spreadsheets open: rows of plain values in, bytes out. It knows nothing of what they are of."""

from .separated import separated
from .workbook import workbook

__all__ = ["separated", "workbook"]
