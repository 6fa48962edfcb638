"""What was claimed: invoices, credit notes and advances, their lines, and the holds on them. One file per table."""

from .holding import InvoiceHold
from .instalment import Instalment
from .invoice import ADVANCE, BALANCES, DOCUMENT, KINDS, Invoice
from .line import LINE_BALANCES, InvoiceLine

__all__ = [
    "ADVANCE",
    "BALANCES",
    "DOCUMENT",
    "KINDS",
    "LINE_BALANCES",
    "Instalment",
    "Invoice",
    "InvoiceHold",
    "InvoiceLine",
]
