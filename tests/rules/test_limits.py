"""What an approval authorises comes from the revision that was approved, and is not looked up again."""

from decimal import Decimal

from counterfoil.lifecycle.orders import limits
from counterfoil.lifecycle.orders.models import Order, Revision


def test_the_limit_is_the_net_amount_that_is_handed_over() -> None:
    order = Order()
    limits.authorise(order, Revision(net=Decimal("950.00"), total=Decimal("1200.00")))
    assert order.limit_amount == Decimal("950.00")
