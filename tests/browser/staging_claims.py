"""What the pictures show of the second half: evidence, invoices in every state, exceptions, payments."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.payments import actions as payments
from tests.cast import Cast

Issue = Callable[[int, Any], UUID]
Scenes = dict[str, tuple[str, str, str]]
OPEN_FIRST = "document.querySelector('.claim-do details, .verbs details').open = true"


def claim_scenes(cast: Cast, issue: Issue) -> Scenes:
    """Each picture's name: who looks, at which page, and what is done to it first."""
    at = timezone.now()
    billed = [issue(n % 5, at - timedelta(days=14 + n)) for n in range(6)]
    sent = [show(cast, order_id, at - timedelta(days=6)) for order_id in billed[:5]]
    for submission_id in sent[:4]:
        evidence.accept(by=cast.rita, at=at - timedelta(days=5), submission_id=submission_id)
    matched = bill(cast, billed[0], "2026-0117", at - timedelta(days=4))
    disputed = bill(cast, billed[1], "2026-0118", at - timedelta(days=4), off="1.20", tax="19.00")
    paid = bill(cast, billed[2], "2026-0119", at - timedelta(days=3))
    turned_away = bill(cast, billed[0], "2026 0117", at - timedelta(days=1))
    unknown = bill(cast, billed[3], "2026-0121", at - timedelta(days=2), quoted="PO-2026-0007")
    held = bill(cast, billed[3], "2026-0122", at - timedelta(days=2))
    hold = HoldValues(scope="payment", reason="The bank details are being confirmed.")
    invoices.hold(by=cast.fay, at=at, invoice_id=held, values=hold)
    settled, failed, sending = _paid(cast, paid, at)
    owed, refused = _balanced(cast, [issue(n, at - timedelta(days=9)) for n in (4, 3)], at)
    asked, prepaid = _advanced(cast, [issue(n, at - timedelta(days=9)) for n in (4, 0)], at)
    gone, waits, given_up = _written_off(cast, [issue(n, at - timedelta(days=9)) for n in (2, 0)], at)
    loosened = _loosened(cast, issue(1, at - timedelta(days=9)), at)
    for n in range(40):
        bill(cast, None, f"H-{n + 100}", at - timedelta(days=20 - n % 20), quoted="NA", off=str(n + 1))
    return {
        "evidence-new": ("cleo", f"/orders/{billed[5]}/evidence/new", ""),
        "evidence": ("rita", f"/evidence/{sent[4]}", ""),
        "evidence-part": ("rita", f"/evidence/{sent[4]}", OPEN_FIRST),
        "evidence-accepted": ("cleo", f"/evidence/{sent[0]}", ""),
        "invoices": ("petra", "/invoices", ""),
        "invoices-empty": ("mallory", "/invoices", ""),
        "invoices-contractor": ("cleo", "/invoices", ""),
        "invoice-new": ("petra", f"/invoices/new?order={billed[3]}", ""),
        "invoice-contractor-new": ("cleo", f"/invoices/new?order={billed[1]}", ""),
        "invoice-matched": ("fay", f"/invoices/{matched}", ""),
        "invoice-disputed": ("fay", f"/invoices/{disputed}", ""),
        "invoice-accept": ("fay", f"/invoices/{disputed}", OPEN_FIRST),
        "invoice-own": ("cleo", f"/invoices/{disputed}", ""),
        "invoice-paying": ("otto", f"/invoices/{paid}", ""),
        "invoice-loosened": ("fay", f"/invoices/{loosened}", ""),
        "invoice-balance": ("petra", f"/invoices/{owed}", ""),
        "payment-no-longer-fits": ("fay", f"/payments/{refused}", ""),
        "advance-asked": ("fay", f"/invoices/{asked}", ""),
        "advance-paid": ("fay", f"/invoices/{prepaid[0]}", ""),
        "record-advanced": ("fay", f"/orders/{prepaid[1]}?tab=invoices", ""),
        "invoice-written-off": ("fay", f"/invoices/{gone}", ""),
        "write-offs": ("fay", "/write-offs", ""),
        "write-offs-empty": ("mallory", "/write-offs", ""),
        "write-off-waits": ("olga", f"/write-offs/{waits}", ""),
        "write-off-limit": ("olga", "/settings/write-offs", ""),
        "record-given-up": ("fay", f"/orders/{given_up}?tab=payments", ""),
        "invoice-held": ("fay", f"/invoices/{held}", ""),
        "invoice-unknown": ("petra", f"/invoices/{unknown}", ""),
        "record-evidence": ("rita", f"/orders/{billed[4]}?tab=evidence", ""),
        "record-invoices": ("petra", f"/orders/{billed[1]}?tab=invoices", ""),
        "record-payments": ("otto", f"/orders/{billed[2]}?tab=payments", ""),
        "record-held": ("fay", f"/orders/{billed[3]}?tab=invoices", ""),
        "record-contractor-billed": ("cleo", f"/orders/{billed[1]}?tab=invoices", ""),
        "arrival": ("fay", f"/arrivals/{turned_away}", ""),
        "exceptions": ("petra", "/exceptions", ""),
        "exceptions-empty": ("mallory", "/exceptions", ""),
        "payments": ("fay", "/payments", ""),
        "payments-empty": ("mallory", "/payments", ""),
        "payment-released": ("fay", f"/payments/{sending}", ""),
        "payment-settled": ("otto", f"/payments/{settled}", ""),
        "payment-failed": ("fay", f"/payments/{failed}", ""),
        "contractor": ("fay", f"/contractors/{cast.contractor_id}", ""),
        "statement": ("fay", f"/contractors/{cast.contractor_id}/statement", ""),
        "statement-own": ("cleo", f"/contractors/{cast.contractor_id}/statement", ""),
        "contractor-pay": ("fay", f"/contractors/{cast.contractor_id}/pay", ""),
        "desk-finance": ("fay", "/", ""),
        "desk-payables": ("petra", "/", ""),
    }


def show(cast: Cast, order_id: UUID, at: datetime) -> UUID:
    """Evidence that Cleo sent for both lines of an order."""
    with scope.reading(cast.company_id):
        says = list(RevisionLine.objects.filter(order_id=order_id).select_related("line").order_by("line__position"))
    pieces = [{"line_id": says[0].line_id, "quantity": 6, "text": "Pages 1 to 40"}]
    pieces.append({"line_id": says[1].line_id, "quantity": 1})
    content = b"%PDF-1.7 a stand-in"
    file = {"name": "Time sheet November.pdf", "media_type": "application/pdf", "size": 48_213}
    kept = file | {"sha256": store.keep(cast.company_id, content)}
    given = {"pieces": pieces, "note": "Everything up to the second proof.", "files": [kept]}
    values = SubmissionValues.model_validate(given)
    return UUID(evidence.submit(by=cast.cleo, at=at, order_id=order_id, values=values)["submission_id"])


def bill(
    cast: Cast, order_id: UUID | None, number: str, at: datetime, *, quoted: str = "", off: str = "1", tax: str = "0"
) -> UUID:
    """An invoice over half of the first line of an order, typed by Petra."""
    lines = _lines(cast, order_id, Decimal(off))
    total = sum((Decimal(line["quantity"]) * Decimal(line["unit_price"]) for line in lines), Decimal(0))
    given = {
        "contractor_id": cast.contractor_id,
        "number": number,
        "quoted": quoted or _number(cast, order_id),
        "currency": "EUR",
        "issued_on": at.date(),
        "tax": Decimal(tax),
        "total": total,
        "lines": lines,
    }
    done = matching.receive(by=cast.petra, at=at, values=InvoiceValues.model_validate(given))
    return UUID(done["id"])


def _loosened(cast: Cast, order_id: UUID, at: datetime) -> UUID:
    """An invoice that is dearer than its order, and passes since more is tolerated."""
    sent = show(cast, order_id, at - timedelta(days=6))
    evidence.accept(by=cast.rita, at=at - timedelta(days=5), submission_id=sent)
    invoice_id = bill(cast, order_id, "2026-0123", at - timedelta(days=2), off="1.02")
    loose = {"attribute": "unit_price", "kind": "percent", "percent": "5"}
    values = MatchPolicyValues.model_validate({"name": "Spring", "is_default": True, "tolerances": [loose]})
    set_match_policy(by=cast.olga, at=at - timedelta(days=1), values=values)
    matching.match(by=cast.petra, at=at - timedelta(hours=2), invoice_id=invoice_id)
    return invoice_id


def _balanced(cast: Cast, orders: list[UUID], at: datetime) -> tuple[UUID, UUID]:
    """An invoice that was paid and credited, with a refund that waits; and a payment, less a set-off, that is on hold."""
    made = []
    for order_id, number in zip(orders, ("2026-0124", "2026-0125"), strict=True):
        sent = show(cast, order_id, at - timedelta(days=6))
        evidence.accept(by=cast.rita, at=at - timedelta(days=5), submission_id=sent)
        made.append(bill(cast, order_id, number, at - timedelta(days=4)))
    payment_id = UUID(payments.release(by=cast.fay, at=at, invoice_id=made[0])["id"])
    payments.initiate(by=cast.fay, at=at, payment_id=payment_id)
    payments.settle(by=cast.fay, at=at, payment_id=payment_id)
    line = _lines(cast, orders[0], Decimal(1))[0] | {"quantity": "2"}
    note = {"kind": "credit", "number": "C-2026-3", "credits": "2026-0124", "contractor_id": cast.contractor_id}
    note |= {"currency": "EUR", "issued_on": at.date(), "lines": [line], "total": 2 * line["unit_price"]}
    matching.receive(by=cast.petra, at=at, values=InvoiceValues.model_validate(note))
    payments.note_refund(by=cast.fay, at=at, invoice_id=made[0], amount=Decimal(40), reference="SEPA 4720")
    beside = payments.release(by=cast.fay, at=at, invoice_id=made[1])["id"]
    hold = HoldValues(scope="payment", reason="The bank details are being confirmed.")
    invoices.hold(by=cast.petra, at=at, invoice_id=made[1], values=hold)
    return made[0], UUID(beside)


def _written_off(cast: Cast, orders: list[UUID], at: datetime) -> tuple[UUID, UUID, UUID]:
    """An invoice that was written off, a write-off of what is left of its order that waits, and an order that was given up."""
    sent = show(cast, orders[0], at - timedelta(days=6))
    evidence.accept(by=cast.rita, at=at - timedelta(days=5), submission_id=sent)
    gone = bill(cast, orders[0], "2026-0126", at - timedelta(days=4))
    reason = "The contractor waived what is left, by mail of Friday."
    for noted in (
        payments.write_off_invoice(by=cast.fay, at=at, invoice_id=gone, reason=reason),
        payments.write_off_order(by=cast.fay, at=at, order_id=orders[1], reason="The project ended early."),
    ):
        if noted["state"] == "noted":
            payments.approve_write_off(by=cast.olga, at=at, writeoff_id=UUID(noted["id"]))
    waits = payments.write_off_order(by=cast.fay, at=at, order_id=orders[0], reason=reason)["id"]
    return gone, UUID(waits), orders[1]


def _advanced(cast: Cast, orders: list[UUID], at: datetime) -> tuple[UUID, tuple[UUID, UUID]]:
    """An advance that waits for finance, and one that has arrived, with its order."""
    given: dict[str, Any] = {
        "by": cast.rita,
        "purpose": "Paper and a deposit for the printing house, before the work begins.",
    }
    made = [
        UUID(payments.request_advance(at=at - timedelta(days=2), order_id=one, amount=Decimal(150), **given)["id"])
        for one in orders
    ]
    paid = UUID(payments.release(by=cast.fay, at=at - timedelta(days=1), invoice_id=made[1])["id"])
    for step in (payments.initiate, payments.settle):
        step(by=cast.fay, at=at, payment_id=paid)
    return made[0], (made[1], orders[1])


def _lines(cast: Cast, order_id: UUID | None, off: Decimal) -> list[dict[str, Any]]:
    if order_id is None:
        return [{"text": "Proof-reading", "quantity": str(off), "unit": "HUR", "unit_price": "60"}]
    with scope.reading(cast.company_id):
        first = RevisionLine.objects.filter(order_id=order_id).order_by("line__position").first()
        assert first is not None
        price = (first.unit_price * off).quantize(Decimal("0.01"))
        return [
            {"text": first.text, "quantity": "5", "unit": first.unit, "unit_price": price, "line_id": first.line_id}
        ]


def _number(cast: Cast, order_id: UUID | None) -> str:
    with scope.reading(cast.company_id):
        return str(Order.objects.get(id=order_id).number)


def _paid(cast: Cast, invoice_id: UUID, at: datetime) -> tuple[UUID, UUID, UUID]:
    """A third that arrived, a third that failed, and one that waits to be sent."""
    made = []
    for amount in ("100", "80", "55"):
        made.append(
            payments.release(
                by=cast.fay, at=at, invoice_id=invoice_id, amount=Decimal(amount), purpose=f"Milestone {len(made) + 1}"
            )["id"]
        )
    for payment_id, reference in ((made[0], "SEPA 4711"), (made[1], "SEPA 4712")):
        payments.initiate(by=cast.fay, at=at, payment_id=payment_id, reference=reference)
    payments.settle(by=cast.fay, at=at, payment_id=made[0])
    payments.fail(by=cast.fay, at=at, payment_id=made[1], reason="The account was closed.")
    return UUID(made[0]), UUID(made[1]), UUID(made[2])
