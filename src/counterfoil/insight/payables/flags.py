"""What is worth a look on an invoice or credit note, and stops nothing."""

from counterfoil.formats.ubl import papers
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices import rules
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import shares_number


def flags_of(invoice: Invoice) -> list[Reason]:
    """The flags of a document that its reader sees. Called inside a scope."""
    contradicts = papers.contradicts(invoice.type_code, invoice.written_as)
    return rules.flags(invoice, shares_number(invoice), contradicts=contradicts)
