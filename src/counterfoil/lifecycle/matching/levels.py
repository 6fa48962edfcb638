"""Which policies speak for an order line, and what they say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.tolerances import Tolerated
from counterfoil.lifecycle.orders.allowances import Policies, levels
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from .staging import Stage

THREE_WAY = 3


def tolerances_of(stage: Stage, said: RevisionLine) -> list[Mapping[str, Tolerated]]:
    """Each level's tolerances by attribute, the nearest level first."""
    if stage.order is None:
        return []
    speaking = levels(stage.order, said, stage.policies)
    return [{one.attribute: one for one in policy.tolerances.all()} for policy in speaking]


def tolerances_of_document(stage: Stage) -> list[Mapping[str, Tolerated]]:
    """The same for what belongs to no line: sums, tax, and what is charged beside the lines."""
    return [{one.attribute: one for one in policy.tolerances.all()} for policy in _of_document(stage)]


def tax_rates_of(stage: Stage) -> Sequence[Decimal] | None:
    """The per cents of tax that the nearest policy names, if any names them."""
    return next((policy.tax_rates for policy in _of_document(stage) if policy.tax_rates is not None), None)


def _of_document(stage: Stage) -> list[PolicyVersion]:
    return [] if stage.order is None else levels(stage.order, RevisionLine(), stage.policies)


def needs_evidence(stage: Stage, said: RevisionLine) -> bool:
    """Whether the line is matched against what was accepted too; it is, where there is no order to say otherwise."""
    return stage.order is None or is_three_way(stage.order, said, stage.policies)


def is_three_way(order: Order, said: RevisionLine, policies: Policies) -> bool:
    """Whether a line of the order is matched against what was accepted too: it is, where nobody says otherwise."""
    ways = (policy.ways for policy in levels(order, said, policies) if policy.ways is not None)
    return next(ways, THREE_WAY) == THREE_WAY
