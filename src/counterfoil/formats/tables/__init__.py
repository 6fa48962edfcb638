"""Tables as files that spreadsheets open and save: rows of plain values in, bytes out; bytes in, rows of texts out. It knows
nothing of what they are of."""

from .read import Table, UnreadableTable
from .read_separated import decoded, read_separated
from .read_workbook import is_workbook, read_workbook
from .separated import separated
from .workbook import workbook

__all__ = [
    "Table",
    "UnreadableTable",
    "decoded",
    "is_workbook",
    "read_separated",
    "read_workbook",
    "separated",
    "workbook",
]
