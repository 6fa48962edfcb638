"""Credit balances: what arrived of an invoice and is owed no more, and the invoices that it is set off against."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, Sum

from counterfoil.foundation.catalogue.tax_rates import HIGHEST_RATE
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO, round_down, round_money
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.contract_ids import contract_of_order
from counterfoil.lifecycle.orders.models import Order

from .models import BALANCE, Allocation, Refund, SetOff, WriteOff


@dataclass(frozen=True)
class Taking:
    """How much of one invoice's credit balance is taken, and what of it comes off that invoice's order, net."""

    credited: Invoice
    amount: Decimal
    credited_net: Decimal


def visible(by: Member, contractor_id: UUID | None = None) -> list[Invoice]:
    """The invoices with a credit balance that this member sees, the oldest credit first. Called inside a scope."""
    ids = _asked("SELECT credit_balances(%s)", contractor_id)
    rows = invoices.visible(by).filter(id__in=ids).select_related("contractor", "order")
    found = {row.id: row for row in rows.annotate(contract_id=contract_of_order("order_id"))}
    return [found[one] for one in ids if one in found]


def of_contractor(invoice: Invoice) -> list[Invoice]:
    """The invoices whose balance this one's contractor has in its currency, the oldest credit first. Not locked."""
    rows = Invoice.objects.within(invoice.company_id).filter(currency=invoice.currency).select_related("order")
    ids = _asked("SELECT credit_balances(%s)", invoice.contractor_id)
    found = {row.id: row for row in rows.filter(id__in=ids)} if ids else {}
    return [found[one] for one in ids if one in found]


def locked_for(by: Member, invoice_ids: Sequence[UUID]) -> list[Invoice]:
    """The invoices whose balance the contractor of these has in their currency, the oldest credit first.

    Locked with their orders and those of the invoices, in the order of the lifecycle, before the invoices themselves are. Where
    there is only one invoice and no balance, its own locks are enough. Raises NotFound.
    """
    wanted = [invoices.seen(by, invoice_ids[0])]
    if len(invoice_ids) > 1:
        wanted = list(invoices.visible(by).filter(id__in=invoice_ids))
    invoice = wanted[0]
    ids = _asked("SELECT credit_balances(%s)", invoice.contractor_id)
    if not ids and len(wanted) == 1:
        return []
    credited = Invoice.objects.within(by.company_id).filter(id__in=ids)
    ordered: set[UUID | None] = {one.order_id for one in wanted} | set(credited.values_list("order_id", flat=True))
    for order_id in sorted(one for one in ordered if one):
        lock_row(Order, by.company_id, order_id)
    ids = _asked("SELECT lock_credit_balances(%s, %s)", invoice.contractor_id, invoice.currency)
    found = Invoice.objects.within(by.company_id).filter(id__in=ids).select_related("order")
    rows = {row.id: row for row in found}
    return [rows[one] for one in ids]


def pays(credited: Invoice, invoice: Invoice) -> bool:
    """Whether its balance pays this document. An advance pays invoices on its own order while that is open, and all others once
    it is not; an advance itself is paid with money alone. The database says the same (`pays_for`)."""
    if invoice.is_advance:
        return False
    own = credited.order_id == invoice.order_id
    return not credited.is_advance or own or credited.order is None or credited.order.state != "issued"


def taken(credited: Sequence[Invoice], invoice: Invoice, amount: Decimal) -> list[Taking]:
    """What these balances pay of an amount of an invoice: the oldest first, each in full while anything is left."""
    found = []
    for one in credited:
        part = min(one.owed_back, amount) if pays(one, invoice) else ZERO
        if part > 0:
            found.append(Taking(one, part, credited_net(one, part)))
            amount -= part
    return found


def taken_of_each(credited: Sequence[Invoice], wanted: Sequence[tuple[Invoice, Decimal]]) -> Decimal:
    """What they pay of several amounts together, when each is paid in this order."""
    left = {one.id: one.owed_back for one in credited}
    whole = ZERO
    for invoice, amount in wanted:
        for one in (each for each in credited if pays(each, invoice)):
            part = min(left[one.id], amount)
            left[one.id], amount, whole = left[one.id] - part, amount - part, whole + part
    return whole


def payable_net(invoice: Invoice) -> Decimal:
    """What an invoice claims without tax: lines, charges and rounding, less what its credit notes say of the same."""
    if invoice.is_advance:
        return max(invoice.total - invoice.credited_amount, ZERO)
    notes = Invoice.objects.within(invoice.company_id).filter(credits_id=invoice.id, kind="credit", state="matched")
    figures = notes.aggregate(net=Sum(F("total") + F("prepaid") - F("tax"))) if invoice.credited_amount else {}
    net: Decimal = invoice.total + invoice.prepaid - invoice.tax - (figures.get("net") or ZERO)
    return max(net, least_net(invoice, payable_gross(invoice)))


def least_net(invoice: Invoice, gross: Decimal) -> Decimal:
    """What of so much of it is net at the least: the rest is no more tax than the highest rate gives, or its own if it is dearer.

    A credit note that leaves the tax standing leaves money that counts on the order. The database holds the same.
    """
    whole: Decimal = invoice.total + invoice.prepaid
    if not whole:
        return ZERO
    least = min(gross * (whole - invoice.tax) / whole, gross * 100 / (100 + HIGHEST_RATE))
    return max(round_down(least, invoice.currency), ZERO)


def payable_gross(invoice: Invoice) -> Decimal:
    """The same with tax, whatever was paid before."""
    gross: Decimal = invoice.total + invoice.prepaid - invoice.credited_amount
    return gross


def credited_net(invoice: Invoice, amount: Decimal) -> Decimal:
    """What of a part of its balance comes off its order, net: with it, as large a share of what was paid too much without
    tax as comes back of what was paid too much."""
    paid_net = _settled_net(invoice)
    over, over_net = invoice.owed_back + invoice.returned_amount, max(paid_net - payable_net(invoice), ZERO)
    share = round_money(over_net * (invoice.returned_amount + amount) / over, invoice.currency)
    return max(share - _returned_net(invoice), ZERO)


def _settled_net(invoice: Invoice) -> Decimal:
    """What has arrived of it, net, by payment and by set-off."""
    paid = Allocation.objects.within(invoice.company_id).filter(invoice_id=invoice.id, live=True)
    set_off = SetOff.objects.within(invoice.company_id).filter(invoice_id=invoice.id, live=True)
    return _net(paid.filter(payment__state="settled")) + _net(
        set_off.filter(Q(payment__isnull=True) | Q(payment__state="settled"))
    )


def _returned_net(invoice: Invoice) -> Decimal:
    """What came back of it or was given up, net."""
    set_off = SetOff.objects.within(invoice.company_id).filter(credited_id=invoice.id, live=True)
    refunds = Refund.objects.within(invoice.company_id).filter(credited_id=invoice.id)
    given_up = WriteOff.objects.within(invoice.company_id).filter(invoice_id=invoice.id, kind=BALANCE, state="standing")
    return _net(set_off, "credited_net") + _net(refunds.exclude(state="withdrawn")) + _net(given_up)


def _net(rows: object, column: str = "net") -> Decimal:
    return rows.aggregate(net=Sum(column))["net"] or ZERO  # type: ignore[attr-defined]


def _asked(sql: str, *given: UUID | str | None) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [row[0] for row in cursor.fetchall()]
