"""order.load_shared: a purchase order that was minted elsewhere, before any contract uses it: contracts share it."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.action import Stored, action

from .. import entering, permitting
from ..shared_values import SharedValues, Users


@action("order.load_shared", subject="order")
def load_shared(*, by: Member, at: datetime, values: SharedValues) -> Stored:
    """Load an order that contracts share, with who may use it. A number that is in use is refused: whose it is is told to those
    who see it (R2, R89)."""
    entering.not_taken(by, values.number)
    order = entering.entered(values, by=by, at=at)
    if values.restricted:
        permitting.write(order, Users(**values.model_dump(include=set(Users.model_fields))), by=by, at=at)
    return Stored(order.id, order.stored() | {"became": "order"}, order_id=order.id)
