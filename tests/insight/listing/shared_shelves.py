"""Orders that contracts share, of every kind to list, and what is asked of their list."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from counterfoil.insight.listing.listing import AnyListing
from counterfoil.insight.listing.shared_orders import SharedOrders
from counterfoil.lifecycle.orders import actions as orders

from ...actions import choosing, hiring
from ...actions.sharing import permit, share, shared
from ...actions.verb import WHY
from ...cast import NOW, Cast

LISTS: tuple[AnyListing, ...] = (SharedOrders,)
Question = tuple[dict[str, Any], Callable[[Any], bool]]


def fill_shared(cast: Cast) -> None:
    """Open ones and one that is used up, restricted, out of its days by tomorrow, closed, and in another currency."""
    used_up = shared(cast, "S-1", 1000, title="=SUM(A1:A9)")
    share(cast, used_up)
    permit(cast, shared(cast, "S-2", 1000, title="-1 and more"), "rita")
    shared(cast, "S-3", "77.70", valid_through=NOW.date(), title="@here")
    shared(cast, "S-4", 5000, currency="USD", valid_through=(NOW + timedelta(days=400)).date())
    choosing.programme(cast, "optional", confirmed=True)
    choosing.add(cast, hiring.drafted(cast, title="Added for"), "S-7", net=10)
    orders.close(by=cast.fay, at=NOW, order_id=shared(cast, "S-5", 900), reason=WHY)


def shared_questions() -> dict[AnyListing, list[Question]]:
    """What the list can be asked, and whether a row is among what is asked."""
    today, money = NOW.date(), Decimal(1000)
    return {
        SharedOrders: [
            ({"state": "closed"}, lambda row: row.state == "closed"),
            ({"stands": "used_up"}, lambda row: row.drawn_amount >= row.limit_amount),
            ({"used_by": "named"}, lambda row: row.restricted),
            ({"issued_on_from": today}, lambda row: True),
            ({"issued_on_to": today - timedelta(days=1)}, lambda row: False),
            ({"valid_through_from": today}, lambda row: row.valid_through is not None),
            ({"valid_through_to": today}, lambda row: row.valid_through == today),
            ({"net_from": money}, lambda row: row.limit_amount >= money),
            ({"net_to": money}, lambda row: row.limit_amount <= money),
            ({"currency": "USD"}, lambda row: row.currency == "USD"),
            ({"archived": True}, lambda row: False),
            ({"archived": False}, lambda row: True),
            ({"on_my_desk": "confirm_order"}, lambda row: row.number == "S-7"),
            ({"number": "s-1"}, lambda row: row.number == "S-1"),
        ]
    }
