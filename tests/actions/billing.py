"""Short words for what the tests of the second half of the line do to get there."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import Cover, InvoiceException
from counterfoil.lifecycle.orders.models import Order, OrderLine
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Payment

from ..cast import NOW, Cast

Answer = dict[str, Any]


def line_id_of(cast: Cast, order_id: UUID) -> UUID:
    """The order's first line."""
    with scope.reading(cast.company_id):
        return OrderLine.objects.filter(order_id=order_id).order_by("position")[0].id


def number_of(cast: Cast, order_id: UUID) -> str:
    """The order's number."""
    with scope.reading(cast.company_id):
        return str(Order.objects.get(id=order_id).number)


def submitted(cast: Cast, order_id: UUID, quantity: Any = 10, who: str = "cleo", at: datetime = NOW) -> UUID:
    """Evidence that Cleo submitted on the first line."""
    piece = {"line_id": line_id_of(cast, order_id), "quantity": quantity}
    values = SubmissionValues.model_validate({"pieces": [piece]})
    return UUID(evidence.submit(by=cast.members[who], at=at, order_id=order_id, values=values)["submission_id"])


def accepted(cast: Cast, order_id: UUID, quantity: Any = 10) -> UUID:
    """Evidence of Cleo's that Rita accepted; its piece."""
    sent = submitted(cast, order_id, quantity)
    return UUID(evidence.accept(by=cast.rita, at=NOW, submission_id=sent)["accepted"][0])


def claim(cast: Cast, order_id: UUID | None = None, **more: Any) -> InvoiceValues:
    """An invoice of 10 hours at 100.00 EUR on this order, or what the test says instead."""
    quantity, price = more.pop("quantity", 10), more.pop("unit_price", "100.00")
    lines = [{"text": "Layout", "quantity": quantity, "unit": "HUR", "unit_price": price}]
    given: Answer = {
        "contractor_id": cast.contractor_id,
        "number": "R-1",
        "quoted": number_of(cast, order_id) if order_id else "",
        "currency": "EUR",
        "issued_on": NOW.date(),
        "lines": lines,
    }
    given |= more
    given.setdefault("total", sum(_amount(line) for line in given["lines"]))
    return InvoiceValues.model_validate(given)


def _amount(line: Answer) -> Any:
    return Decimal(str(line["quantity"])) * Decimal(str(line["unit_price"]))


def received(cast: Cast, order_id: UUID | None = None, who: str = "petra", at: datetime = NOW, **more: Any) -> Answer:
    """What became of an invoice that Petra entered."""
    return matching.receive(by=cast.members[who], at=at, values=claim(cast, order_id, **more))


def matched(cast: Cast, **more: Any) -> UUID:
    """An invoice with which everything is in order."""
    order_id = cast.issued()
    accepted(cast, order_id)
    answer = received(cast, order_id, **more)
    assert answer["state"] == "matched", answer
    return UUID(answer["id"])


def disputed(cast: Cast, unit_price: Any = "110.00", **more: Any) -> UUID:
    """An invoice whose price is too high, within a limit that has room."""
    order_id = cast.issued()
    accepted(cast, order_id)
    return UUID(received(cast, order_id, quantity=5, unit_price=unit_price, **more)["id"])


def exception_of(cast: Cast, invoice_id: UUID, kind: str) -> InvoiceException:
    """The invoice's exception of this kind."""
    with scope.reading(cast.company_id):
        return InvoiceException.objects.select_related("owner").get(invoice_id=invoice_id, kind=kind)


def kinds_of(cast: Cast, invoice_id: Any) -> list[str]:
    """What stands against an invoice."""
    with scope.reading(cast.company_id):
        still_open = InvoiceException.objects.filter(invoice_id=invoice_id, state="open")
        return sorted(still_open.values_list("kind", flat=True))


def invoice_of(cast: Cast, invoice_id: Any) -> Invoice:
    """The invoice as it stands."""
    with scope.reading(cast.company_id):
        return Invoice.objects.select_related("order").get(id=invoice_id)


def invoice_lines_of(cast: Cast, invoice_id: Any) -> list[InvoiceLine]:
    """Its lines, struck ones too."""
    with scope.reading(cast.company_id):
        return list(InvoiceLine.objects.filter(invoice_id=invoice_id).order_by("position"))


def piece_of(cast: Cast, piece_id: UUID) -> Piece:
    """The piece of evidence as it stands."""
    with scope.reading(cast.company_id):
        return Piece.objects.get(id=piece_id)


def covers_of(cast: Cast, order_id: UUID) -> list[Cover]:
    """Every taking on the order."""
    with scope.reading(cast.company_id):
        return list(Cover.objects.filter(order_id=order_id).order_by("taken_at", "id"))


def released(cast: Cast, invoice_id: UUID | None = None) -> UUID:
    """A payment that Fay released, of all that is left."""
    invoice_id = invoice_id or matched(cast)
    given: Answer = {"purpose": "The rest"} if invoice_of(cast, invoice_id).allocated_amount else {}
    return UUID(payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, **given)["id"])


def initiated(cast: Cast, invoice_id: UUID | None = None, reference: str = "") -> UUID:
    """A payment that is on its way."""
    payment_id = released(cast, invoice_id)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id, reference=reference)
    return payment_id


def settled(cast: Cast, invoice_id: UUID | None = None, reference: str = "") -> UUID:
    """A payment that has arrived."""
    payment_id = initiated(cast, invoice_id, reference)
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    return payment_id


def payment_of(cast: Cast, payment_id: UUID) -> Payment:
    """The payment as it stands."""
    with scope.reading(cast.company_id):
        return Payment.objects.get(id=payment_id)
