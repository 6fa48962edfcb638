"""One verb of the second half for one member: allowed, or with every reason of the rule that would refuse it."""

from collections.abc import Sequence

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason, not_permitted

from ..trace.moves import Move
from ..trace.words import verb_words

_NOT_YET_OR_NO_MORE = frozenset(
    {"wrong_state", "not_waiting", "not_open", "not_held", "not_accepted", "no_order", "nothing_open", "credit_note"}
    | {"nothing_waits", "order_not_issued", "no_duplicate", "admitted"}
)


def asked(verb: str, reasons: Sequence[Reason], by: Member) -> Move:
    """The move with the rule's own reasons. `timely` says that the state is right for it."""
    timely = not any(reason.key in _NOT_YET_OR_NO_MORE for reason in reasons)
    given = list(reasons) if by.may(verb) else [not_permitted(verb)]
    return Move(verb, verb_words(verb), given, timely)
