"""Which policies speak for an order line, and what they say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.tolerances import Tolerated
from counterfoil.lifecycle.orders.allowances import Policies, levels
from counterfoil.lifecycle.orders.models import Order, RevisionLine

from .match_case import MatchCase

THREE_WAY = 3


def tolerances_of(match_case: MatchCase, ordered: RevisionLine) -> list[Mapping[str, Tolerated]]:
    """Each level's tolerances by attribute, the nearest level first."""
    if match_case.order is None:
        return []
    speaking = levels(match_case.order, ordered, match_case.policies)
    return [{one.attribute: one for one in policy.tolerances.all()} for policy in speaking]


def tolerances_of_document(match_case: MatchCase) -> list[Mapping[str, Tolerated]]:
    """The same for what belongs to no line: sums, tax, and what is charged beside the lines."""
    return [{one.attribute: one for one in policy.tolerances.all()} for policy in _of_document(match_case)]


def tax_rates_of(match_case: MatchCase) -> Sequence[Decimal] | None:
    """The per cents of tax that the nearest policy names, if any names them."""
    return next((policy.tax_rates for policy in _of_document(match_case) if policy.tax_rates is not None), None)


def _of_document(match_case: MatchCase) -> list[PolicyVersion]:
    return [] if match_case.order is None else levels(match_case.order, RevisionLine(), match_case.policies)


def needs_evidence(match_case: MatchCase, ordered: RevisionLine) -> bool:
    """Whether the line is matched against what was accepted too; it is, where there is no order to say otherwise."""
    return match_case.order is None or is_three_way(match_case.order, ordered, match_case.policies)


def is_three_way(order: Order, ordered: RevisionLine, policies: Policies) -> bool:
    """Whether a line of the order is matched against what was accepted too: it is, where nobody says otherwise."""
    ways = (policy.ways for policy in levels(order, ordered, policies) if policy.ways is not None)
    return next(ways, THREE_WAY) == THREE_WAY
