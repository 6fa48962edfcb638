"""The form of a change request."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.lifecycle.engagements.changerequest_values import ChangeTerms
from counterfoil.lifecycle.engagements.models import Contract

from .declared import NO_LINES, DocumentForm, Field

_ALLOWS = _("What it shall allow from then on")

CHANGE_REQUEST = DocumentForm(
    model=ChangeTerms,
    template="web/change_request_form.html",
    above=(
        Field(
            "why", _("Why"), _("Whoever approves it decides on this. The contractor does not see it."), "wide", rows=3
        ),
    ),
    lines=NO_LINES,
    below=(
        Field("amount", _("At most"), _("Net: all its orders together. Empty: no most."), "short", group=_ALLOWS),
        Field("unit_rate", _("Highest rate"), _("Empty: none is agreed."), "short", group=_ALLOWS),
        Field("unit", _("For each"), css="short", options=UNITS, control="unit", group=_ALLOWS),
        Field("starts_on", _("First day"), css="short", group=_ALLOWS),
        Field("ends_on", _("Last day"), css="short", group=_ALLOWS),
        Field("order_kind", _("Work under it"), css="half", options=Contract.ORDER_KINDS, group=_ALLOWS),
    ),
)
