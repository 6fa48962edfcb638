"""Whether money may move, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import minor_units, round_down
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.invoices.models import Invoice

from .models import Payment, Refund
from .twin_rules import TwinOf, twin


def release(
    invoice: Invoice,
    by: Member,
    *,
    against: Sequence[Reason],
    held: Sequence[Reason],
    clearers: Collection[UUID | None],
    loaders: Collection[UUID | None],
    failers: Collection[UUID | None],
    looseners: Collection[UUID | None],
    separated: bool,
    beyond: Decimal | None = None,
    amount: Decimal | None = None,
    twins: Sequence[TwinOf] = (),
) -> list[Reason]:
    """The one gate of every path to money (R84, R100): matched or cleared, still so now, not held, by another person.

    Nobody here approved a loaded order, so whoever loaded it, or a change of it, is not who pays on it (R49). `beyond` is what
    would be released on the order where that is more than it allows, `failers` who noted that a payment of it failed,
    `looseners` who loosened how it is matched since its order was submitted, `twins` the payments that are under way and would
    be the same once more.
    """
    reasons = list(wrong_state(invoice, "release"))
    if invoice.is_credit:
        reasons.append(Reason("credit_note", _("A credit note is taken off an invoice and never paid.")))
    reasons += [*against, *held, *_advance(invoice, by, amount, separated)]
    if invoice.order is not None and invoice.order.engagement_id is None:
        sentence = _("Its order belongs to no engagement yet. Attach the order to one, then release.")
        reasons.append(Reason("unattached", sentence))
    if invoice.open_amount <= 0:
        reasons.append(Reason("nothing_open", _("Nothing of it is left to be paid.")))
    elif amount is not None and amount > invoice.open_amount:
        sentence = _("Only %(open)s of it is left to be paid.")
        left = MonetaryAmount(invoice.open_amount, invoice.currency)
        reasons.append(Reason("more_than_open", sentence, {"open": left}))
    reasons += in_units(amount, invoice.currency) + beyond_order(beyond, invoice) + twin(twins, by, separated)
    if separated and by.has_hand_in(clearers):
        reasons.append(Reason("own_clearing", _("Nobody releases an invoice that they cleared."), never=True))
    if separated and by.has_hand_in(loaders):
        reasons.append(Reason("own_loading", _("Nobody releases money on an order that they loaded."), never=True))
    if separated and by.has_hand_in(failers):
        reasons.append(Reason("own_failure", _FAILED, never=True))
    if separated and by.has_hand_in(looseners):
        reasons.append(Reason("own_loosening", _LOOSENED, never=True))
    if separated and by.has_hand_in([invoice.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody releases money to themselves."), never=True))
    return reasons


def _advance(invoice: Invoice, by: Member, amount: Decimal | None, separated: bool) -> list[Reason]:
    """An advance leaves as a whole, and not by the word of who asked for it."""
    if not invoice.is_advance:
        return []
    reasons = []
    if amount is not None and amount != invoice.open_amount:
        sentence = _("An advance is paid as a whole. Make it void and ask for a smaller one, if that is meant.")
        reasons.append(Reason("advance_in_part", sentence))
    if separated and by.has_hand_in([invoice.entered_by_id]):
        sentence = _("You asked for this advance. Somebody else of finance releases it.")
        reasons.append(Reason("own_advance", sentence, never=True))
    return reasons


_FAILED = _(
    "You noted that a payment of it, or of another invoice for the same, failed or was taken back. Somebody else of finance "
    "releases it."
)
_LOOSENED = _(
    "You loosened how it is matched after its order was submitted. Nothing is released: somebody else of finance does it."
)


def initiate(
    payment: Payment,
    invoices: Sequence[Invoice],
    *,
    against: Sequence[Reason],
    held: Sequence[Reason],
    released_on: date,
    today: date,
    day: date | None = None,
    day_reason: str = "",
    earlier_twins: Sequence[Reason] = (),
) -> list[Reason]:
    """What was released is sent while it is still owed: the same is asked as at its release. Its day has come, is not before
    the invoice, and before the release only with a reason; `earlier_twins` is what stands against it on that day."""
    reasons = list(wrong_state(payment, "initiate"))
    if not reasons:
        reasons += [*against, *held, *(reason for one in invoices for reason in too_much(one))]
    day = day or today
    reasons += _has_come(day, today)
    dated = max(one.issued_on for one in invoices)
    if day < dated:
        sentence = _("The invoice is dated %(dated)s; nothing is paid before there is one.")
        reasons.append(Reason("before_invoice", sentence, {"dated": dated}))
    elif day < released_on and not day_reason:
        sentence = _("It was released on %(released)s. Say why it left before that.")
        reasons.append(Reason("before_release", sentence, {"released": released_on}))
    return [*reasons, *earlier_twins]


def no_longer_fits(reasons: Sequence[Reason]) -> list[Reason]:
    """Of the reasons against sending what is released, those for which it waits until they end, or finance cancels it."""
    return [one for one in reasons if one.key not in _OF_THE_DAY]


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


def reverse(
    payment: Payment, paid: Sequence[Invoice], parts: Mapping[UUID, Decimal], day: date, today: date
) -> list[Reason]:
    """A bank took back what had arrived: not before it arrived, and not while what was paid too much with it pays elsewhere.

    `parts` is what it brought to each invoice, set-offs that went with it among them.
    """
    reasons = wrong_state(payment, "reverse") + _has_come(day, today)
    if reasons:
        return reasons
    if payment.settled_on and day < payment.settled_on:
        sentence = _("It arrived on %(arrived)s; nothing is taken back before that.")
        reasons.append(Reason("before_it_arrived", sentence, {"arrived": payment.settled_on}))
    for one in paid:
        if one.written_off_amount:
            reasons.append(Reason("written_off", _REST_WRITTEN_OFF, {"number": one.number}))
        left = one.settled_amount - parts[one.id] - one.total + one.credited_amount
        if one.returned_amount > 0 and one.returned_amount > left:
            back = MonetaryAmount(one.returned_amount, one.currency)
            reasons.append(Reason("went_elsewhere", _WENT_ELSEWHERE, {"number": one.number, "back": back}))
    return reasons


_REST_WRITTEN_OFF = _("What was left of invoice %(number)s was written off. Reverse that first, then note this.")
_WENT_ELSEWHERE = _(
    "%(back)s of what was paid too much on invoice %(number)s were set off, sent back or written off since. Take that set-off, "
    "refund or write-off back first (a set-off on the invoice that it paid), then note this."
)


def has_balance(credited: Invoice) -> list[Reason]:
    """Only what was paid and is owed no more can come back."""
    if credited.owed_back > 0:
        return []
    return [Reason("no_balance", _("It has no credit balance: nothing of what was paid is owed back."))]


def note_refund(credited: Invoice, amount: Decimal, day: date, today: date) -> list[Reason]:
    """Money came back from the contractor: no more than the balance, on a day that has come, and not before the invoice."""
    reasons = has_balance(credited) + in_units(amount, credited.currency) + _has_come(day, today)
    if 0 < credited.owed_back < amount:
        left = MonetaryAmount(credited.owed_back, credited.currency)
        reasons.append(Reason("more_than_owed_back", _("Only %(left)s of its credit balance is left."), {"left": left}))
    if day < credited.issued_on:
        sentence = _("The invoice is dated %(dated)s; nothing came back before that.")
        reasons.append(Reason("before_invoice", sentence, {"dated": credited.issued_on}))
    return reasons


def confirm_refund(refund: Refund, by: Member, separated: bool) -> list[Reason]:
    """A second person says that the money is there."""
    reasons = wrong_state(refund, "confirm")
    if separated and by.has_hand_in([refund.noted_by_id]):
        sentence = _("You noted it. Somebody else of finance, of payables, or an owner confirms it.")
        reasons.append(Reason("own_refund", sentence, never=True))
    if separated and by.has_hand_in([refund.credited.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody confirms what they say they sent."), never=True))
    return reasons


def withdraw_refund(refund: Refund) -> list[Reason]:
    """What was noted by mistake is withdrawn while nobody has confirmed it."""
    return wrong_state(refund, "withdraw")


def too_much(invoice: Invoice) -> list[Reason]:
    """More stands on the invoice than is owed: it was credited after the release."""
    if invoice.open_amount >= 0:
        return []
    sentence = _("%(over)s of what is released is owed no more. Take the release back, and release what is left.")
    return [Reason("no_longer_owed", sentence, {"over": MonetaryAmount(-invoice.open_amount, invoice.currency)})]


def beyond_order(released: Decimal | None, invoice: Invoice) -> list[Reason]:
    """What would be released on its order is more than that allows."""
    if released is None or invoice.order is None:
        return []
    sentence = _BEYOND if invoice.order.released_amount > 0 else _ALONE_BEYOND
    limit = MonetaryAmount(invoice.order.limit_amount, invoice.currency)
    figures = {"released": MonetaryAmount(released, invoice.currency), "limit": limit}
    return [Reason("beyond_order", sentence, figures)]


_ALONE_BEYOND = _("With it %(released)s would be released on the order, which allows %(limit)s.")
_BEYOND = _(
    "With it %(released)s would be released on the order, which allows %(limit)s: what was paid or released for another "
    "invoice was credited since, or an advance is under way. Cancel that payment, or let it arrive: then it is set off."
)


def in_units(amount: Decimal | None, currency: str) -> list[Reason]:
    """Money has no more decimals than its currency."""
    if amount is None or amount == round_down(amount, currency):
        return []
    sentence = _("%(currency)s has %(places)s decimals; an amount that is paid has no more.")
    return [Reason("too_many_places", sentence, {"currency": currency, "places": minor_units(currency)})]


_OF_THE_DAY = ("day_to_come", "before_invoice", "before_release")


def _has_come(day: date, today: date) -> list[Reason]:
    if day <= today:
        return []
    return [Reason("day_to_come", _("This day is still to come."), {"day": day})]
