"""payment.release: finance lets money go, after one more look at everything."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import separated
from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.remembered import add_together
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Amount
from counterfoil.foundation.parties.holds import PAYMENT, held
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.queries import holds_on
from counterfoil.lifecycle.matching.look import standing_against
from counterfoil.lifecycle.matching.staging import Stage, staged
from counterfoil.lifecycle.orders.queries import loaders_of

from .. import rules
from ..models import Allocation, Payment
from ..standing import Paying

Part = Annotated[Amount, Field(gt=0)]


@action("payment.release", subject="invoice")
def release(*, by: Member, at: datetime, invoice_id: UUID, amount: Part | None = None) -> Stored:
    """Release what is open of an invoice, or a part of it. Everything is looked at again under the locks (R84, R100)."""
    stage = staged(invoice_id, by=by, at=at)
    invoice = stage.invoice
    refuse_if(
        rules.release(
            invoice,
            by,
            against=[finding.as_reason() for finding in standing_against(stage)],
            held=held(holds_on(invoice), PAYMENT, stage.today),
            clearers={one.settled_by_id for one in stage.exceptions if one.state == "accepted"},
            loaders=loaders_of([invoice.order])[invoice.order_id],
            separated=separated(by),
            amount=amount,
        )
    )
    paying = _paid_by(stage, amount or invoice.open_amount, by=by, at=at)
    return paying.stored()


def _paid_by(stage: Stage, amount: Decimal, *, by: Member, at: datetime) -> Paying:
    invoice = stage.invoice
    payment = Payment(
        company_id=by.company_id,
        contractor=invoice.contractor,
        currency=invoice.currency,
        amount=amount,
        released_by=by,
        released_at=at,
    )
    allocation = Allocation(company_id=by.company_id, payment=payment, invoice=invoice, amount=amount)
    allocation.net = _net(stage, amount)
    add_together([payment, allocation])
    invoice.allocated_amount += amount  # as the database has counted it
    if invoice.state != "paying":
        move(invoice, "release")
    return Paying(payment, invoice)


def _net(stage: Stage, amount: Decimal) -> Decimal:
    """The covered part of what is paid: with this payment, as large a share of the cover as is paid of the invoice."""
    invoice = stage.invoice
    covered = sum((line.covered_amount for line in stage.lines), ZERO)
    live = _live(invoice) if invoice.allocated_amount else []
    paid, nets = sum((one.amount for one in live), ZERO), sum((one.net for one in live), ZERO)
    return net_share(covered, invoice.total - invoice.credited_amount, paid + amount, invoice.currency, nets)


def _live(invoice: Invoice) -> list[Allocation]:
    return list(Allocation.objects.within(invoice.company_id).filter(invoice=invoice, live=True))


def net_share(covered: Decimal, claimed: Decimal, paid: Decimal, currency: str, before: Decimal) -> Decimal:
    """What of the cover belongs to a payment, when `paid` of `claimed` is paid with it and `before` belongs to others."""
    return max(round_money(covered * paid / claimed, currency) - before, ZERO)
