"""What a member can do with an order now, and why not with the rest: asked of the same rules that would refuse."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason, not_permitted
from counterfoil.foundation.parties.holds import EVERYTHING
from counterfoil.lifecycle.evidence import rules as evidence_rules
from counterfoil.lifecycle.orders import rules

from .facts import Facts
from .words import verb_words


@dataclass(frozen=True)
class Move:
    """One verb on this order for this member. `timely` says that the order's state is right for it."""

    verb: str
    words: str
    reasons: list[Reason]
    timely: bool

    @property
    def allowed(self) -> bool:
        """Whether the member can do it now."""
        return not self.reasons

    def as_data(self) -> dict[str, Any]:
        """The move for an API answer."""
        reasons = [reason.as_data() for reason in self.reasons]
        return {"verb": self.verb, "words": self.words, "allowed": self.allowed, "reasons": reasons}


UNTIMELY = ("wrong_state", "not_draft", "order_not_issued", "not_held", "ended")
"""The reasons that say: not in the state in which the order is now."""

Ask = Callable[[Facts, Member], list[Reason]]

_RULES: dict[str, Ask] = {
    "order.submit": lambda f, by: rules.submit(f.order, f.revision, f.line_count),
    "order.approve": lambda f, by: rules.approve(f.order, f.order.approval, f.steps, by, f.separated()),
    "order.reject": lambda f, by: rules.reject(f.order, f.order.approval, f.steps, by, f.separated()),
    "order.issue": lambda f, by: rules.issue(f.order, f.order.approval, f.shown, by.company, f.held(EVERYTHING)),
    "order.change": lambda f, by: rules.change(f.order, ()),
    "order.revise": lambda f, by: rules.revise(f.order),
    "order.recall": lambda f, by: rules.recall(f.order),
    "order.withdraw": lambda f, by: rules.withdraw(f.order),
    "evidence.submit": lambda f, by: evidence_rules.submit(f.order, by),
    "order.close": lambda f, by: rules.close(f.order),
    "order.reopen": lambda f, by: rules.reopen(f.order),
    "order.hold": lambda f, by: rules.hold(f.order, by),
    "order.lift": lambda f, by: rules.lift(f.order, by, f.own_holds, f.separated()),
    "order.cancel": lambda f, by: rules.cancel(f.order, by),
    "order.discard": lambda f, by: rules.discard(f.order),
}


def moves(facts: Facts, by: Member) -> list[Move]:
    """Every verb of an order, in the order in which a person would look for it."""
    return [_move(verb, ask, facts, by) for verb, ask in _RULES.items()]


def _move(verb: str, ask: Ask, facts: Facts, by: Member) -> Move:
    reasons = ask(facts, by)
    timely = not any(reason.key in UNTIMELY for reason in reasons)
    if not by.may(verb):
        reasons = [not_permitted(verb)]
    return Move(verb, verb_words(verb), reasons, timely)
