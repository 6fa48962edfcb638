"""An order that crossed thresholds, of which one is alerted of and one was seen, so that raw SQL has something to attack."""

from typing import Any

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Crossing, Threshold

from ..actions.billing import accepted
from ..cast import Cast
from ..watching import watch
from .alerted import LATER

Names = dict[str, Any]
TABLES = ("orders_threshold", "orders_crossing")


def watched(cast: Cast) -> Names:
    """One threshold is alerted of, one was seen, one is only crossed, one is far, and one was taken off."""
    order_id = cast.issued()
    watch(cast, order_id, "accepted 50%", "accepted 60%", "invoiced 99%", "invoiced 98%")
    watch(cast, order_id, "accepted 50%", "accepted 60%", "invoiced 99%")
    accepted(cast, order_id, 7)
    actions.raise_alerts(by=system_member(cast.company_id), at=LATER, order_ids=[order_id])
    with scope.reading(cast.company_id):
        alert_ids = list(Alert.objects.filter(order_id=order_id).order_by("number").values_list("id", flat=True))
    actions.see(by=cast.fay, at=LATER, alert_id=alert_ids[1])
    watch(cast, order_id, "accepted 50%", "accepted 60%", "invoiced 99%", "accepted 5%")
    with scope.reading(cast.company_id):
        lies = {one.percent: one.id for one in Threshold.objects.filter(order_id=order_id)}
        crossing = Crossing.objects.get(threshold_id=lies[5]).id
    unwatched = cast.issued()
    orders.cancel(by=cast.iris, at=LATER, order_id=unwatched, reason="Not needed")
    names: Names = {
        "unwatched": unwatched,
        "watched": order_id,
        "crossed_alert": alert_ids[0],
        "seen_alert": alert_ids[1],
    }
    names |= {"far_threshold": lies[99], "removed_threshold": lies[98], "crossed_threshold": lies[5]}
    return names | {"crossing": crossing}
