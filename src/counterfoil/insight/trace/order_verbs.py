"""What a member can do with an order, of what was read for its record."""

from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.holds import EVERYTHING, PAYMENT
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.payments.advance_cases import AdvanceCase

from ..verbs.available import AvailableVerb, available
from .facts import Facts

_LOADED_ONLY = frozenset({"order.attach"})
"""What nobody looks for on an order that was issued here."""


def verbs(facts: Facts, by: Member) -> list[AvailableVerb]:
    """Every verb of an order, in the order in which a person would look for it."""
    known = {"waiting": facts.fulfilment.waits, "stopped": facts.held(PAYMENT)}
    return verbs_of(case_of(facts, by, AdvanceCase, **known))


def verbs_of(case: OrderCase) -> list[AvailableVerb]:
    """The same of an order that was read with others."""
    return [one for one in available(case) if case.order.is_loaded or one.verb not in _LOADED_ONLY]


def case_of(facts: Facts, by: Member, on: type[OrderCase] = OrderCase, **known: Any) -> OrderCase:
    """The order as its verbs would find it, of what was read for its record."""
    return on(
        by,
        facts.at,
        order=facts.order,
        revision=facts.revision,
        lines=facts.line_count,
        digest=facts.shown,
        hanging=facts.fulfilment.hanging,
        steps=facts.steps,
        held=facts.held(EVERYTHING),
        standing=facts.own_holds,
        separated=facts.separated(),
        **known,
    )
