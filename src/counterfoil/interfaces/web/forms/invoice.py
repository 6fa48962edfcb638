"""The form of an invoice or credit note."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.invoices.values import InvoiceValues

from .declared import DocumentForm, Errors, Field, Lines
from .fields import CONTRACTOR, CURRENCY, PRICED

_QUOTED = _("Leave it empty if there is none; then it waits for one.")
_GIVES_BACK = _("The order gets the amount back, because too much was billed; not so for a rebate")
_KINDS = {"invoice": _("An invoice"), "credit": _("A credit note")}


def _credits_named(head: Mapping[str, str]) -> Errors:
    """A credit note names what it credits."""
    missing = head.get("kind", "credit") == "credit" and not head.get("credits", "-").strip()
    return {"credits": [_("Write the number of the invoice that it credits.")]} if missing else {}


INVOICE = DocumentForm(
    model=InvoiceValues,
    template="web/invoice_new.html",
    preview="invoice_preview",
    sum="web/invoice/sum.html",
    sum_behind="total",
    checks=_credits_named,
    above=(
        Field("kind", _("What is it?"), css="wide", start="invoice", options=_KINDS),
        CONTRACTOR,
        Field("number", _("Its own number"), _("As it is printed on it."), "half"),
        Field("quoted", _("Purchase order number that it quotes"), _QUOTED, "half of-invoice"),
        Field("credits", _("Number of the invoice that it credits"), css="half of-credit"),
        Field("issued_on", _("Dated"), css="short"),
        Field("due_on", _("Due, if it says so"), _("The terms of its order hold."), "short of-invoice"),
        CURRENCY,
        Field("engagement_id"),
    ),
    lines=Lines(
        "lines",
        _("Lines"),
        (
            Field("text", _("What is billed"), css="cell-text"),
            *PRICED,
            Field("amount", _("Amount as printed"), css="cell-day", more=True),
            Field("line_id"),
            Field("piece_id"),
        ),
    ),
    below=(
        Field("charges", _("Beside the lines"), _("Charges less allowances of the whole document."), "short"),
        Field("tax", _("Tax"), css="short"),
        Field("total", _("The total printed on it"), _("With tax; read from the paper, not reckoned."), "short"),
        Field("gives_back", _GIVES_BACK, css="wide of-credit", start="yes"),
        Field("note", _("Note"), css="wide", rows=2),
    ),
)
