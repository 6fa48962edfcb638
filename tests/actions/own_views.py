"""A member's views, as tests keep them."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.actions import views
from counterfoil.foundation.companies.models import View
from counterfoil.foundation.companies.queries import views_of
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast


def saved(cast: Cast, who: str = "rita", name: str = "Mine", address: str = "state=issued", **more: Any) -> UUID:
    """Keep a view of the orders."""
    given = {"list_name": "orders", "name": name, "address": address} | more
    return UUID(views.save(by=cast.members[who], at=NOW, **given)["id"])


def kept(cast: Cast, who: str = "rita", list_name: str = "orders") -> dict[str, View]:
    """How somebody has a list, by the names of their views."""
    with scope.reading(cast.company_id):
        return {one.name: one for one in views_of(cast.members[who], list_name)}
