"""Short words for what the tests of shared orders do to get there."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import SharedValues, ShareValues, Users

from ..cast import NOW, Cast
from .ordering import order_of


def shared_values(number: str = "4500012345", net: Any = "10000", **more: Any) -> SharedValues:
    """What is typed of an order that contracts share."""
    return SharedValues.model_validate({"number": number, "net": str(net), "currency": "EUR"} | more)


def shared(cast: Cast, number: str = "4500012345", net: Any = "10000", who: str = "iris", **more: Any) -> UUID:
    """An order of 10,000.00 that contracts share, loaded by the issuer."""
    values = shared_values(number, net, **more)
    return UUID(orders.load_shared(by=cast.members[who], at=NOW, values=values)["id"])


def share_values(cast: Cast, quantity: Any = 10, unit_price: Any = 100, **more: Any) -> ShareValues:
    """What a contract is to bring on its share: ten hours at 100.00."""
    line = {"text": "Bees", "quantity": str(quantity), "unit": "HUR", "unit_price": str(unit_price)}
    given = {"engagement_id": cast.engagement_id, "title": "Bees for the roof", "lines": [line]}
    return ShareValues.model_validate(given | more)


def share(cast: Cast, order_id: UUID, quantity: Any = 10, unit_price: Any = 100, **more: Any) -> UUID:
    """The share of Cleo's contract, drawn by Rita."""
    by, at = cast.members[more.pop("who", "rita")], more.pop("at", NOW)
    values = share_values(cast, quantity, unit_price, **more)
    return UUID(orders.share(by=by, at=at, order_id=order_id, values=values)["id"])


def users(*members: Any, teams: Any = (), restricted: bool = True) -> Users:
    """Those who may use a restricted order."""
    return Users(restricted=restricted, members=list(members), teams=list(teams))


def permit(cast: Cast, order_id: UUID, *names: str, teams: Any = ()) -> Any:
    """Restrict it to these."""
    who = users(*(cast.members[name].id for name in names), teams=teams)
    return orders.permit(by=cast.fay, at=NOW, order_id=order_id, users=who)


def figures(cast: Cast, order_id: UUID) -> tuple[Decimal, ...]:
    """What a shared order authorises, what its shares hold, what of it is accepted and what invoiced."""
    order = order_of(cast, order_id)
    return order.limit_amount, order.drawn_amount, order.accepted_amount, order.covered_amount
