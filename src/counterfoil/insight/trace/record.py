"""The record of one order: the three questions answered at once (R35, R44, R109). Page, API and trace read this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO

from ..verbs.available import AvailableVerb
from .due_states import Due, due_of_order
from .facts import Facts, facts_of
from .gate import Gate
from .gates import gates, whose_move
from .held import Held, held_today
from .noted import Noted, noted
from .order_verbs import verbs
from .outside import is_outside, without_insides, without_names
from .since import Since, since


@dataclass(frozen=True)
class Money:
    """The figures of an order, net, in its own currency.

    `initiated` has left us and `settled` has arrived: two figures, never mixed (R85). `to_invoice` is what may still be
    invoiced by now, `over_invoiced` what is invoiced above what is accepted. `remaining` is what is authorised and not yet
    invoiced, and `written_off` what of it never will be. None of them is below zero, and of a closed order nothing remains.
    """

    currency: str
    ordered: Decimal
    authorised: Decimal
    accepted: Decimal
    invoiced: Decimal
    initiated: Decimal
    settled: Decimal
    to_invoice: Decimal
    over_invoiced: Decimal
    remaining: Decimal
    written_off: Decimal


@dataclass(frozen=True)
class Record:
    """One order for one reader. `since` is what changed since they last looked, while it waits for approval."""

    facts: Facts
    gates: Sequence[Gate]
    stands_at: Gate | None
    verbs: Sequence[AvailableVerb]
    money: Money
    since: Since | None
    held: Sequence[Held]
    """Until when it is on hold and whom to ask, for every reader."""
    noted: Noted | None
    """What is noted of the invoice to come, beside the one that came; nothing for a reader from outside."""

    @property
    def due(self) -> Due:
        """How its invoices stand by the clock."""
        return due_of_order(self.facts.order, self.facts.fulfilment.invoices, self.facts.today)


def record(by: Member, order_id: UUID, at: datetime) -> Record:
    """The record of a visible order at a moment, reduced for a reader from outside. Called inside a scope. Raises NotFound."""
    facts = facts_of(by, order_id, at)
    found, held = gates(facts), held_today(facts.fulfilment.holds, facts.today)
    told = None if is_outside(by) else noted(facts.order, facts.fulfilment.invoices)
    if is_outside(by):
        facts, found = without_insides(facts), [without_names(gate) for gate in found]
    return Record(facts, found, whose_move(found), verbs(facts, by), money(facts), since(facts, by), held, told)


def money(facts: Facts) -> Money:
    """The figures from the order's own balances and from what pays its invoices."""
    order, fulfilment = facts.order, facts.fulfilment
    return Money(
        currency=order.currency,
        ordered=facts.revision.net,
        authorised=order.limit_amount,
        accepted=order.accepted_amount,
        invoiced=order.covered_amount,
        initiated=fulfilment.initiated,
        settled=fulfilment.settled,
        to_invoice=fulfilment.to_invoice,
        over_invoiced=fulfilment.over_invoiced,
        remaining=_remaining(facts),
        written_off=order.written_off_amount,
    )


def _remaining(facts: Facts) -> Decimal:
    order = facts.order
    if order.state == "closed" or order.is_given_up:
        return ZERO
    left: Decimal = order.limit_amount - order.covered_amount - order.written_off_amount
    return max(left, ZERO)
