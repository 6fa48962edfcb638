"""What the rules of money ask of an invoice: assembled once, for the verbs and for whoever shows what they would say."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import PAYMENT, Hold, held
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import holds_on
from counterfoil.lifecycle.matching.queries import looseners
from counterfoil.lifecycle.matching.staging import Stage
from counterfoil.lifecycle.matching.standing import standing_against
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.queries import loaders_of

from .balances import of_contractor, payable_gross, payable_net, taken
from .models import Payment


def release_case(
    stage: Stage, by: Member, *, amount: Decimal | None = None, holds: Sequence[Hold] | None = None
) -> dict[str, Any]:
    """Everything that `rules.release` asks, as it stands now."""
    invoice = stage.invoice
    return {
        "invoice": invoice,
        "by": by,
        "against": against(stage),
        "held": held(holds_on(invoice) if holds is None else holds, PAYMENT, stage.today),
        "clearers": {one.settled_by_id for one in stage.exceptions if one.state == "accepted"},
        "loaders": loaders_of([invoice.order])[invoice.order_id],
        "failers": failers(invoice.company_id, [invoice.id])[invoice.id],
        "looseners": looseners(invoice),
        "separated": separated(by),
        "beyond": beyond(invoice, invoice.order, amount),
        "amount": amount,
    }


def initiate_case(payment: Payment, stage: Stage, *, holds: Sequence[Hold] | None = None) -> dict[str, Any]:
    """Everything that `rules.initiate` asks of what it pays, as it stands now."""
    invoice = stage.invoice
    return {
        "payment": payment,
        "invoice": invoice,
        "against": against(stage),
        "held": held(holds_on(invoice) if holds is None else holds, PAYMENT, stage.today),
        "released_on": stage.company.today(payment.released_at),
        "today": stage.today,
    }


def against(stage: Stage) -> list[Reason]:
    """What stands against an invoice now and was not accepted. Holds are asked apart: one on invoicing stops no payment."""
    if stage.invoice.is_credit:
        return []
    return [finding.as_reason() for finding in standing_against(stage) if finding.kind != "hold"]


def failers(company_id: UUID, invoice_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Who noted of each invoice, or of another one that asks for the same money, that a payment of it failed.

    Another one is on the same order, or has the same number of the same contractor, and was not paid after all. The guard asks
    the same function.
    """
    found: dict[UUID, set[UUID]] = {invoice_id: set() for invoice_id in invoice_ids}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM failers(%s, %s)", [company_id, list(found)])
        for invoice_id, member_id in cursor.fetchall():
            found[invoice_id].add(member_id)
    return found


def beyond(invoice: Invoice, order: Order | None, amount: Decimal | None = None) -> Decimal | None:
    """What would be released on the order, net, with this amount of the invoice, where that is more than it allows.

    It is where money left that is not owed any more: for an invoice that was credited afterwards, until that is set off.
    """
    wanted = invoice.open_amount if amount is None else min(amount, invoice.open_amount)
    if order is None or invoice.is_credit or wanted <= 0:
        return None
    allowed = order.limit_amount + order.small_amount
    if order.released_amount + invoice.net + max(invoice.beside, ZERO) <= allowed:
        return None
    net = round_money(payable_net(invoice) * wanted / payable_gross(invoice), invoice.currency)
    back = [one for one in taken(of_contractor(invoice), wanted) if one.credited.order_id == order.id]
    released: Decimal = order.released_amount + net - sum((one.credited_net for one in back), ZERO)
    return released if released > allowed else None
