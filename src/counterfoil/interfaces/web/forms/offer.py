"""The form of an offer."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.lifecycle.engagements.offer_values import OfferValues

from .declared import NO_LINES, DocumentForm, Errors, Field
from .fields import CONTRACTOR

_COSTS = _("What it costs")


def _priced(head: Mapping[str, str]) -> Errors:
    """Exactly one of the two prices, and a unit for a rate."""
    fixed, rate = (bool(head[name].strip()) for name in ("amount", "unit_rate"))
    if fixed == rate:
        return {"amount": [_("Say either a fixed price or a rate for each unit.")]}
    return {"unit": [_("Say for which unit the rate is: an hour, a day, a page.")]} if rate and not head["unit"] else {}


OFFER = DocumentForm(
    model=OfferValues,
    template="web/offer_form.html",
    above=(
        Field("title", _("Title"), _("What the work is for, in a few words."), "wide", focus=True),
        CONTRACTOR,
        Field("team_id", _("For which team?"), css="half", control="team"),
        Field("post_id"),
        Field("description", _("What is to be done"), _("The contractor agrees to this."), "wide", rows=5),
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=NO_LINES,
    checks=_priced,
    below=(
        Field("currency", _("Currency"), css="half", group=_COSTS),
        Field("amount", _("Fixed price"), _("Either this, or a rate."), "half", group=_COSTS),
        Field("unit_rate", _("Rate"), _("Or this, for each unit."), "short", group=_COSTS),
        Field("unit", _("For each"), css="short", options=UNITS, control="unit", group=_COSTS),
        Field("most_units", _("At most"), _("So many units; empty: no most."), "short", group=_COSTS),
    ),
)
"""Among its last steps stands the purchase order: its template has a place for that, `last_steps`."""
