"""The report on purchase orders: a PO is loaded, requested and edited from it; shared orders have the same figures rolled up."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.purchase_orders import PurchaseOrders
from counterfoil.insight.listing.shared_orders import SharedOrders
from counterfoil.lifecycle.orders.models import Order

from ...actions.billing import accepted, initiated, received, settled
from ...actions.sharing import share, shared
from ...cast import Cast
from .conftest import SignIn
from .test_people_pages import text

NAMES = ("accepted", "invoiced", "initiated", "settled", "remaining")


@pytest.mark.req(20, 21, 22)
def test_a_po_is_loaded_requested_and_edited_from_the_report(cast: Cast, sign_in: SignIn) -> None:
    order_id, shared_id = cast.issued(), shared(cast)
    page = text(sign_in("olga"), "/reports/purchase-orders")
    for said in ("Load a PO", "Request a PO", "Edit PO", f'href="/orders/{order_id}/thresholds"', "Shared orders"):
        assert said in page, said
    assert f'href="/shared-orders/{shared_id}">Edit PO' in text(sign_in("fay"), "/shared-orders")
    [way] = [one for one in PurchaseOrders.ways if one.to == "shared_orders"]
    figures = text(sign_in("fay"), f"/shared-orders{way.query}")
    for said in ("Left", "Accepted", "Initiated", "Settled", "Remaining"):
        assert said in figures, said
    otto = text(sign_in("otto"), "/reports/purchase-orders")
    for said in ("Load a PO", "Request a PO", "Edit PO"):
        assert said not in otto, said


@pytest.mark.req(4, 22)
def test_a_shared_order_says_what_its_shares_add_up_to(cast: Cast) -> None:
    shared_id = shared(cast, net=5000)
    shares = [share(cast, shared_id), share(cast, shared_id, 20)]
    for number, one in enumerate(shares):
        accepted(cast, one, 8)
        with scope.reading(cast.company_id):
            code = Order.objects.get(id=one).contractor_code
        bill = received(cast, None, quantity=4 + number, quoted=code, number=f"R-{number}")
        (initiated if number else settled)(cast, UUID(bill["id"]))
    with scope.reading(cast.company_id):
        rows = Order.objects.within(cast.company_id)
        [whole] = rows.filter(id=shared_id).annotate(**_figures(SharedOrders)).values(*NAMES)
        parts = list(rows.filter(drawn_from_id=shared_id).annotate(**_figures(PurchaseOrders)).values(*NAMES))
    for name in ("accepted", "invoiced", "initiated", "settled"):
        assert whole[name] == sum((part[name] for part in parts), Decimal(0)), name
    assert whole["remaining"] == 5000 - whole["invoiced"]
    assert (whole["settled"], whole["initiated"], whole["invoiced"]) == (400, 900, 900)


def _figures(listing: object) -> dict[str, object]:
    return {name: listing.figures[name] for name in NAMES}  # type: ignore[attr-defined]
