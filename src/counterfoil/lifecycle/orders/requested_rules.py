"""An order keeps to the requisition that it begins with, and begins with one where the company wants that (R117). Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.lifecycle.engagements.models import Requisition

from .models import Order

ASKED = ("draft", "approved", "closed")
"""What is to be submitted, issued or reopened: of what stands already nothing is asked."""
Gate = datetime | None
"""Since when the company's orders begin with an approved requisition; none where they need not."""


@dataclass(frozen=True)
class Requested:
    """What the requisition of an order allows, and what the order asks for beside the others that live under it."""

    state: str
    currency: str
    amount: Decimal
    team_id: UUID | None
    contractor_id: UUID | None
    own: Decimal
    taken: Decimal


def begins(order: Order, requisition: Requisition | None, needed: Gate) -> list[Reason]:
    """A draft begins with a requisition that is approved and fits it, or with none where none is needed."""
    if requisition is None:
        return [] if needed is None else [_none()]
    return _fits(order, requisition)


def within_requisition(order: Order, requested: Requested | None, needed: Gate) -> list[Reason]:
    """Every reason why an order can't be submitted or issued under its requisition, or without one."""
    if order.state not in ("draft", "approved") or order.is_loaded:
        return []
    if requested is None:
        before = order.state == "approved" and needed and order.submitted_at and order.submitted_at < needed
        return [] if needed is None or before else [_none()]
    return _fits(order, requested) + _amount(requested)


def reopened_within(order: Order, requested: Requested | None) -> list[Reason]:
    """A closed order counts in full again once it is open: its requisition has to have room for that."""
    return _amount(requested) if requested is not None and order.state == "closed" else []


def _fits(order: Order, asked: Requisition | Requested) -> list[Reason]:
    reasons = []
    if asked.state != "approved":
        sentence = _(
            "The requisition that it begins with is %(state)s: nothing is ordered under it. The order stays as it is; have the "
            "requisition approved, or choose another one."
        )
        reasons.append(Reason("requisition_not_approved", sentence, {"state": Requisition.state_words(asked.state)}))
    if asked.team_id != order.team_id:
        sentence = _(
            "The requisition is of another team than the order. The order stays as it is; choose an engagement of the same "
            "team, or another requisition."
        )
        reasons.append(Reason("requisition_team", sentence))
    if asked.currency != order.currency:
        sentence = _(
            "The requisition is in %(asked)s, and the order in %(currency)s. The order stays as it is; write it in %(asked)s, or "
            "choose another requisition."
        )
        reasons.append(Reason("requisition_currency", sentence, {"asked": asked.currency, "currency": order.currency}))
    if asked.contractor_id is not None and asked.contractor_id != order.contractor_id:
        sentence = _(
            "The requisition names another contractor. The order stays as it is; order from the one that it names, or choose "
            "another requisition."
        )
        reasons.append(Reason("requisition_contractor", sentence))
    return reasons


def _amount(requested: Requested) -> list[Reason]:
    """All orders that live under it come to no more than it allows."""
    if requested.own + requested.taken <= requested.amount:
        return []
    sentence = _(
        "The requisition allows %(most)s for all its orders; others take %(taken)s of it, and this one asks for "
        "%(own)s. The order stays as it is; ask for less, or have another requisition approved."
    )
    sums = {"most": requested.amount, "taken": requested.taken, "own": requested.own}
    told = {name: MonetaryAmount(amount, requested.currency) for name, amount in sums.items()}
    return [Reason("requisition_amount", sentence, told)]


def _none() -> Reason:
    sentence = _(
        "Orders begin with an approved requisition here, and this one has none. Nothing is changed. Write a requisition and have "
        "it approved, then name it on the order. An order that was minted elsewhere is loaded without one."
    )
    return Reason("requisition_needed", sentence)
