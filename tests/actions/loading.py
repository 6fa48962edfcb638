"""Short words for what the tests of loaded orders and of documents do to get there."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.documents.values import ArrivedFile
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import sha256
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.values import DeliveryValues
from counterfoil.lifecycle.invoices.values import DocumentValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderFinding
from counterfoil.lifecycle.orders.values import LoadValues, RestateValues

from ..cast import NOW, Cast

Answer = dict[str, Any]


def file(number: str = "X-1", kind: str = "UBL 2.1 Order", content: str = "") -> ArrivedFile:
    """A file that arrived: its bytes are told apart by its number, or by what the test says."""
    digest = sha256(content or f"{kind} {number}")
    return ArrivedFile(
        name=f"{number}.xml", media_type="application/xml", size=1, sha256=digest, kind=kind, number=number
    )


def row(**more: Any) -> Answer:
    """One line: 100 kilograms at 1.00, called 1 by its minter."""
    said: Answer = {"reference": "1", "text": "Beeswax", "quantity": 100, "unit": "KGM", "unit_price": 1, "amount": 100}
    return said | more


def load_values(cast: Cast, **more: Any) -> LoadValues:
    """An order of 100 kilograms at 1.00 EUR, numbered by our own finance system."""
    given: Answer = {
        "number": "ERP-1",
        "contractor_id": cast.contractor_id,
        "title": "Beeswax",
        "currency": "EUR",
        "issued_on": date(2026, 2, 20),
        "net": 100,
        "lines": [row()],
    }
    return LoadValues.model_validate(given | more)


def loaded(cast: Cast, who: str = "fay", **more: Any) -> UUID:
    """An order that Fay loaded."""
    values = load_values(cast, **more)
    return UUID(orders.load(by=cast.members[who], at=NOW, values=values, file=file(values.number))["id"])


def restated(cast: Cast, order_id: UUID, number: str = "C-1", who: str = "fay", **more: Any) -> Answer:
    """What became of a change by its minter."""
    given = {"number": number, "issued_on": date(2026, 2, 25), "lines": [row()]}
    values = RestateValues.model_validate(given | more)
    arrived = file(number, "UBL 2.1 OrderChange")
    return orders.restate(by=cast.members[who], at=NOW, order_id=order_id, values=values, file=arrived)


def delivery(kind: str, number: str, quantity: Any = 90, **more: Any) -> DeliveryValues:
    """A despatch or receipt advice of 90 kilograms."""
    lines = [{"reference": "1", "quantity": quantity, "unit": "KGM"}]
    return DeliveryValues.model_validate({"kind": kind, "number": number, "lines": lines} | more)


def delivered(cast: Cast, order_id: UUID, kind: str, number: str, quantity: Any = 90, **more: Any) -> Answer:
    """What became of a despatch or receipt advice that Petra received."""
    values = delivery(kind, number, quantity, **more)
    arrived = file(number, f"UBL 2.1 {kind}", more.get("note", ""))
    return evidence.receive(by=cast.petra, at=NOW, order_id=order_id, values=values, file=arrived)


def pieces(cast: Cast, order_id: UUID) -> list[tuple[str, Decimal, Decimal]]:
    """Every piece on the order, the oldest first: state, shown, accepted."""
    with scope.reading(cast.company_id):
        found = Piece.objects.filter(order_id=order_id).order_by("submission__submitted_at", "id")
        return [(one.state, one.quantity, one.accepted_quantity) for one in found]


def bill(cast: Cast, **more: Any) -> DocumentValues:
    """An invoice over 90 kilograms at 1.00 EUR as a document says it."""
    line = {"text": "Beeswax", "quantity": 90, "unit": "KGM", "unit_price": 1, "amount": 90, "reference": "1"}
    given: Answer = {
        "contractor_id": cast.contractor_id,
        "number": "A-1",
        "quoted": "ERP-1",
        "currency": "EUR",
        "issued_on": date(2026, 2, 27),
        "total": 90,
        "lines": [line],
    }
    return DocumentValues.model_validate(given | more)


def billed(cast: Cast, **more: Any) -> Answer:
    """What became of an invoice that came as a document."""
    values = bill(cast, **more)
    arrived = file(values.number, "UBL 2.1 Invoice")
    return matching.receive(by=cast.petra, at=NOW, values=values, file=arrived)


def findings_of(cast: Cast, order_id: UUID) -> list[OrderFinding]:
    """What in a loaded order does not agree."""
    with scope.reading(cast.company_id):
        return list(OrderFinding.objects.filter(order_id=order_id).select_related("line").order_by("kind", "id"))


def arrivals(cast: Cast, **wanted: Any) -> list[Arrival]:
    """The receive log, the oldest first."""
    with scope.reading(cast.company_id):
        return list(Arrival.objects.filter(**wanted).order_by("arrived_at", "id"))


def numbered(cast: Cast, number: str) -> list[Order]:
    """The orders with this number."""
    with scope.reading(cast.company_id):
        return list(Order.objects.filter(number=number))
