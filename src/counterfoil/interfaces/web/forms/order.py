"""The form of an order's draft."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS, code_of
from counterfoil.lifecycle.orders.values import OrderValues

from .declared import DocumentForm, Field, Lines

ORDER = DocumentForm(
    model=OrderValues,
    template="web/draft.html",
    preview="order_preview",
    sum="web/forms/total.html",
    above=(
        Field("title", _("Title"), _("What the work is for, in a few words."), "wide", focus=True),
        Field(
            "contractor",
            _("Contractor"),
            css="half",
            fills="contractor_id",
            control="contractor",
            needed=_("Choose a contractor from the list, by name or code."),
        ),
        Field(
            "engagement_id",
            _("Engagement"),
            css="half",
            control="engagement",
            needed=_("Choose the engagement that this order belongs to."),
        ),
        Field("currency", _("Currency"), css="short"),
        Field("rate", _("Rate"), _("Only for another currency than %(base)s."), "short"),
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=Lines(
        "lines",
        _("Lines"),
        (
            Field("text", _("What is to be done"), css="cell-text"),
            Field("quantity", _("Quantity"), css="cell-quantity"),
            Field("unit", _("Unit"), css="cell-unit", start="HUR", options=UNITS, taken=code_of),
            Field("unit_price", _("Unit price"), css="cell-price"),
            Field("starts_on", _("From"), css="cell-day", more=True),
            Field("ends_on", _("Until"), css="cell-day", more=True),
        ),
    ),
    below=(Field("notes", _("Notes"), css="wide"),),
)
