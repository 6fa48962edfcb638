"""The form of a job post."""

from django.utils.translation import gettext_lazy as _

from counterfoil.lifecycle.engagements.jobpost_values import JobPostValues

from .declared import NO_LINES, DocumentForm, Field

JOB_POST = DocumentForm(
    model=JobPostValues,
    template="web/job_post_form.html",
    above=(
        Field("title", _("Title"), _("For what work somebody is looked for."), "wide", focus=True),
        Field("team_id", _("For which team?"), css="half", control="team"),
        Field(
            "description", _("What is to be done"), _("An offer that is made from it begins with this."), "wide", rows=5
        ),
        Field("currency", _("Currency"), css="short"),
        Field("budget", _("Budget"), _("What it may cost."), "short"),
        Field("starts_on", _("First day"), css="short"),
        Field("ends_on", _("Last day"), css="short"),
    ),
    lines=NO_LINES,
    below=(),
)
"""Among its last steps stands the purchase order: its template has a place for that, `last_steps`."""
