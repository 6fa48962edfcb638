"""runoutpolicy.set: what is done once an order runs out."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason, expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from ..models import RunOutPolicy
from ..run_out import RunOutValues, policy_of


@action("runoutpolicy.set", subject="runoutpolicy")
def set_run_out(*, by: Member, at: datetime, values: RunOutValues, version: int | None = None) -> Stored:
    """Say whether the company warns, holds or stops where an order is used up or past its last day, and how early it says so.
    An invoice that came before is held to what held then."""
    before = policy_of(by.company_id)
    refuse_if([Reason("unchanged", _("That is what holds already."))] if values == before.said else [])
    expect_version(version, before.version)
    made = RunOutPolicy.objects.create(
        company_id=by.company_id, version=before.version + 1, set_by=by, set_at=at, **values.model_dump()
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})
