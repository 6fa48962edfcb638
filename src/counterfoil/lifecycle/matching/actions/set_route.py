"""route.set: who settles the exceptions of one kind, and in how many working days."""

from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.values import Keyword
from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..models import Route

Owner = Literal["responsible", "payables", "finance", "manager", "approver", "owner"]
OWNERS: tuple[str, ...] = get_args(Owner)
Days = Annotated[int, Field(ge=0, le=60)]


@action("route.set", subject="route")
def set_route(
    *, by: Member, at: datetime, kind: Keyword, owner: Owner, working_days: Days = 2, version: int | None = None
) -> Stored:
    """Route one kind of exception from now on; those that are open stay where they are (R101)."""
    refuse_if(rules.set_route(kind))
    newest = Route.objects.within(by.company_id).filter(kind=kind).order_by("-version").first()
    expect_version(version, newest.version if newest else 0)
    route = Route.objects.create(
        company_id=by.company_id,
        kind=kind,
        version=newest.version + 1 if newest else 1,
        owner=owner,
        working_days=working_days,
        set_by=by,
        set_at=at,
    )
    return Stored(route.id, {"id": str(route.id), "kind": kind, "owner": owner, "version": route.version})
