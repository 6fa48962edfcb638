"""The second half of the sample: work that is shown, an invoice with a price that a second person accepts, a payment that
fails and is sent again, and the end."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, OrderLine
from counterfoil.lifecycle.payments import actions as payments

from .demo_company import member

STEPS = 11
"""How many moments the second half takes."""
SHOWN = ("46", "1")
"""How much is shown of each line: two icons were dropped on the way."""
BILLED = [
    ("Icon set, 46 icons, two of them redrawn", "46", "C62", "114.00"),
    ("Hand-over workshop", "1", "DAY", "780.00"),
]
_LINE = ("line_id", "text", "quantity", "unit", "unit_price")
Step = tuple[str, str, dict[str, Any]]


def steps(order_id: UUID, number: str, at: Iterator[datetime]) -> Iterator[Step]:
    """Each step after issue: who did what, and the stored answer."""
    yield from _work(order_id, at)
    invoice = _receive(order_id, number, next(at))
    yield "Cleo", "sends an invoice, each icon four euros dearer", invoice
    invoice_id = UUID(invoice["id"])
    yield "Bela", "accepts the price, as a second person", _accept(invoice_id, next(at))
    fay, unknown = member("Fay"), "The bank knows no such account."
    first = yield from _send(invoice_id, at, "first")
    failed = payments.fail(by=member("Finn"), at=next(at), payment_id=first, reason=unknown, via=_via("fail"))
    yield "Finn", "notes that it failed: the invoice is matched again", failed
    second = yield from _send(invoice_id, at, "second")
    yield "Fay", "notes that it arrived", payments.settle(by=fay, at=next(at), payment_id=second, via=_via("settle"))
    dropped = "Two icons were dropped."
    closed = orders.close(by=member("Rita"), at=next(at), order_id=order_id, reason=dropped, via=_via("close"))
    yield "Rita", "closes it: what is left is given up", closed


def _work(order_id: UUID, at: Iterator[datetime]) -> Iterator[Step]:
    rita, cleo = member("Rita"), member("Cleo")
    lines = zip(_lines(order_id), SHOWN, strict=True)
    pieces = [{"line_id": line, "quantity": shown} for line, shown in lines]
    values = SubmissionValues.model_validate({"pieces": pieces, "note": "All icons in three sizes."})
    sent = evidence.submit(by=cleo, at=next(at), order_id=order_id, values=values, via=_via("evidence"))
    yield "Cleo", "shows what was done", sent
    submission = UUID(sent["submission_id"])
    accepted = evidence.accept(by=rita, at=next(at), submission_id=submission, via=_via("accept"))
    yield "Rita", "accepts it", accepted


def _lines(order_id: UUID) -> list[UUID]:
    company_id = member("Rita").company_id
    with scope.reading(company_id):
        lines = OrderLine.objects.within(company_id).filter(order_id=order_id).order_by("position")
        return list(lines.values_list("id", flat=True))


def _receive(order_id: UUID, number: str, at: datetime) -> dict[str, Any]:
    cleo = member("Cleo")
    with scope.reading(cleo.company_id):
        contractor_id = Order.objects.get(id=order_id).payee_id
    billed = zip(_lines(order_id), BILLED, strict=True)
    lines = [dict(zip(_LINE, (line_id, *line), strict=True)) for line_id, line in billed]
    given = {
        "contractor_id": contractor_id,
        "number": "CM-2026-17",
        "quoted": number,
        "currency": "EUR",
        "lines": lines,
    }
    given |= {"issued_on": cleo.company.today(at), "total": "6024.00"}
    return matching.receive(by=cleo, at=at, values=InvoiceValues.model_validate(given), via=_via("invoice"))


def _accept(invoice_id: UUID, at: datetime) -> dict[str, Any]:
    bela = member("Bela")
    with scope.reading(bela.company_id):
        price = InvoiceException.objects.get(invoice_id=invoice_id, kind="price")
    reason = "Agreed by phone: two were redrawn."
    return matching.accept(by=bela, at=at, exception_id=price.id, reason=reason, via=_via("accept-price"))


def _send(invoice_id: UUID, at: Iterator[datetime], which: str) -> Generator[Step, None, UUID]:
    """Release a payment of the invoice and send it. Returns the payment."""
    fay = member("Fay")
    released = payments.release(by=fay, at=next(at), invoice_id=invoice_id, via=_via(f"release {which}"))
    yield "Fay", "releases the payment", released
    payment_id, reference = UUID(released["id"]), f"SAMPLE {which}"
    sent = payments.initiate(
        by=fay, at=next(at), payment_id=payment_id, reference=reference, via=_via(f"initiate {which}")
    )
    yield "Fay", "sends it: on its way is not settled", sent
    return payment_id


def _via(step: str) -> Via:
    """The key makes a second run answer what the first one did."""
    return Via("demo", f"demo:sample:{step}")
