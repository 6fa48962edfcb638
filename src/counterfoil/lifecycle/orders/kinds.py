"""What an order of each kind is not for, and every reason why not. Pure: values in, reasons out."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import ISSUER, PERMISSIONS, PERMITTERS
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount

from .models import Order

_KEEPERS = PERMITTERS | {ISSUER}


def shared_only(order: Order) -> list[Reason]:
    """Whether it is one that contracts share."""
    return (
        [] if order.is_shared else [Reason("not_shared", _("It is the order of one contractor; no others share it."))]
    )


def of_a_contract(order: Order) -> list[Reason]:
    """What is sent, done, billed or attached is so on the share of a contract."""
    if not order.is_shared:
        return []
    return [Reason("shared", _("Contracts share this order. That is done on the share of each of them."))]


def kept_by(order: Order, by: Member, verb: str) -> list[Reason]:
    """An order that contracts share ends and is put out of the way by those who look after it, not by everybody who uses it."""
    if not order.is_shared or by.roles_for(verb) & PERMISSIONS[verb] & _KEEPERS:
        return []
    return [
        Reason(
            "not_kept_by_you",
            _("Finance, an owner or the issuer does that with an order that contracts share."),
            never=True,
        )
    ]


def reopened(order: Order, left: Decimal | None) -> list[Reason]:
    """A share that is opened again takes anew what it gave back; `left` is what is there of the order that it draws on."""
    used = order.covered_amount + order.charged_amount + order.written_off_amount
    needed = order.limit_amount - max(order.accepted_amount, used)
    if left is None or needed <= left:
        return []
    sentence = _("It would draw %(needed)s again, and %(left)s are left of the order that it draws on.")
    figures = {"needed": MonetaryAmount(needed, order.currency), "left": MonetaryAmount(left, order.currency)}
    return [Reason("more_than_left", sentence, figures)]
