"""The form of an invoice or credit note, and that of its correction."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.values import Why
from counterfoil.lifecycle.invoices.values import InvoiceFacts, InvoiceValues

from .declared import DocumentForm, Errors, Field, Lines
from .order import ORDER


def _credits_named(head: Mapping[str, str]) -> Errors:
    missing = head.get("kind", "credit") == "credit" and not head.get("credits", "-").strip()
    return {"credits": [_now("Write the number of the invoice that it credits.")]} if missing else {}


_QUOTED = Field(
    "quoted",
    _("Purchase order number that it quotes"),
    _("Leave it empty if there is none; then it waits for one."),
    "half of-invoice",
)
_CREDITS = Field("credits", _("Number of the invoice that it credits"), css="half of-credit")
_DATED = (
    Field("issued_on", _("Dated"), css="short"),
    Field("due_on", _("Due, if it says so"), _("Else 30 days after its date."), "short of-invoice"),
    Field("currency", _("Currency"), css="short"),
    Field("engagement_id"),
)
_FIGURES = (
    Field("tax", _("Tax"), css="short"),
    Field("total", _("The total printed on it"), _("With tax; read from the paper, not reckoned."), "short"),
)
_NOTE = Field("note", _("Note"), css="wide", rows=2)
_TEXT, *_MEASURED = ORDER.lines.columns

INVOICE = DocumentForm(
    model=InvoiceValues,
    template="web/invoice_new.html",
    preview="invoice_preview",
    sum="web/invoice/sum.html",
    sum_behind="total",
    checks=_credits_named,
    above=(
        Field(
            "kind",
            _("What is it?"),
            css="wide",
            start="invoice",
            options={"invoice": _("An invoice"), "credit": _("A credit note")},
        ),
        ORDER.above[1],
        Field("number", _("Its own number"), _("As it is printed on it."), "half"),
        _QUOTED,
        _CREDITS,
        *_DATED,
    ),
    lines=Lines(
        "lines",
        _("Lines"),
        (
            replace(_TEXT, words=_("What is billed")),
            *_MEASURED,
            Field("amount", _("Amount as printed"), css="cell-day", more=True),
            Field("line_id"),
            Field("piece_id"),
        ),
    ),
    below=(
        *_FIGURES,
        Field(
            "gives_back",
            _("The order gets the amount back, because too much was billed; not so for a rebate"),
            css="wide of-credit",
            start="yes",
        ),
        _NOTE,
    ),
)


def correction(is_credit: bool) -> DocumentForm:
    """The form for what was typed wrongly: all but its kind, its number and whose it is, and why."""
    return replace(
        INVOICE,
        model=InvoiceFacts,
        above=(_CREDITS if is_credit else _QUOTED, *_DATED),
        below=(*_FIGURES, _NOTE, Field("reason", _("Why is it corrected?"), css="wide", rows=2, of=Why)),
    )
