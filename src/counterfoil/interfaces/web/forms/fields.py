"""Fields and columns that several document forms have."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS, code_of
from counterfoil.insight.verbs.saying import TERMS_HINT

from .declared import Field

CONTRACTOR = Field(
    "contractor",
    _("Contractor"),
    css="half",
    fills="contractor_id",
    control="contractor",
    needed=_("Choose a contractor from the list, by name or code."),
)
CURRENCY = Field("currency", _("Currency"), css="short")
PRICED = (
    Field("quantity", _("Quantity"), css="cell-quantity"),
    Field("unit", _("Unit"), css="cell-unit", start="HUR", options=UNITS, taken=code_of),
    Field("unit_price", _("Unit price"), css="cell-price"),
    Field("starts_on", _("From"), css="cell-day", more=True),
    Field("ends_on", _("Until"), css="cell-day", more=True),
)
TERMS = Field("payment_terms", _("Payment terms"), TERMS_HINT, "wide", control="terms")
NOTES = Field("notes", _("Notes"), css="wide")
