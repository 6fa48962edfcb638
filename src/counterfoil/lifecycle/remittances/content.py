"""What an advice says, frozen when the payment was sent: what is paid, for which orders, and what was taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.canonical import canonical, sha256
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.printed import hand
from counterfoil.lifecycle.payments.models import Allocation, Payment, SetOff
from counterfoil.lifecycle.payments.queries import set_offs_with


@dataclass(frozen=True)
class Paid:
    """A payment with its contractor, what it pays, and what was set off with it: live or not, as it was released.

    `lines` is what the lines of orders are called that a part of it is for.
    """

    payment: Payment
    allocations: Sequence[Allocation]
    set_offs: Sequence[SetOff]
    lines: Mapping[UUID, str]


def paid_by(company_id: UUID, payment: Payment) -> Paid:
    """What a payment was sent for: whatever was taken out of it before is not in it. Called inside a scope."""
    rows = Allocation.objects.within(company_id).filter(payment_id=payment.id, unlinked=False)
    allocations = list(rows.select_related("invoice__order", "order_line").order_by("id"))
    return Paid(payment, allocations, set_offs_with(payment), _lines(company_id, allocations))


def _lines(company_id: UUID, allocations: Sequence[Allocation]) -> dict[UUID, str]:
    """What each line that a part is for is called on its order, as its newest version with that line says."""
    named = [one.order_line_id for one in allocations if one.order_line_id]
    if not named:
        return {}
    said = RevisionLine.objects.within(company_id).filter(
        line_id__in=named, revision__number__lte=F("order__revision_number")
    )
    return dict(said.order_by("revision__number").values_list("line_id", "text"))


def content(paid: Paid, company: Company) -> dict[str, Any]:
    """All that the contractor is told, and nothing that is internal: no hold, no reason, nobody's name."""
    payment = paid.payment
    contractor = payment.contractor
    says = {
        "payment": payment.id,
        "reference": payment.reference,
        "initiated_on": payment.initiated_on,
        "currency": payment.currency,
        "amount": money_text(payment.amount, payment.currency),
        "locale": hand(contractor.language, company.locale),
        "payer": {"name": company.name, "address": company.billing_address},
        "payee": {"code": contractor.code, "name": contractor.name, "address": contractor.address},
        "rows": [_row(invoice, amount) | _part(paid, invoice) for invoice, amount in _per_invoice(paid)],
        "set_offs": [
            {"invoice": one.credited.number, "amount": money_text(one.amount, payment.currency)}
            for one in paid.set_offs
        ],
    }
    return says | {name: value for name, value in _head(company).items() if value}


def frozen(says: Mapping[str, Any]) -> tuple[str, str]:
    """The text that is kept, and its hash."""
    text = canonical(says)
    return text, sha256(text)


def as_void(says: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The same, of a payment that did not arrive."""
    return {**says, "void_on": day.isoformat()}


def _head(company: Company) -> dict[str, str]:
    return {"letterhead": company.letterhead, "logo": company.logo_sha256}


def _per_invoice(paid: Paid) -> list[tuple[Invoice, Decimal]]:
    """What is paid of each invoice, by the money that is sent and by what was set off beside it."""
    found: dict[UUID, tuple[Invoice, Decimal]] = {}
    rows: list[Allocation | SetOff] = [*paid.allocations, *paid.set_offs]
    for one in rows:
        invoice, before = found.get(one.invoice_id, (one.invoice, ZERO))
        found[one.invoice_id] = (invoice, before + one.amount)
    return list(found.values())


def _part(paid: Paid, invoice: Invoice) -> dict[str, Any]:
    """What is paid of it is for, where it is a part (R106)."""
    for one in paid.allocations:
        if one.invoice_id == invoice.id:
            line = (
                {"position": one.order_line.position, "text": paid.lines[one.order_line.id]} if one.order_line else {}
            )
            period = [one.starts_on, one.ends_on] if one.starts_on else []
            said = {"line": line, "period": period, "purpose": one.purpose}
            told = {name: value for name, value in said.items() if value}
            return {"part": told} if told else {}
    return {}


def _row(invoice: Invoice, amount: Decimal) -> dict[str, Any]:
    return {
        "invoice": invoice.number,
        "dated": invoice.issued_on,
        "order": str(invoice.order) if invoice.order else "",
        "title": invoice.order.title if invoice.order else "",
        "amount": money_text(amount, invoice.currency),
    }
