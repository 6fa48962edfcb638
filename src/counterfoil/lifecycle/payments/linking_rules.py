"""What a payment may be linked with, what each part of it is for, and what may be unlinked. Pure: values in, reasons out."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice

from .models import Payment
from .values import Context


def in_context(
    invoice: Invoice,
    amount: Decimal | None,
    context: Context,
    paid_for: Collection[Context],
    own_lines: Collection[UUID],
) -> list[Reason]:
    """A part of an invoice says what it is for, and for nothing that another part is for already (R106).

    `paid_for` is what the parts are for that stand on it, `own_lines` are the lines of its order.
    """
    reasons = []
    if (context.starts_on is None) != (context.ends_on is None):
        reasons.append(Reason("half_a_period", _("A period has a first and a last day. Give both, or none.")))
    elif context.starts_on and context.ends_on and context.ends_on < context.starts_on:
        reasons.append(Reason("period_backwards", _("This period ends before it begins.")))
    if context.line_id and context.line_id not in own_lines:
        reasons.append(Reason("line_elsewhere", _("This line is not one of the order that is paid.")))
    is_part = invoice.open_amount > 0 and (bool(paid_for) or (amount or invoice.open_amount) < invoice.open_amount)
    if is_part and not context.says:
        sentence = _("This is a part of the invoice. Say which line, which period or which purpose it is for.")
        reasons.append(Reason("context_missing", sentence))
    elif is_part and context in paid_for:
        sentence = _("Another payment of it is for the same. Say what this one is for.")
        reasons.append(Reason("context_taken", sentence))
    return reasons


def of_one_payment(contractor: Contractor, invoices: Sequence[Invoice]) -> list[Reason]:
    """One payment goes to one contractor in one currency, and pays each invoice once."""
    reasons = []
    if strange := [one.number for one in invoices if one.contractor_id != contractor.id]:
        sentence = _("%(numbers)s: not an invoice of %(contractor)s. One payment goes to one contractor.")
        params = {"numbers": ", ".join(strange), "contractor": contractor.name}
        reasons.append(Reason("another_contractor", sentence, params))
    if len({one.currency for one in invoices}) > 1:
        currencies = ", ".join(sorted({one.currency for one in invoices}))
        sentence = _("These invoices are in %(currencies)s. One payment has one currency.")
        reasons.append(Reason("several_currencies", sentence, {"currencies": currencies}))
    if len({one.id for one in invoices}) < len(invoices):
        reasons.append(Reason("named_twice", _("An invoice is named twice. Name each once.")))
    return reasons


def unlink(
    payment: Payment, linked: Collection[UUID], lowered_twins: Sequence[Reason] = (), invoice_id: UUID | None = None
) -> list[Reason]:
    """One of several invoices is taken out of a payment that has not left (R161). `linked` are those that it pays.

    `lowered_twins` is what stands against what is left of it, where that is as much as another payment of the day.
    """
    if payment.state in _STANDS:
        key, sentence = _STANDS[payment.state]
        return [Reason(key, sentence)]
    reasons = wrong_state(payment, "unlink")
    if not reasons and len(linked) == 1:
        reasons.append(Reason("only_one", _("It pays nothing else. Take the release back instead.")))
    if not reasons and invoice_id is not None and invoice_id not in linked:
        reasons.append(Reason("not_linked", _("It does not pay this invoice.")))
    return reasons or list(lowered_twins)


_STANDS = {
    "initiated": (
        "on_its_way",
        _("It is on its way, so what it pays stands. Note that it failed, or wait until it arrives."),
    ),
    "settled": (
        "arrived",
        _("It has arrived, so what it pays stands. Where a bank took it back, note that it was reversed."),
    ),
}
"""Why what has left pays what it pays, and what to do instead."""
