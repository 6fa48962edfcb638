"""What reads answer with beside a shape alone: pages of shapes, an order with its addresses, its gates and verbs."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from django.utils import timezone
from pydantic import BaseModel, Field

from counterfoil.foundation.catalogue.custom_values import read_along
from counterfoil.foundation.companies.models import Member
from counterfoil.insight.shapes.alerts import AlertShape
from counterfoil.insight.shapes.arrivals import BECAME, ArrivalShape
from counterfoil.insight.shapes.evidence import SubmissionHead
from counterfoil.insight.shapes.gates import GateShape
from counterfoil.insight.shapes.invoices import InvoiceHead
from counterfoil.insight.shapes.orders import OrderHead, OrderShape
from counterfoil.insight.shapes.payments import BalanceShape, PaymentHead
from counterfoil.insight.shapes.shape import Given
from counterfoil.insight.shapes.trail import ReasonShape
from counterfoil.insight.shapes.write_offs import WriteOffShape
from counterfoil.insight.trace.due_states import dues_of_orders
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import Record
from counterfoil.lifecycle.orders.models import Order, Revision, Value

from .answering import ROOT
from .listing import ListPage
from .paging import Page
from .settings_answers import Made


class OrderPage(ListPage):
    """Orders. `position` is the sealed position up to which this page is true: resume from it with `after_position`."""

    items: list[OrderHead]
    position: int
    more: bool = Field(description="Whether to read on: by `next`, or among changes by `position`.")

    @classmethod
    def of(cls, by: Member, rows: Sequence[Order], said: Mapping[UUID, Revision], position: int, **more: Any) -> Self:
        """The page of these orders for this reader, each with the revision that stands."""
        read_along(Value, rows)
        dues = dues_of_orders(by.company_id, rows, by.company.today(timezone.now()))
        items = [OrderHead.standing(row, said[row.id], dues[row.id], by) for row in rows]
        return cls(items=items, position=position, **more)


class Links(BaseModel):
    """Where more of it is. `document` and `document_json` are there from issue on; a contractor's key has the former alone."""

    self: str
    gates: str
    trace: str
    document: str | None
    document_json: str | None

    @classmethod
    def of(cls, order: Order, by: Member) -> "Links":
        """The addresses that belong to this order, for this reader."""
        own = f"{ROOT}/orders/{order.id}"
        found = {"self": own, "gates": f"{own}/gates", "trace": f"{own}/trace"}
        document = f"{own}/document" if order.document else None
        return cls.model_validate(
            found
            | {"document": document, "document_json": None if is_outside(by) or not document else f"{document}.json"}
        )


class OrderAnswer(OrderShape):
    """The whole order, with the addresses of more. Contractors see no approval, and not what its papers contradict."""

    links: Given[Links]


class VerbShape(BaseModel):
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
    verbs: list[VerbShape]

    @classmethod
    def of(cls, by: Member, record: Record) -> Self:
        """The gates and verbs of a record."""
        return cls(
            id=record.facts.order.id,
            version=record.facts.order.version,
            stands_at=record.stands_at.key if record.stands_at else None,
            gates=GateShape.each(record.gates, by),
            verbs=[VerbShape.model_validate(offered.as_data()) for offered in record.verbs],
        )


class InvoicePage(ListPage):
    """Invoices and credit notes, the newest first."""

    items: list[InvoiceHead]


class EvidencePage(ListPage):
    """Evidence, the newest first."""

    items: list[SubmissionHead]


class PaymentPage(ListPage):
    """Payments, the newest first."""

    items: list[PaymentHead]


class OrderAlerts(BaseModel):
    """What an order is alerted of."""

    items: list[AlertShape]


class WriteOffPage(ListPage):
    """Write-offs, the newest first."""

    items: list[WriteOffShape]


class BalancePage(Page):
    """Credit balances, the oldest credit first."""

    items: list[BalanceShape]


class DocumentReceived(Made):
    """The arrival that the file is, and what it became."""

    became: str = Field(description=BECAME)
    sha256: str


class ArrivalPage(Page):
    """The receive log, the newest first."""

    items: list[ArrivalShape]
