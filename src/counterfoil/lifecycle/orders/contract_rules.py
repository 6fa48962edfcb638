"""An order keeps to the contract of its engagement, where it has one: each clause that it breaks is named (R52). Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount

from .models import Order

ASKED = ("draft", "approved")
"""What is to be submitted or issued: of what stands already nothing is asked."""
READ = (*ASKED, "closed")
"""Of what it is read what its contract allows: a closed order may be opened again."""
_ONE = Decimal(1)


@dataclass(frozen=True)
class Contracted:
    """What the contract of an order's engagement allows, and what the order asks for beside the others that live under it."""

    state: str
    order_kind: str
    currency: str
    amount: Decimal | None
    starts_on: date | None
    ends_on: date | None
    unit_rate: Decimal | None
    unit: str
    own: Decimal
    taken: Decimal
    first_day: date | None
    last_day: date | None
    dearest: Decimal | None


def within_contract(order: Order, contracted: Contracted | None) -> list[Reason]:
    """Every clause that an order breaks which is to be submitted or issued."""
    return clauses(order, contracted) if order.state in ASKED else []


def reopened_under(order: Order, contracted: Contracted | None) -> list[Reason]:
    """A closed order that is opened again counts in full anew: together, the orders come to no more than the contract allows.
    What was ordered within its days and kinds runs on."""
    if order.state != "closed" or contracted is None or order.currency != contracted.currency:
        return []
    return _amount(contracted)


def clauses(order: Order, contracted: Contracted | None) -> list[Reason]:
    """Every clause that the order breaks. Where the engagement has no contract, or nobody signed it, there is none."""
    if contracted is None:
        return []
    reasons = []
    if contracted.state == "ended":
        reasons.append(
            Reason("contract_ended", _("The contract of its engagement has ended: nothing is ordered under it."))
        )
    if contracted.order_kind == "loaded" and not order.is_loaded:
        sentence = _("The contract of its engagement asks for an order that was minted elsewhere: load that one.")
        reasons.append(Reason("contract_kind", sentence))
    if order.currency != contracted.currency:
        sentence = _("The contract of its engagement is in %(agreed)s, and the order in %(currency)s.")
        told = {"agreed": contracted.currency, "currency": order.currency}
        reasons.append(Reason("contract_currency", sentence, told))
    else:
        reasons += _amount(contracted)
    return reasons + _days(contracted) + _rate(order, contracted)


def _amount(contracted: Contracted) -> list[Reason]:
    """All orders that live under it come to no more than it allows."""
    if contracted.amount is None or contracted.own + contracted.taken <= contracted.amount:
        return []
    sentence = _(
        "The contract of its engagement allows %(most)s for all its orders; others take %(taken)s of it, and this one asks for "
        "%(own)s."
    )
    sums = {"most": contracted.amount, "taken": contracted.taken, "own": contracted.own}
    return [
        Reason(
            "contract_amount",
            sentence,
            {name: MonetaryAmount(amount, contracted.currency) for name, amount in sums.items()},
        )
    ]


def _days(contracted: Contracted) -> list[Reason]:
    """Its days, and those of its lines, lie within those of the contract."""
    reasons = []
    first, last = contracted.first_day, contracted.last_day
    if contracted.starts_on and first and first < contracted.starts_on:
        sentence = _("It begins on %(day)s, before the first day of the contract of its engagement, %(first)s.")
        reasons.append(Reason("contract_first_day", sentence, {"day": first, "first": contracted.starts_on}))
    if contracted.ends_on and last and last > contracted.ends_on:
        sentence = _("It ends on %(day)s, after the last day of the contract of its engagement, %(last)s.")
        reasons.append(Reason("contract_last_day", sentence, {"day": last, "last": contracted.ends_on}))
    return reasons


def _rate(order: Order, contracted: Contracted) -> list[Reason]:
    """No line costs more for each unit than was agreed."""
    rate, dearest = contracted.unit_rate, contracted.dearest
    if rate is None or dearest is None or dearest <= rate:
        return []
    sentence = _("A line costs %(price)s for each %(unit)s; the contract of its engagement allows %(rate)s.")
    told = {
        "price": MonetaryAmount(dearest, order.currency),
        "rate": MonetaryAmount(rate, order.currency),
        "unit": counted(contracted.unit, _ONE),
    }
    return [Reason("contract_rate", sentence, told)]
