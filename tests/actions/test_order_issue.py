from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order

from ..cast import Cast


def test_works(cast: Cast) -> None:
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    assert (order.state, order.number, order.contractor_code) == ("issued", "PO-2026-00001", "POCLEO20001")
