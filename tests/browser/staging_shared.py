"""What the pictures show of orders that contracts share: none, some, one that is restricted and used, and its forms."""

from datetime import timedelta

from django.utils import timezone

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedValues
from tests.actions.sharing import share_values, users
from tests.cast import Cast

Scenes = dict[str, tuple[str, str, str]]
_LONG = (
    "Design, layout and illustration of every catalogue, leaflet and packaging insert of the spring and summer seasons"
)


def shared_scenes(cast: Cast) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at, made = timezone.now(), []
    last = (at + timedelta(days=200)).date()
    for number, net, title in (
        ("4500012345", "25000", _LONG),
        ("4500012346", "8000", "Bees"),
        ("4500099999", "120000", ""),
    ):
        given = {
            "number": number,
            "net": net,
            "currency": "EUR",
            "title": title,
            "valid_through": last if title else None,
        }
        made.append(orders.load_shared(by=cast.iris, at=at, values=SharedValues.model_validate(given))["id"])
    order_id = made[0]
    orders.share(by=cast.rita, at=at, order_id=order_id, values=share_values(cast, 40, 85))
    orders.permit(by=cast.fay, at=at, order_id=made[1], users=users(cast.rita.id, cast.amir.id, teams=[cast.team_id]))
    return {
        "shared-orders": ("fay", "/shared-orders", ""),
        "shared-orders-empty": ("mallory", "/shared-orders", ""),
        "shared-order": ("rita", f"/shared-orders/{order_id}", ""),
        "shared-order-restricted": ("fay", f"/shared-orders/{made[1]}", ""),
        "shared-order-new": ("iris", "/shared-orders/new", ""),
    }
