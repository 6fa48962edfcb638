"""route.set: who settles the exceptions of one kind, and in how many working days."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Keyword
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import Route

Owner = Literal["responsible", "payables", "finance", "manager", "approver", "owner"]
Days = Annotated[int, Field(ge=0, le=60)]


@action("route.set", subject="route")
def set_route(*, by: Member, at: datetime, kind: Keyword, owner: Owner, working_days: Days = 2) -> Stored:
    """Route one kind of exception from now on; those that are open stay where they are (R101)."""
    refuse_if(rules.set_route(kind))
    route, _made = Route.objects.within(by.company_id).get_or_create(
        company_id=by.company_id, kind=kind, defaults={"owner": owner, "working_days": working_days}
    )
    route.owner, route.working_days = owner, working_days
    route.save()
    return Stored(route.id, {"id": str(route.id), "kind": kind, "owner": owner})
