"""The form of a requisition."""

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.engagements.requisition_values import RequisitionValues

from .declared import NO_LINES, DocumentForm, Field

REQUISITION = DocumentForm(
    model=RequisitionValues,
    template="web/requisition_form.html",
    above=(
        Field("title", _("Title"), _("What is to be ordered, in a few words."), "wide", focus=True),
        Field("team_id", _("For which team?"), css="half", control="team"),
        Field(
            "contractor",
            _("Contractor"),
            _("Only if it is known already; its orders are theirs alone then."),
            "half",
            fills="contractor_id",
            control="contractor",
            needed=_("Choose a contractor from the list, by name or code, or leave it empty."),
        ),
        Field("description", _("What for"), _("Whoever approves it decides on this."), "wide", rows=5),
        Field("currency", _("Currency"), css="short"),
        Field("amount", _("At most"), _("Net: all its orders together."), "short"),
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=NO_LINES,
    below=(),
)
