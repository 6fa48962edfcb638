"""payment.release: finance lets money go, after one more look at everything."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.prepared import add_row, add_together
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Amount
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.document import money_text

from .. import balances, rules
from ..balances import Taking
from ..cases import ReleaseCase
from ..models import Allocation, Payment, SetOff

SET_OFF = "set_off"
"""Where a release stands that sent nothing."""
Part = Annotated[Amount, Field(gt=0)]


@action("payment.release", on=ReleaseCase, rule=rules.release)
def release(case: ReleaseCase, *, amount: Part | None = None) -> Stored:
    """Release what is open of an invoice, or a part of it. Everything is looked at again under the locks (R84, R100).

    A credit balance of the contractor goes first, the oldest in full; where it pays all of it, no payment is made.
    """
    invoice = case.invoice
    return _paid_by(invoice, case.balances, amount or invoice.open_amount, by=case.by, at=case.at)


def _paid_by(invoice: Invoice, credited: Sequence[Invoice], amount: Decimal, *, by: Member, at: datetime) -> Stored:
    takings = balances.taken(credited, amount)
    sent = amount - sum((one.amount for one in takings), ZERO)
    net = _net(invoice, amount)
    payment = _payment(invoice, sent, by=by, at=at) if sent else None
    set_offs = _set_offs(invoice, payment, takings, net / amount, by=by, at=at)
    if payment:
        add_row(payment)
    SetOff.objects.bulk_create(set_offs)
    if payment:
        rest = net - sum((one.net for one in set_offs), ZERO)
        add_together([Allocation(company_id=by.company_id, payment=payment, invoice=invoice, amount=sent, net=rest)])
    _has_left(invoice, amount, by_set_off=payment is None)
    return _stored(payment, invoice, amount - sent)


def _stored(payment: Payment | None, invoice: Invoice, set_off: Decimal) -> Stored:
    """The payment that was made; where a credit balance paid all of it there is none, and it is the invoice's own release."""
    answer = {
        "id": str(payment.id) if payment else None,
        "state": payment.state if payment else SET_OFF,
        "invoice_id": str(invoice.id),
        "invoice_state": invoice.state,
        "set_off": money_text(set_off, invoice.currency),
    }
    return Stored(payment.id if payment else invoice.id, answer, order_id=invoice.order_id)


def _payment(invoice: Invoice, amount: Decimal, *, by: Member, at: datetime) -> Payment:
    return Payment(
        company_id=by.company_id,
        contractor=invoice.contractor,
        currency=invoice.currency,
        amount=amount,
        released_by=by,
        released_at=at,
    )


def _set_offs(
    invoice: Invoice, payment: Payment | None, takings: list[Taking], net_share: Decimal, *, by: Member, at: datetime
) -> list[SetOff]:
    return [
        SetOff(
            company_id=by.company_id,
            payment=payment,
            credited=one.credited,
            invoice=invoice,
            amount=one.amount,
            net=round_money(one.amount * net_share, invoice.currency),
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
