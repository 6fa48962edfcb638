"""When a payment is the twin of one that is under way, and who may say that both are right. Pure: values in, reasons out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount

from .models import Payment
from .states import UNDER_WAY


@dataclass(frozen=True)
class TwinOf:
    """A payment that is under way, of the same amount to the same contractor on the same day, as a reason leads to it.

    `confirmed_by` are those who said that one more like it is right, and by whose word nothing was released yet.
    """

    id: UUID
    amount: Decimal
    currency: str
    day: date
    numbers: Sequence[str] = ()
    confirmed_by: Sequence[UUID] = ()
    kind: str = "payment"

    @property
    def words(self) -> str:
        """The invoices that it pays."""
        return ", ".join(self.numbers)


def twin(twins: Sequence[TwinOf], by: Member, separated: bool) -> list[Reason]:
    """A second payment of the same amount to the same payee on one day takes a second person's word, one for each payment.

    Who gave the word does not release by it.
    """
    return [
        reason
        for day in sorted({one.day for one in twins})
        for reason in _on([one for one in twins if one.day == day], by, separated)
    ]


def _on(twins: Sequence[TwinOf], by: Member, separated: bool) -> list[Reason]:
    """The same of one day: a word beside any of its payments will do."""
    words = [member_id for one in twins for member_id in one.confirmed_by]
    if any(not (separated and by.has_hand_in([one])) for one in words):
        return []
    first = twins[0]
    params = {"paid": first.words, "amount": MonetaryAmount(first.amount, first.currency), "day": first.day}
    if words:
        return [Reason("own_twin", _OWN_TWIN, params, never=True, leads=[first])]
    return [Reason("twin", _TWIN if separated else _TWIN_ALONE, params, leads=[first])]


_TWIN = _(
    "The payment of %(paid)s, of the same %(amount)s to this contractor, was released on %(day)s and has not arrived. If both "
    "are right, somebody else of finance confirms there that there is a second one; then it can be released."
)
_TWIN_ALONE = _(
    "The payment of %(paid)s, of the same %(amount)s to this contractor, was released on %(day)s and has not arrived. If both "
    "are right, confirm there that there is a second one; then it can be released."
)
_OWN_TWIN = _(
    "Beside the payment of %(paid)s you confirmed a second one of the same %(amount)s for %(day)s. Somebody else of finance "
    "releases it."
)


def confirm_twin(payment: Payment, by: Member, separated: bool, confirmers: Collection[UUID]) -> list[Reason]:
    """One more like it is confirmed while it is under way, by somebody whom it does not pay, and once before that is released."""
    reasons = []
    if payment.state not in UNDER_WAY:
        sentence = _("It has settled or ended: another payment of the same amount needs nobody's word.")
        reasons.append(Reason("not_under_way", sentence))
    if by.id in confirmers:
        sentence = _("You have confirmed a second one already, and it was not released yet.")
        reasons.append(Reason("confirmed_already", sentence))
    if separated and by.has_hand_in([payment.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody confirms a payment to themselves."), never=True))
    return reasons
