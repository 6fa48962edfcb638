"""The record of one order: the three questions answered at once (R35, R44, R109). Page, API and trace read this."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO

from .facts import Facts, facts_of
from .gates import Gate, gates, whose_move
from .moves import Move, moves
from .outside import is_outside, without_insides, without_names


@dataclass(frozen=True)
class Money:
    """The figures of an order, net, in its own currency. Evidence, invoices and payments add theirs as they come."""

    currency: str
    ordered: Decimal
    authorised: Decimal
    accepted: Decimal
    invoiced: Decimal
    initiated: Decimal = ZERO
    settled: Decimal = ZERO

    @property
    def remaining(self) -> Decimal:
        """What is authorised and not yet invoiced; never below zero."""
        return max(self.authorised - self.invoiced, ZERO)


@dataclass(frozen=True)
class Record:
    """One order for one reader."""

    facts: Facts
    gates: Sequence[Gate]
    stands_at: Gate | None
    moves: Sequence[Move]
    money: Money


def record(by: Member, order_id: UUID) -> Record:
    """The record of a visible order, reduced for a reader from outside. Called inside a scope. Raises NotFound."""
    facts = facts_of(by, order_id)
    found = gates(facts)
    if is_outside(by):
        facts, found = without_insides(facts), [without_names(gate) for gate in found]
    return Record(facts, found, whose_move(found), moves(facts, by), money(facts))


def money(facts: Facts) -> Money:
    """The figures from the order's own balances."""
    order = facts.order
    return Money(
        currency=order.currency,
        ordered=facts.revision.net,
        authorised=order.limit_amount,
        accepted=order.accepted_amount,
        invoiced=order.covered_amount,
    )
