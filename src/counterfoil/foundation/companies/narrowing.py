"""What a right can be narrowed to, and what it never is: which verbs it may name, and which are everybody's own."""

from .permissions import CONTRACTOR, ENGINEER, OWNER, PERMISSIONS, ROLES, SERVICE_VERBS, SYSTEM, verbs_of

WHOLE = frozenset({OWNER, ENGINEER, CONTRACTOR, SYSTEM})
"""The roles that are given whole: a right of theirs names no verbs. A company keeps an owner who can do all that owners do."""

OF_EVERYBODY = frozenset(verb for verb, may in PERMISSIONS.items() if may >= frozenset(ROLES) - {CONTRACTOR})
"""What everybody who works here does for themselves: keep a view, make and end keys of their own, do by the batch what they may
do at all. A right that names verbs takes none of it away, and names none of it."""

_LETS_GO = ("exception.accept", "payment.release", "payment.release_several", "payment.mark_paid", "refund.confirm")
APPROVING = frozenset(verb for verb in PERMISSIONS if verb.endswith(".approve")) | frozenset(_LETS_GO)
"""By which of its verbs a right approves, or lets money go: whoever does either counts as a second person, for whom separation
stays on. The database says the same (`separated`)."""


def nameable(role: str, *, service: bool = False) -> frozenset[str]:
    """The verbs that a right of this role can be narrowed to."""
    if role in WHOLE:
        return frozenset()
    return (verbs_of(frozenset({role})) - OF_EVERYBODY) & (SERVICE_VERBS if service else frozenset(PERMISSIONS))
