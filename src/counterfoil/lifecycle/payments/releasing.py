"""What the verbs that release money share: credit balances go first, then a payment, and what each brings to its invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.prepared import add_row, add_together
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice

from . import balances
from .balances import Taking
from .cases import ReleaseCase
from .models import Allocation, Payment, SetOff
from .values import Context

SET_OFF = "set_off"
"""Where a release stands that sent nothing."""


@dataclass(frozen=True)
class Asked:
    """How much of which invoice is released, and what for where it is a part."""

    invoice: Invoice
    amount: Decimal
    context: Context


def let_go(case: ReleaseCase) -> tuple[Payment | None, Decimal]:
    """Pay what was asked for of the case's invoice: the payment, if one was made, and what was set off."""
    one = Asked(case.invoice, case.amount or case.invoice.open_amount, case.context)
    takings = balances.taken(case.balances, one.invoice, one.amount)
    set_off = sum((each.amount for each in takings), ZERO)
    contractor, currency = one.invoice.contractor, one.invoice.currency
    payment = payment_of(contractor, currency, one.amount - set_off, by=case.by, at=case.at)
    pay(one, payment, takings, by=case.by, at=case.at)
    return payment, set_off


def payment_of(contractor: Contractor, currency: str, sent: Decimal, *, by: Member, at: datetime) -> Payment | None:
    """The payment that is made of what is left to be sent; none where credit balances pay all of it."""
    if not sent:
        return None
    payment = Payment(
        company_id=by.company_id,
        contractor=contractor,
        currency=currency,
        amount=sent,
        released_by=by,
        released_at=at,
    )
    add_row(payment)
    return payment


def pay(one: Asked, payment: Payment | None, takings: Sequence[Taking], *, by: Member, at: datetime) -> None:
    """Let these parts of credit balances, and the payment for the rest, pay the invoice.

    What is set off wholly has arrived at once.
    """
    sent = one.amount - sum((each.amount for each in takings), ZERO)
    net = _net(one.invoice, one.amount)
    with_it = payment if sent else None
    set_offs = _set_offs(one, with_it, takings, net / one.amount, by=by, at=at)
    SetOff.objects.bulk_create(set_offs)
    if with_it:
        rest = net - sum((each.net for each in set_offs), ZERO)
        add_together([_allocation(one, with_it, sent, rest)])
    _has_left(one.invoice, one.amount, by_set_off=with_it is None)


def stored(payment: Payment | None, invoice: Invoice, set_off: str) -> dict[str, Any]:
    """The payment that was made; where a credit balance paid all of it there is none, and it is the invoice's own release."""
    return {
        "id": str(payment.id) if payment else None,
        "state": payment.state if payment else SET_OFF,
        "invoice_id": str(invoice.id),
        "invoice_state": invoice.state,
        "set_off": set_off,
    }


def _allocation(one: Asked, payment: Payment, amount: Decimal, net: Decimal) -> Allocation:
    return Allocation(
        company_id=payment.company_id,
        payment=payment,
        invoice=one.invoice,
        amount=amount,
        net=net,
        order_line_id=one.context.line_id,
        starts_on=one.context.starts_on,
        ends_on=one.context.ends_on,
        purpose=one.context.purpose,
    )


def _set_offs(
    asked: Asked, payment: Payment | None, takings: Sequence[Taking], net_share: Decimal, *, by: Member, at: datetime
) -> list[SetOff]:
    return [
        SetOff(
            company_id=by.company_id,
            payment=payment,
            credited=one.credited,
            invoice=asked.invoice,
            amount=one.amount,
            net=round_money(one.amount * net_share, asked.invoice.currency),
            credited_net=one.credited_net,
            released_by=by,
            released_at=at,
        )
        for one in takings
    ]


def _has_left(invoice: Invoice, amount: Decimal, *, by_set_off: bool) -> None:
    """Its state and its balances, as the database has counted them."""
    invoice.allocated_amount += amount
    if by_set_off:
        invoice.settled_amount += amount
    if invoice.state != "paying":
        move(invoice, "release")
    if by_set_off and invoice.all_arrived:
        move(invoice, "settle")


def _net(invoice: Invoice, amount: Decimal) -> Decimal:
    """What of it is without tax: with this release, as large a share of the net as is paid of what is claimed."""
    paid, nets = _live(invoice) if invoice.allocated_amount else (ZERO, ZERO)
    gross = balances.payable_gross(invoice)
    return net_share(balances.payable_net(invoice), gross, paid + amount, invoice.currency, nets)


def _live(invoice: Invoice) -> tuple[Decimal, Decimal]:
    """What stands on it, by payment and by set-off, and its net."""
    rows = [
        row
        for table in (Allocation, SetOff)
        for row in table.objects.within(invoice.company_id).filter(invoice=invoice, live=True)
    ]
    return sum((one.amount for one in rows), ZERO), sum((one.net for one in rows), ZERO)


def net_share(net: Decimal, gross: Decimal, paid: Decimal, currency: str, before: Decimal) -> Decimal:
    """What of the net belongs to a release, when `paid` of `gross` is paid with it and `before` belongs to others."""
    return max(round_money(net * paid / gross, currency) - before, ZERO)
