"""The form for what was typed wrongly of an invoice or credit note: all but its kind, its number and whose it is."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.values import Why
from counterfoil.lifecycle.invoices.values import InvoiceFacts

from .declared import DocumentForm, Field
from .invoice import INVOICE

_REASON = Field("reason", _("Why is it corrected?"), css="wide", rows=2, of=Why)


def correction(is_credit: bool) -> DocumentForm:
    """The same fields, without those of the other kind, and why it is corrected."""
    other = "quoted" if is_credit else "credits"
    above, below = (
        tuple(one for one in fields if one.target in InvoiceFacts.model_fields and one.name != other)
        for fields in (INVOICE.above, INVOICE.below)
    )
    return replace(INVOICE, model=InvoiceFacts, above=above, below=(*below, _REASON))
