"""What the rules of money ask of an invoice: assembled once, for the verbs and for whoever shows what they would say."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.matching.standing import standing_against
from counterfoil.lifecycle.orders.models import Order

from .balances import of_contractor, payable_gross, payable_net, taken


def against(match_case: MatchCase) -> list[Reason]:
    """What stands against an invoice now and was not accepted. Holds are asked apart: one on invoicing stops no payment."""
    if not match_case.invoice.is_claim:
        return []
    return [finding.as_reason() for finding in standing_against(match_case) if finding.kind != "hold"]


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
    back = [one for one in taken(of_contractor(invoice), invoice, wanted) if one.credited.order_id == order.id]
    released: Decimal = order.released_amount + net - sum((one.credited_net for one in back), ZERO)
    return released if released > allowed else None


def said_of_each(found: Iterable[tuple[Invoice, Sequence[Reason]]]) -> list[Reason]:
    """The reasons against each invoice; where one payment pays several, each reason says of which."""
    each = list(found)
    if len(each) == 1:
        return list(each[0][1])
    return [one.of(invoice.number) for invoice, reasons in each for one in reasons]
