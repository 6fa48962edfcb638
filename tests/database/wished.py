"""What contractors asked for: one that waits, one that was answered and one that is met, to be attacked by raw SQL."""

from typing import Any

from counterfoil.lifecycle.orders import actions as orders

from ..actions.contracting import another_engagement
from ..actions.wishing import asked
from ..cast import NOW, Cast

Names = dict[str, Any]


def wished(cast: Cast) -> Names:
    """Each of an engagement of its own, and an engagement whose order stands."""
    waits, told, met = (another_engagement(cast) for _ in range(3))
    names: Names = {"wish": asked(cast, waits), "answered_wish": asked(cast, told), "met_wish": asked(cast, met)}
    orders.answer_wish(by=cast.rita, at=NOW, engagement_id=told, reason="Not yet")
    cast.issued(engagement_id=met)
    return names | {"wanting": told, "served": met, "waiting": waits}
