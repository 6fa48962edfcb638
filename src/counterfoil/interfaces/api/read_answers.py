"""What reads answer with beside a shape alone: pages of shapes, an order with its addresses, its gates and moves."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.billing.lists import listed_payments
from counterfoil.insight.shapes.arrivals import BECAME, ArrivalShape, arrivals_of
from counterfoil.insight.shapes.gates import GateShape
from counterfoil.insight.shapes.invoices import ExceptionShape, InvoiceHead
from counterfoil.insight.shapes.orders import OrderHead, OrderShape, head_of
from counterfoil.insight.shapes.payments import BalanceShape, PaymentHead, payment_of
from counterfoil.insight.shapes.shape import Given
from counterfoil.insight.shapes.trail import ReasonShape
from counterfoil.insight.trace.arrivals import Told
from counterfoil.insight.trace.record import Record
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order, Revision

from .answering import ROOT
from .listing import Found, ListPage
from .paging import Page
from .shapes import Made


class OrderPage(ListPage):
    """Orders. `position` is the sealed position up to which this page is true: resume from it with `after_position`."""

    items: list[OrderHead]
    position: int
    more: bool = Field(description="Whether to read on: by `next`, or among changes by `position`.")

    @classmethod
    def of(cls, by: Member, rows: Sequence[Order], said: Mapping[UUID, Revision], position: int, **more: Any) -> Self:
        """The page of these orders for this reader, each with the revision that stands."""
        items = [head_of(OrderHead, row, said[row.id], by) for row in rows]
        return cls(items=items, position=position, **more)


class Links(BaseModel):
    """Where more of it is. `document` and `document_json` are there from issue on."""

    self: str
    gates: str
    trace: str
    document: str | None
    document_json: str | None

    @classmethod
    def of(cls, order: Order) -> "Links":
        """The addresses that belong to this order."""
        own = f"{ROOT}/orders/{order.id}"
        document = f"{own}/document" if order.document else None
        return cls.model_validate(
            {
                "self": own,
                "gates": f"{own}/gates",
                "trace": f"{own}/trace",
                "document": document,
                "document_json": f"{document}.json" if document else None,
            }
        )


class OrderAnswer(OrderShape):
    """The whole order, with the addresses of more. Contractors see no approval, and not what its papers contradict."""

    links: Given[Links]


class MoveShape(BaseModel):
    """One verb on this order for the key's member, with every reason why not."""

    verb: str
    words: str
    allowed: bool
    reasons: list[ReasonShape]


class GatesShape(BaseModel):
    """Where the order stands: `stands_at` is the key of the gate whose move is awaited, if any is."""

    id: UUID
    version: int
    stands_at: str | None
    gates: list[GateShape]
    moves: list[MoveShape]

    @classmethod
    def of(cls, by: Member, record: Record) -> Self:
        """The gates and moves of a record."""
        return cls(
            id=record.facts.order.id,
            version=record.facts.order.version,
            stands_at=record.stands_at.key if record.stands_at else None,
            gates=GateShape.each(record.gates, by),
            moves=[MoveShape.model_validate(move.as_data()) for move in record.moves],
        )


class InvoicePage(ListPage):
    """Invoices and credit notes, the newest first."""

    items: list[InvoiceHead]

    @classmethod
    def of(cls, by: Member, found: Found) -> Self:
        """The page of what was found, for this reader."""
        return cls(items=InvoiceHead.each(found.rows, by), next=found.next, totals=found.totals)


class ExceptionPage(Page):
    """Open exceptions, the earliest due first."""

    items: list[ExceptionShape]

    @classmethod
    def of(cls, by: Member, rows: list[InvoiceException], following: str | None) -> Self:
        """The page of these rows for this reader."""
        return cls(items=ExceptionShape.each(rows, by), next=following)


class PaymentPage(ListPage):
    """Payments, the newest first."""

    items: list[PaymentHead]

    @classmethod
    def of(cls, by: Member, found: Found) -> Self:
        """The page of what was found, for this reader."""
        items = [payment_of(one.payment, one.allocations, by) for one in listed_payments(by, found.rows)]
        return cls(items=items, next=found.next, totals=found.totals)


class BalancePage(Page):
    """Credit balances, the oldest credit first."""

    items: list[BalanceShape]

    @classmethod
    def of(cls, by: Member, rows: list[Invoice]) -> Self:
        """All of them: there are few."""
        return cls(items=BalanceShape.each(rows, by), next=None)


class DocumentReceived(Made):
    """The arrival that the file is, and what it became."""

    became: str = Field(description=BECAME)
    sha256: str


class ArrivalPage(Page):
    """The receive log, the newest first."""

    items: list[ArrivalShape]

    @classmethod
    def of(cls, by: Member, rows: list[Told], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=arrivals_of(rows, by), next=following)
