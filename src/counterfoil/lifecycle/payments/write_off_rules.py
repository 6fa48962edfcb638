"""Whether something may be settled without money, and every reason why not (R162). Pure: values in, reasons out."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.kinds import of_a_contract
from counterfoil.lifecycle.orders.models import Order

from .models import WriteOff
from .rules import has_balance, in_units

ALONE = Decimal(100)
"""What one person alone writes off until the company says something, in its currency. The database says the same."""


def write_off_invoice(
    invoice: Invoice,
    by: Member,
    *,
    unsettled: Sequence[Reason],
    held: Sequence[Reason],
    noted: WriteOff | None,
    clearers: Collection[UUID | None],
    loaders: Collection[UUID | None],
    failers: Collection[UUID | None],
    looseners: Collection[UUID | None],
    separated: bool,
) -> list[Reason]:
    """What is left of an invoice that could be paid: nothing open against it, nothing on its way, not held, and by nobody who
    could not release it either."""
    reasons = list(wrong_state(invoice, "write_off"))
    if invoice.is_credit:
        reasons.append(Reason("credit_note", _("A credit note is taken off an invoice; nothing of it is left over.")))
    if invoice.is_advance:
        reasons.append(Reason("advance", _("An advance that is not paid is made void; nothing of it is written off.")))
    if invoice.open_amount <= 0:
        reasons.append(Reason("nothing_open", _("Nothing of it is left to be written off.")))
    reasons += [*unsettled, *held, *waits_already(noted)]
    if separated and by.has_hand_in(clearers):
        sentence = _("You cleared it. Somebody else of finance writes it off.")
        reasons.append(Reason("own_clearing", sentence, never=True))
    if separated and by.has_hand_in(loaders):
        sentence = _("You loaded its order. Somebody else of finance writes it off.")
        reasons.append(Reason("own_loading", sentence, never=True))
    if separated and by.has_hand_in(failers):
        sentence = _(
            "You noted that a payment of it, or of another invoice for the same, failed or was taken back. Somebody else of "
            "finance writes it off."
        )
        reasons.append(Reason("own_failure", sentence, never=True))
    if separated and by.has_hand_in(looseners):
        sentence = _(
            "You loosened how it is matched after its order was submitted. Somebody else of finance writes it off."
        )
        reasons.append(Reason("own_loosening", sentence, never=True))
    return reasons + _own_money(by, invoice.contractor.member_id, separated)


def write_off_order(
    order: Order,
    by: Member,
    *,
    waiting: bool,
    stopped: Sequence[Reason],
    noted: WriteOff | None,
    loaders: Collection[UUID | None],
    separated: bool,
) -> list[Reason]:
    """All that an issued order authorises and no invoice claims: while nothing on it waits for a decision (R162)."""
    reasons = not_issued(order) + of_a_contract(order)
    if not reasons and order.open_amount <= 0:
        reasons.append(Reason("nothing_open", _("Nothing that it authorises is left over.")))
    reasons += [*waiting_claims(waiting), *stopped, *waits_already(noted)]
    if separated and by.has_hand_in(loaders):
        sentence = _("You loaded the order. Somebody else of finance writes off what is left of it.")
        reasons.append(Reason("own_loading", sentence, never=True))
    return reasons + _own_money(by, order.paid_member_id, separated)


def not_issued(order: Order) -> list[Reason]:
    """Closing gives up what is left by itself, and before an order is issued nothing is promised."""
    if order.state == "issued":
        return []
    sentence = _("It is %(state)s; only what is left of an issued order is written off.")
    return [Reason("order_not_issued", sentence, {"state": order.state_words(order.state)})]


def waiting_claims(waiting: bool) -> list[Reason]:
    """While evidence or an invoice waits it is not clear what is left."""
    if not waiting:
        return []
    sentence = _(
        "Evidence or an invoice on it waits, so it is not clear yet what is left. Decide on that first, then write off the rest."
    )
    return [Reason("claims_wait", sentence)]


def write_off_balance(
    credited: Invoice, by: Member, *, held: Sequence[Reason], noted_balance: WriteOff | None, separated: bool
) -> list[Reason]:
    """What a contractor was paid too much and does not give back."""
    reasons = [*has_balance(credited), *held, *waits_already(noted_balance)]
    return reasons + _own_money(by, credited.contractor.member_id, separated)


def waits_already(noted: WriteOff | None) -> list[Reason]:
    """One at a time: what waits is approved or withdrawn first."""
    if noted is None:
        return []
    sentence = _("%(who)s noted a write-off of %(amount)s that waits. A second person approves it, or it is withdrawn.")
    params = {"who": noted.noted_by.name, "amount": MonetaryAmount(noted.amount, noted.currency)}
    return [Reason("waits", sentence, params)]


def approve(
    written: WriteOff,
    by: Member,
    *,
    left: Decimal,
    unsettled: Sequence[Reason],
    held: Sequence[Reason],
    payee: UUID | None,
    separated: bool,
) -> list[Reason]:
    """A second person approves exactly what was noted, while that is still all that is left."""
    reasons = list(wrong_state(written, "approve"))
    if not reasons:
        reasons += [*unsettled, *held]
        if left != written.amount:
            sentence = _("%(amount)s was noted, and %(left)s is left now. Withdraw it, and note what is left.")
            figures = {
                "amount": MonetaryAmount(written.amount, written.currency),
                "left": MonetaryAmount(left, written.currency),
            }
            reasons.append(Reason("left_changed", sentence, figures))
    if separated and by.has_hand_in([written.noted_by_id]):
        sentence = _("You noted it. Somebody else of finance, or an owner, approves it.")
        reasons.append(Reason("own_write_off", sentence, never=True))
    return reasons + _own_money(by, payee, separated)


def withdraw(written: WriteOff) -> list[Reason]:
    """What waits is withdrawn: noted by mistake, or not approved."""
    return wrong_state(written, "withdraw")


def reverse(written: WriteOff, by: Member, *, payee: UUID | None, separated: bool) -> list[Reason]:
    """What was written off is open again: at any time, and by nobody whom it pays."""
    return wrong_state(written, "reverse") + _own_money(by, payee, separated)


def set_limit(amount: Decimal, currency: str) -> list[Reason]:
    """An amount of the company's currency has no more decimals than that."""
    return in_units(amount, currency)


def needs_second(worth: Decimal | None, alone: Decimal) -> bool:
    """Whether a second person approves it: above the amount, and wherever it can't be told what it is worth."""
    return worth is None or worth > alone


def _own_money(by: Member, payee: UUID | None, separated: bool) -> list[Reason]:
    if not separated or not by.has_hand_in([payee]):
        return []
    return [Reason("own_money", _("Nobody writes off what concerns their own money."), never=True)]
