"""Members in no database."""

from collections.abc import Iterable
from typing import Any

from counterfoil.foundation.companies.hands import Hands
from counterfoil.foundation.companies.models import Company, Member, Right
from counterfoil.foundation.kernel.ids import new_id


def member(roles: Iterable[str], team_id: Any = None, **more: Any) -> Member:
    """An active member with these roles, for the company or for one team."""
    made = Member(**{"id": new_id(), "state": Member.ACTIVE, "company": Company()} | more)
    rights = [Right(role=role, team_id=team_id) for role in roles]
    made._prefetched_objects_cache = {"rights": Read(rights)}
    made.hands = Hands({})
    return made


class Read(list[Any]):
    """What a prefetch leaves behind: something whose `all` is itself."""

    def all(self) -> "Read":
        return self

    def get_queryset(self) -> "Read":
        return self
