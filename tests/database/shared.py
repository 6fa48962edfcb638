"""Orders that contracts share, one of them restricted, and a contract's share, so that raw SQL has something to attack."""

from typing import Any

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order, Permitted, Revision

from ..actions.sharing import permit, share, shared
from ..cast import Cast

Names = dict[str, Any]


def shared_orders(cast: Cast) -> Names:
    """One with a share of 1,000.00, and one that Amir alone may use, beside those who may use all."""
    made: Names = {"shared_order": shared(cast, "SHARED-1", 1500), "restricted_order": shared(cast, "SHARED-2")}
    made["share"] = share(cast, made["shared_order"])
    permit(cast, made["restricted_order"], "amir")
    with scope.reading(cast.company_id):
        made["permitted"] = Permitted.objects.get(order_id=made["restricted_order"]).id
        for name in ("shared_order", "share"):
            made[f"{name}_arrival"] = Order.objects.get(id=made[name]).loaded_from_id
        made["share_revision"] = Revision.objects.get(order_id=made["share"]).id
    return made
