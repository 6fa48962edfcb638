"""order.set_thresholds: from where on of an order's money somebody is told."""

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.trail.action import Stored, action

from .. import threshold_rules as rules
from .. import thresholds
from ..cases import OrderCase
from ..thresholds import Thresholds


@action("order.set_thresholds", on=OrderCase, rule=rules.set_thresholds, also=rules.thresholds_set)
def set_thresholds(case: OrderCase, *, values: Thresholds, version: int | None = None) -> Stored:
    """Set all thresholds of an order (R7). One that lies below what was drawn already is crossed at once."""
    order = case.order
    expect_version(version, order.version)
    thresholds.keep(order, [one.said for one in values.thresholds], case.thresholds)
    order.version += 1
    order.updated_at = case.at
    keep_row(order)
    return Stored(order.id, order.stored(), order_id=order.id)
