"""engagement.add, change, archive and unarchive: an agreement with a contractor, to which orders belong."""

from datetime import datetime
from uuid import UUID

from pydantic import Field, model_validator

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.kernel.values import Day, Name, Values, in_order
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import EngagementCase
from ..models import Engagement


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


class EngagementChanges(Values):
    """What may be changed of an engagement. What is not named stays; null leaves it without. What was ordered keeps its team."""

    title: Name = Field(default="")
    team_id: UUID | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None


@action("engagement.add", subject="engagement")
def add_engagement(*, by: Member, at: datetime, values: EngagementValues) -> Stored:
    """Add an engagement of one of the company's contractors."""
    Contractor.objects.within(by.company_id).one(values.contractor_id)
    if values.team_id:
        Team.objects.within(by.company_id).one(values.team_id)
    engagement = Engagement.objects.create(company_id=by.company_id, **values.model_dump())
    return Stored(engagement.id, {"id": str(engagement.id)})


@action("engagement.change", on=EngagementCase, also=rules.changed_engagement)
def change_engagement(case: EngagementCase, *, changes: EngagementChanges, version: int | None = None) -> Stored:
    """Change what an engagement is called, its days and whose it is. Its contractor stays."""
    engagement = case.engagement
    expect_version(version, engagement.version)
    if changes.team_id:
        Team.objects.within(case.by.company_id).one(changes.team_id)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(engagement, name, value)
    return _kept(engagement)


@action("engagement.archive", on=EngagementCase, rule=rules.archive)
def archive_engagement(case: EngagementCase) -> Stored:
    """Put an engagement out of the way: lists and pickers leave it out, search finds it, and what was ordered runs on."""
    case.engagement.archived_at = case.at
    return _kept(case.engagement)


@action("engagement.unarchive", on=EngagementCase, rule=rules.unarchive)
def unarchive_engagement(case: EngagementCase) -> Stored:
    """Bring an archived engagement back into lists and pickers."""
    case.engagement.archived_at = None
    return _kept(case.engagement)


def _kept(engagement: Engagement) -> Stored:
    engagement.version += 1
    keep_row(engagement)
    return Stored(engagement.id, {"id": str(engagement.id), "version": engagement.version})
