"""What was claimed: invoices and credit notes, their lines, and the holds on them. One file per table."""

from .holding import InvoiceHold
from .instalment import Instalment
from .invoice import BALANCES, DOCUMENT, KINDS, Invoice
from .line import LINE_BALANCES, InvoiceLine

__all__ = ["BALANCES", "DOCUMENT", "KINDS", "LINE_BALANCES", "Instalment", "Invoice", "InvoiceHold", "InvoiceLine"]
