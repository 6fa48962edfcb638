"""The form of an offer."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.lifecycle.engagements.offer_values import OfferValues

from .declared import NO_LINES, DocumentForm, Field
from .fields import CONTRACTOR

_EITHER = _("Either this, or a rate.")
OFFER = DocumentForm(
    model=OfferValues,
    template="web/offer_form.html",
    above=(
        Field("title", _("Title"), _("What the work is for, in a few words."), "wide", focus=True),
        CONTRACTOR,
        Field("team_id", _("For which team?"), css="half", control="team"),
        Field("description", _("What is to be done"), _("The contractor agrees to this."), "wide", rows=5),
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=NO_LINES,
    below=(
        Field("currency", _("Currency"), css="short"),
        Field("amount", _("Fixed price"), _EITHER, "short"),
        Field("unit_rate", _("Rate"), _("Or this, for each unit."), "short"),
        Field("unit", _("For each"), css="short", options=UNITS, control="unit"),
        Field(
            "most_units",
            _("At most"),
            _("So many units; empty where there is no most."),
            "short",
        ),
    ),
)
"""Among its last steps stands the purchase order: its template has a place for that, `last_steps`."""
