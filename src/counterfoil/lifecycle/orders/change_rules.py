"""What a contract shall allow leaves room for the orders that live under it: each clause that would not is named (R52). Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.engagements.models import ChangeRequest, Contract

ASKED = ("draft", "submitted")
"""What is to be submitted or approved: of what was decided nothing is asked."""
_ONE = Decimal(1)


@dataclass(frozen=True)
class Held:
    """What the orders that live under a contract hold together, and what they ask of it. `ours` were not minted elsewhere."""

    held: Decimal
    first_day: date | None
    last_day: date | None
    dearest: Decimal | None
    ours: int


def leaves_room(changerequest: ChangeRequest, held: Held | None) -> list[Reason]:
    """Every clause that is drawn tighter than its orders allow. One that is not drawn tighter is not asked."""
    if changerequest.state not in ASKED or held is None:
        return []
    stands, asked = changerequest.contract, changerequest
    return (
        _amount(stands, asked, held)
        + _days(stands, asked, held)
        + _rate(stands, asked, held)
        + _kind(stands, asked, held)
    )


def _amount(stands: Contract, asked: ChangeRequest, held: Held) -> list[Reason]:
    most = asked.amount
    if most is None or (stands.amount is not None and most >= stands.amount) or held.held <= most:
        return []
    sentence = _(
        "The orders under the contract hold %(held)s together, and it would allow %(most)s. The contract stays as it is; ask for "
        "%(held)s or more, or close or cancel an order first."
    )
    return [Reason("held_amount", sentence, _money(asked, held=held.held, most=most))]


def _days(stands: Contract, asked: ChangeRequest, held: Held) -> list[Reason]:
    reasons = []
    first, last = asked.starts_on, asked.ends_on
    tighter = first is not None and (stands.starts_on is None or first > stands.starts_on)
    if first and tighter and held.first_day and held.first_day < first:
        sentence = _(
            "An order under the contract begins on %(day)s, and the contract would begin on %(first)s. It stays as it is; ask "
            "for %(day)s or earlier, or close or cancel that order first."
        )
        reasons.append(Reason("held_first_day", sentence, {"day": held.first_day, "first": first}))
    tighter = last is not None and (stands.ends_on is None or last < stands.ends_on)
    if last and tighter and held.last_day and held.last_day > last:
        sentence = _(
            "An order under the contract ends on %(day)s, and the contract would end on %(last)s. It stays as it is; ask for "
            "%(day)s or later, or close or cancel that order first."
        )
        reasons.append(Reason("held_last_day", sentence, {"day": held.last_day, "last": last}))
    return reasons


def _rate(stands: Contract, asked: ChangeRequest, held: Held) -> list[Reason]:
    rate, dearest = asked.unit_rate, held.dearest
    if rate is None or dearest is None or dearest <= rate:
        return []
    if stands.unit_rate is not None and stands.unit == asked.unit and rate >= stands.unit_rate:
        return []
    sentence = _(
        "A line of an order under the contract costs %(price)s for each %(unit)s, and the contract would allow %(rate)s. It "
        "stays as it is; ask for %(price)s or more, or close or cancel that order first."
    )
    told = _money(asked, price=dearest, rate=rate) | {"unit": counted(asked.unit, _ONE)}
    return [Reason("held_rate", sentence, told)]


def _kind(stands: Contract, asked: ChangeRequest, held: Held) -> list[Reason]:
    if asked.order_kind != "loaded" or stands.order_kind == "loaded" or not held.ours:
        return []
    sentence = _(
        "Orders that are issued here live under the contract (%(count)s), and it would ask for orders that were minted "
        "elsewhere. The contract stays as it is; close or cancel those first."
    )
    return [Reason("held_kind", sentence, {"count": held.ours})]


def _money(asked: ChangeRequest, **amounts: Decimal) -> dict[str, Any]:
    return {name: MonetaryAmount(amount, asked.currency) for name, amount in amounts.items()}
