"""Which policies speak for an order line, and what they say."""

from collections.abc import Mapping

from counterfoil.foundation.catalogue.tolerances import Tolerated
from counterfoil.lifecycle.orders.allowances import levels
from counterfoil.lifecycle.orders.models import RevisionLine

from .staging import Stage

THREE_WAY = 3


def tolerances_of(stage: Stage, said: RevisionLine) -> list[Mapping[str, Tolerated]]:
    """Each level's tolerances by attribute, the nearest level first."""
    if stage.order is None:
        return []
    speaking = levels(stage.order, said, stage.policies)
    return [{one.attribute: one for one in policy.tolerances.all()} for policy in speaking]


def needs_evidence(stage: Stage, said: RevisionLine) -> bool:
    """Whether the line is matched three-way, against what was accepted too: it is, where nobody says otherwise."""
    if stage.order is None:
        return True
    said_ways = (policy.ways for policy in levels(stage.order, said, stage.policies) if policy.ways is not None)
    return next(said_ways, THREE_WAY) == THREE_WAY
