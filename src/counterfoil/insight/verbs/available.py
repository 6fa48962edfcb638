"""What a member can do with a thing now, and why not with the rest: asked of the same rules that would refuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import Case
from counterfoil.foundation.kernel.refusals import Reason, not_permitted

from .registered import VERBS
from .words import WORDS, verb_words


@dataclass(frozen=True)
class AvailableVerb:
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
        """The verb for an API answer."""
        reasons = [reason.as_data() for reason in self.reasons]
        return {"verb": self.verb, "words": self.words, "allowed": self.allowed, "reasons": reasons}


_UNTIMELY = frozenset(
    {"wrong_state", "not_draft", "order_not_issued", "not_held", "ended", "not_waiting", "not_open", "not_accepted"}
    | {"member_gone", "not_invited", "system_member", "key_revoked"}
    | {"attached", "no_order", "nothing_open", "nothing_waits", "credit_note", "no_duplicate", "admitted", "no_balance"}
    | {"advance", "no_set_off", "not_under_way"}
    | {"archived", "not_archived", "nothing_noted"}
    | {"not_reviewed", "review_first"}
)
"""The reasons that say: not in the state in which it is now."""
_NEVER_HERE = frozenset({"not_permitted", "not_your_evidence", "not_responsible", "not_your_invoice", "not_your_offer"})


def available(case: Case) -> list[AvailableVerb]:
    """Every verb on such a thing, each with what its own rule says of this one now."""
    verbs = [VERBS[name] for name in WORDS if name in VERBS]
    of_it = [one for one in verbs if one.on and one.on.subject == case.subject and one.on.concerns(case)]
    on = [one for one in of_it if case.can_tell(*one.rules)]
    return [asked(verb.name, case.ask(*verb.rules), case.by) for verb in on]


def one_available(case: Case, verb: str) -> AvailableVerb:
    """One verb on a thing of its kind, with what its rule says of this one now."""
    return asked(verb, case.ask(*VERBS[verb].rules), case.by)


def asked(verb: str, reasons: Sequence[Reason], by: Member) -> AvailableVerb:
    """The verb with the reasons of the rule that would refuse it, or that the member may never do it."""
    timely = not any(reason.key in _UNTIMELY for reason in reasons)
    given = list(reasons) if by.may(verb) else [not_permitted(verb)]
    return AvailableVerb(verb, verb_words(verb), given, timely)
