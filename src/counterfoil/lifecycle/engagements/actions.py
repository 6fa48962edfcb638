"""engagement.add: an agreement with a contractor, to which orders belong."""

from datetime import datetime
from uuid import UUID

from pydantic import model_validator

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.values import Day, Name, Values, in_order
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .models import Engagement


class EngagementValues(Values):
    """What an engagement is added with."""

    contractor_id: UUID
    title: Name
    team_id: UUID | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> "EngagementValues":
        in_order(self.starts_on, self.ends_on)
        return self


@action("engagement.add", subject="engagement")
def add_engagement(*, by: Member, at: datetime, values: EngagementValues) -> Stored:
    """Add an engagement of one of the company's contractors."""
    Contractor.objects.within(by.company_id).one(values.contractor_id)
    if values.team_id:
        Team.objects.within(by.company_id).one(values.team_id)
    engagement = Engagement.objects.create(company_id=by.company_id, **values.model_dump())
    return Stored(engagement.id, {"id": str(engagement.id)})
