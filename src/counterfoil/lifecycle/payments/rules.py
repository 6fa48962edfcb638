"""Whether money may move, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.invoices.models import Invoice

from .models import Payment


def release(
    invoice: Invoice,
    by: Member,
    *,
    against: Sequence[Reason],
    held: Sequence[Reason],
    clearers: Collection[UUID | None],
    loaders: Collection[UUID | None],
    separated: bool,
    amount: Decimal | None = None,
) -> list[Reason]:
    """The one gate of every path to money (R84, R100): matched or cleared, still so now, not held, by another person.

    Nobody here approved a loaded order, so whoever loaded it, or a change of it, is not who pays on it (R49).
    """
    reasons = list(wrong_state(invoice, "release"))
    if invoice.is_credit:
        reasons.append(Reason("credit_note", _("A credit note is taken off an invoice and never paid.")))
    reasons += [*against, *held]
    if invoice.order is not None and invoice.order.engagement_id is None:
        sentence = _("Its order belongs to no engagement yet. Attach the order to one, then release.")
        reasons.append(Reason("unattached", sentence))
    if invoice.open_amount <= 0:
        reasons.append(Reason("nothing_open", _("Nothing of it is left to be paid.")))
    elif amount is not None and amount > invoice.open_amount:
        sentence, left = (
            _("Only %(open)s of it is left to be paid."),
            MonetaryAmount(invoice.open_amount, invoice.currency),
        )
        reasons.append(Reason("more_than_open", sentence, {"open": left}))
    if separated and by.has_hand_in(clearers):
        reasons.append(Reason("own_clearing", _("Nobody releases an invoice that they cleared."), never=True))
    if separated and by.has_hand_in(loaders):
        reasons.append(Reason("own_loading", _("Nobody releases money on an order that they loaded."), never=True))
    if separated and by.has_hand_in([invoice.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody releases money to themselves."), never=True))
    return reasons


def initiate(payment: Payment, day: date, today: date) -> list[Reason]:
    """What was released is sent, on a day that has come."""
    return wrong_state(payment, "initiate") + _has_come(day, today)


def settle(payment: Payment, day: date, today: date) -> list[Reason]:
    """What was sent has arrived: not before it left, and not in the future."""
    reasons = wrong_state(payment, "settle") + _has_come(day, today)
    if payment.initiated_on and day < payment.initiated_on:
        sentence = _("It left on %(left)s; nothing arrives before it leaves.")
        reasons.append(Reason("before_it_left", sentence, {"left": payment.initiated_on}))
    return reasons


def fail(payment: Payment) -> list[Reason]:
    """What is on its way can fail."""
    return wrong_state(payment, "fail")


def cancel(payment: Payment) -> list[Reason]:
    """What was released and not sent yet can be taken back."""
    return wrong_state(payment, "cancel")


def _has_come(day: date, today: date) -> list[Reason]:
    if day <= today:
        return []
    return [Reason("day_to_come", _("This day is still to come."), {"day": day})]
