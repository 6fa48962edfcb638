"""What a member can do with an order now, and why not with the rest: asked of the same rules that would refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason, not_permitted
from counterfoil.foundation.parties.holds import EVERYTHING
from counterfoil.lifecycle.evidence import rules as evidence_rules
from counterfoil.lifecycle.orders import loaded_rules, rules

from .facts import Facts
from .words import verb_words


@dataclass(frozen=True)
class Move:
    """One verb for one member, on an order or on what hangs on it. `timely` says that the state is right for it."""

    verb: str
    words: str
    reasons: list[Reason]
    timely: bool

    @property
    def allowed(self) -> bool:
        """Whether the member can do it now."""
        return not self.reasons

    @property
    def telling(self) -> bool:
        """Whether its refusal says something about this thing now; what a person may never do here does not."""
        return self.timely and not any(reason.key in _NEVER_HERE for reason in self.reasons)

    def as_data(self) -> dict[str, Any]:
        """The move for an API answer."""
        reasons = [reason.as_data() for reason in self.reasons]
        return {"verb": self.verb, "words": self.words, "allowed": self.allowed, "reasons": reasons}


_UNTIMELY = frozenset(
    {"wrong_state", "not_draft", "order_not_issued", "not_held", "ended", "not_waiting", "not_open", "not_accepted"}
    | {"attached", "no_order", "nothing_open", "nothing_waits", "credit_note", "no_duplicate", "admitted", "no_balance"}
)
"""The reasons that say: not in the state in which it is now."""
_NEVER_HERE = frozenset({"not_permitted", "not_your_evidence", "not_responsible", "not_your_invoice"})

_LOADED_ONLY = frozenset({"order.attach"})
"""What nobody looks for on an order that was issued here."""

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
    "order.attach": lambda f, by: loaded_rules.attach(f.order, by),
    "order.close": lambda f, by: rules.close(f.order),
    "order.reopen": lambda f, by: rules.reopen(f.order),
    "order.hold": lambda f, by: rules.hold(f.order, by),
    "order.lift": lambda f, by: rules.lift(f.order, by, f.own_holds, f.separated()),
    "order.cancel": lambda f, by: rules.cancel(f.order, by),
    "order.discard": lambda f, by: rules.discard(f.order),
}


def moves(facts: Facts, by: Member) -> list[Move]:
    """Every verb of an order, in the order in which a person would look for it."""
    asking = {verb: ask for verb, ask in _RULES.items() if facts.order.is_loaded or verb not in _LOADED_ONLY}
    return [asked(verb, ask(facts, by), by) for verb, ask in asking.items()]


def asked(verb: str, reasons: Sequence[Reason], by: Member) -> Move:
    """The move with the reasons of the rule that would refuse it, or that the member may never do it."""
    timely = not any(reason.key in _UNTIMELY for reason in reasons)
    given = list(reasons) if by.may(verb) else [not_permitted(verb)]
    return Move(verb, verb_words(verb), given, timely)
