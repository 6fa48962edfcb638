"""service.add: a member that is a platform or a tool. It acts by keys, and never gives its word."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Keyword, Name, Values
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import Member, Right, Team


class ServiceValues(Values):
    """What the service is called, and the role that it begins with."""

    name: Name
    role: Keyword
    team_id: UUID | None = None


@action("service.add", subject="service")
def add_service(*, by: Member, at: datetime, values: ServiceValues) -> Stored:
    """Add a member without a sign-in. It is there at once, and does nothing before somebody makes it a key."""
    alike = Member.objects.within(by.company_id).filter(service=True, state=Member.ACTIVE, name=values.name)
    refuse_if(rules.add_service(values.role, values.team_id, values.name, alike.exists()))
    if values.team_id:
        Team.objects.within(by.company_id).one(values.team_id)
    member = Member.objects.create(company_id=by.company_id, name=values.name, state=Member.ACTIVE, service=True)
    Right.objects.create(company_id=by.company_id, member=member, role=values.role, team_id=values.team_id)
    return Stored(member.id, {"id": str(member.id)})
