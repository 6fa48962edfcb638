"""The form of an order's draft."""

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.orders.values import OrderValues

from .declared import DocumentForm, Field, Lines
from .fields import CONTRACTOR, CURRENCY, NOTES, PRICED, TERMS

_ENGAGEMENT = Field(
    "engagement_id",
    _("Engagement"),
    css="half",
    control="engagement",
    needed=_("Choose the engagement that this order belongs to."),
)
RATE = Field("rate", _("Rate"), css="half", control="rate", taken_away=True)

ORDER = DocumentForm(
    model=OrderValues,
    template="web/draft.html",
    preview="order_preview",
    sum="web/forms/sums.html",
    above=(
        Field("title", _("Title"), _("What the work is for, in a few words."), "wide", focus=True),
        CONTRACTOR,
        _ENGAGEMENT,
        CURRENCY,
        RATE,
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=Lines("lines", _("Lines"), (Field("text", _("What is to be done"), css="cell-text"), *PRICED)),
    below=(TERMS, NOTES),
)
