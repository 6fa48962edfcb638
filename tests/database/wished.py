"""What contractors asked for: one that waits, one that was answered and one that is met, to be attacked by raw SQL."""

from datetime import date
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.orders import actions as orders

from ..actions.billing import submitted
from ..actions.contracting import another_engagement
from ..actions.running_out import run_out_is
from ..actions.wishing import asked
from ..cast import NOW, Cast

Names = dict[str, Any]
TABLES = ("orders_wish", "orders_runoutpolicy")


def wished(cast: Cast) -> Names:
    """Each of an engagement of its own, and an engagement whose order stands."""
    waits, told, met = (another_engagement(cast) for _ in range(3))
    names: Names = {"wish": asked(cast, waits), "answered_wish": asked(cast, told), "met_wish": asked(cast, met)}
    orders.answer_wish(by=cast.rita, at=NOW, engagement_id=told, reason="Not yet")
    cast.issued(engagement_id=met)
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)}
    names["ended_piece"] = piece_of(cast, submitted(cast, cast.issued(**days), 1))
    names["run_out_policy"] = UUID(run_out_is(cast, expired="hold")["id"])
    return names | {"wanting": told, "served": met, "waiting": waits}


def piece_of(cast: Cast, submission_id: UUID) -> UUID:
    """The one piece of what was submitted."""
    with scope.reading(cast.company_id):
        found: UUID = Piece.objects.get(submission_id=submission_id).id
    return found
