"""programme.set: whether a company, or one of its teams, uses purchase orders when it hires."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import programme_rules as rules
from .. import queries
from ..models import Programme
from ..programme_values import ProgrammeValues


@action("programme.set", subject="programme")
def set_programme(*, by: Member, at: datetime, values: ProgrammeValues, version: int | None = None) -> Stored:
    """Turn purchase orders off, leave them open or require them, for the company or for a team (R1, R24).

    What was sent or published already goes on with what it names, or without (R25).
    """
    team = Team.objects.within(by.company_id).one(values.team_id) if values.team_id else None
    before = queries.programme(by.company_id, values.team_id)
    refuse_if(rules.changed(values, before))
    expect_version(version, before.version if before else 0)
    made = Programme.objects.create(
        company_id=by.company_id,
        team=team,
        version=before.version + 1 if before else 1,
        mode=values.mode,
        confirmed=values.confirmed,
        set_by=by,
        set_at=at,
    )
    return Stored(made.id, {"id": str(made.id), "version": made.version})
