"""The form that submits evidence: one line for each line of the order, and the files that show it."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.lifecycle.evidence.values import SubmissionValues

from .declared import DocumentForm, Field, Lines

EVIDENCE = DocumentForm(
    model=SubmissionValues,
    template="web/evidence_new.html",
    above=(),
    lines=Lines(
        "pieces",
        _("What was done"),
        (
            Field(
                "quantity",
                css="cell-quantity",
                of_row=lambda left: (
                    _now("Quantity (%(unit)s)") % {"unit": counted(left.ordered.unit, left.ordered.quantity)}
                ),
            ),
            Field("starts_on", _("From"), css="cell-day"),
            Field("ends_on", _("Until"), css="cell-day"),
            Field("text", _("What exactly, if it needs saying"), css="work-note"),
        ),
        hint=_("Fill in the lines on which something was done; leave the others empty."),
        needed=_("Write a quantity for one line at least."),
        css="work-row",
        about=lambda left: {"line_id": str(left.ordered.line_id)},
        above="web/forms/left.html",
    ),
    below=(
        Field(
            "files",
            _("Files that show it"),
            _("Time sheets, photographs, delivery notes: up to 20 files, 5 MB together."),
            "half",
        ),
        Field("note", _("Note"), css="half"),
    ),
)
