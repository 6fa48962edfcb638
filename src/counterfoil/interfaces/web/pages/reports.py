"""Reports: what stands above their lists."""

from typing import Any

from django.http import HttpResponseBase

from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.insight.listing.drawing_down import drawings
from counterfoil.insight.listing.purchase_orders import PurchaseOrders

from ..lists.page import Asked, list_page
from ..panels.drawing import shown_drawings
from ..session.member import MemberRequest, outside, signed_in
from .lists import PAGE


@signed_in
def purchase_orders(request: MemberRequest) -> HttpResponseBase:
    """What each purchase order authorises and how far it is drawn, below a picture of all that are asked for."""
    if outside(request.member):
        raise NotFound("page")
    return list_page(request, Asked.of(request, PurchaseOrders), PAGE, _above)


def _above(asked: Asked) -> dict[str, Any]:
    found = drawings(asked.reader, asked.of_its_chip(asked.of_every_chip))
    return {"above": "web/reports/drawing.html", "drawings": shown_drawings(found)}
