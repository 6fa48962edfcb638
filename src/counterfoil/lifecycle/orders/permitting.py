"""Writing down who may use a shared order: what several of its verbs share."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.refusals import NotFound

from .models import Order, Permitted
from .shared_values import Users


def write(order: Order, users: Users, *, by: Member, at: datetime) -> bool:
    """Let exactly these use it; of one that is open to everybody nobody is named. Whether that changed anything. Raises NotFound
    for who is not, or not any more, of the company."""
    members, teams = (set(users.members), set(users.teams)) if users.restricted else (set(), set())
    company = order.company_id
    _all_there(Member.objects.within(company).filter(state=Member.ACTIVE, service=False), members, "member")
    _all_there(Team.objects.within(company), teams, "team")
    stands = list(Permitted.objects.within(company).filter(order_id=order.id, live=True))
    had = {(one.member_id, one.team_id): one for one in stands}
    wanted: Sequence[tuple[UUID | None, UUID | None]] = [
        *((one, None) for one in members),
        *((None, one) for one in teams),
    ]
    gone = [one.id for key, one in had.items() if key not in wanted]
    fresh = [
        Permitted(company_id=company, order=order, member_id=member, team_id=team, given_by=by, given_at=at)
        for member, team in wanted
        if (member, team) not in had
    ]
    if gone:
        Permitted.objects.within(company).filter(id__in=gone).update(live=False)
    Permitted.objects.bulk_create(fresh)
    return bool(gone or fresh)


def _all_there(rows: object, ids: set[UUID], what: str) -> None:
    if ids and rows.filter(id__in=ids).count() != len(ids):  # type: ignore[attr-defined]
        raise NotFound(what)
