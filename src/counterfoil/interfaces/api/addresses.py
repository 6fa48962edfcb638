"""Where each verb on a thing that is there is done: the operations are made from this and from the verbs."""

from typing import Annotated

from pydantic import StringConstraints

from .catalogue_shapes import catalogue_addresses
from .claim_answers import (
    EvidenceAccepted,
    EvidenceDecided,
    EvidenceSubmitted,
    ExceptionAssigned,
    ExceptionSettled,
    InvoiceHeld,
    InvoiceStored,
    PaymentReleased,
    PaymentStored,
    RefundStored,
)
from .order_answers import (
    FindingSettled,
    OrderAttached,
    OrderCancelled,
    OrderHeld,
    OrderIssued,
    OrderStored,
    OrderSubmitted,
)
from .shapes import ContractorHeld
from .verb_routes import delete, patch, post

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

ADDRESSES = (
    patch("order.change", "/orders/{order_id}", OrderStored, versioned=True),
    delete("order.discard", "/orders/{order_id}", OrderStored, versioned=True),
    post("order.submit", "/orders/{order_id}/submission", OrderSubmitted, versioned=True),
    post("order.recall", "/orders/{order_id}/recall", OrderStored, versioned=True),
    post("order.approve", "/orders/{order_id}/approval", OrderStored, versioned=True, types={"shown": Sha256}),
    post("order.reject", "/orders/{order_id}/rejection", OrderStored, versioned=True),
    post("order.revise", "/orders/{order_id}/revision", OrderStored, versioned=True),
    post("order.withdraw", "/orders/{order_id}/withdrawal", OrderStored, versioned=True),
    post("order.issue", "/orders/{order_id}/issue", OrderIssued, versioned=True),
    post("order.cancel", "/orders/{order_id}/cancellation", OrderCancelled, versioned=True),
    post("order.attach", "/orders/{order_id}/attach", OrderAttached, versioned=True),
    post("order.close", "/orders/{order_id}/close", OrderStored, versioned=True),
    post("order.reopen", "/orders/{order_id}/reopen", OrderStored, versioned=True),
    post("order.hold", "/orders/{order_id}/holds", OrderHeld, versioned=True),
    post("order.lift", "/orders/{order_id}/holds/{hold_id}/lift", OrderHeld, versioned=True),
    post("finding.settle", "/findings/{finding_id}/settle", FindingSettled),
    post("evidence.accept", "/submissions/{submission_id}/accept", EvidenceAccepted),
    post("evidence.reject", "/submissions/{submission_id}/reject", EvidenceDecided),
    post("evidence.withdraw", "/submissions/{submission_id}/withdraw", EvidenceDecided),
    post("evidence.correct", "/pieces/{piece_id}/correct", EvidenceSubmitted),
    post("invoice.correct", "/invoices/{invoice_id}/correct", InvoiceStored, versioned=True),
    post("invoice.match", "/invoices/{invoice_id}/match", InvoiceStored, versioned=True),
    post("invoice.pair", "/invoices/{invoice_id}/pair", InvoiceStored, versioned=True),
    post("invoice.reject", "/invoices/{invoice_id}/reject", InvoiceStored, versioned=True),
    post("invoice.void", "/invoices/{invoice_id}/void", InvoiceStored, versioned=True),
    post("invoice.hold", "/invoices/{invoice_id}/holds", InvoiceHeld, versioned=True),
    post("invoice.lift", "/invoices/{invoice_id}/holds/{hold_id}/lift", InvoiceHeld, versioned=True),
    post(
        "invoice.admit_duplicate",
        "/arrivals/{arrival_id}/admit",
        InvoiceStored,
        status=201,
        versioned=True,
        under="/invoices",
    ),
    post("exception.accept", "/exceptions/{exception_id}/accept", ExceptionSettled),
    post("exception.assign", "/exceptions/{exception_id}/assign", ExceptionAssigned),
    post("payment.release", "/invoices/{invoice_id}/release", PaymentReleased, status=201, under="/payments"),
    post("payment.initiate", "/payments/{payment_id}/initiate", PaymentStored),
    post("payment.settle", "/payments/{payment_id}/settle", PaymentStored),
    post("payment.fail", "/payments/{payment_id}/fail", PaymentStored),
    post("payment.cancel", "/payments/{payment_id}/cancel", PaymentStored),
    post("refund.note", "/invoices/{invoice_id}/refunds", RefundStored, status=201),
    post("refund.confirm", "/refunds/{refund_id}/confirm", RefundStored),
    post("refund.withdraw", "/refunds/{refund_id}/withdraw", RefundStored),
    post("contractor.hold", "/contractors/{contractor_id}/holds", ContractorHeld),
    post("contractor.lift", "/contractors/{contractor_id}/holds/{hold_id}/lift", ContractorHeld),
    *catalogue_addresses(),
)
