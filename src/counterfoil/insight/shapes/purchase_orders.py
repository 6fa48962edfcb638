"""How a purchase order looks in the report: how far it is drawn, net, in its currency."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order

from .named import Party, Titled
from .shape import Shape, StateWords, Told


def _figure(name: str) -> Any:
    """What the report reckons of an order, as money."""
    return Told(lambda order: money_text(getattr(order, name), order.currency))


class PurchaseOrderShape(Shape, row=Order):
    """A purchase order and how far it is drawn. `remaining` is what no invoice has taken; nothing of a closed one."""

    id: UUID
    number: str
    title: str
    contractor: Party
    engagement: Titled | None
    state: str
    state_words: StateWords
    valid_through: Annotated[date | None, Told(lambda order: order.last_day)]
    currency: str
    authorised: Annotated[str, _figure("authorised")]
    committed: Annotated[str, _figure("committed")] = Field(description="What it promises once it is issued.")
    accepted: Annotated[str, _figure("accepted")]
    invoiced: Annotated[str, _figure("invoiced")]
    initiated: Annotated[str, _figure("initiated")]
    settled: Annotated[str, _figure("settled")]
    remaining: Annotated[str, _figure("remaining")]
    alerts: Annotated[int, Told(lambda order: order.alert_count)] = Field(description="How many alerts stand of it.")
