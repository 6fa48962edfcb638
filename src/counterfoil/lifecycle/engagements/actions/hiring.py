"""hiringpolicy.set: how a company hires."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import offer_rules as rules
from .. import queries
from ..models import HiringPolicy


@action("hiringpolicy.set", subject="hiringpolicy")
def set_hiring_policy(*, by: Member, at: datetime, offers_reviewed: bool, version: int | None = None) -> Stored:
    """Say whether offers are approved before they are sent, by whom the approval policy names for their amount.

    What is in review or sent already goes on as it was.
    """
    before = queries.hiring_policy(by.company_id)
    refuse_if(rules.changed_policy(offers_reviewed, before is not None and before.offers_reviewed))
    expect_version(version, before.version if before else 0)
    made = HiringPolicy.objects.create(
        company_id=by.company_id,
        version=before.version + 1 if before else 1,
        offers_reviewed=offers_reviewed,
        set_by=by,
        set_at=at,
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})
