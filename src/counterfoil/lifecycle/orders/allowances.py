"""By which match policy an order and its lines are matched, and what the policy allows above them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.catalogue.models import MatchPolicy, PolicyVersion
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.foundation.kernel.refusals import NotFound

from .models import Order, Revision, RevisionLine
from .values import LineValues

Policies = Mapping[UUID, PolicyVersion]
"""What each policy says, by the policy's id."""


def policies_for(order: Order) -> Policies:
    """What every match policy of the order's company says now, where it has any."""
    return policies_of(order.company_id) if order.has_policies else {}


def levels(order: Order, line: RevisionLine, policies: Policies) -> list[PolicyVersion]:
    """The policies that speak for a line, the nearest first: its own, the order's, the contractor's, the company's.

    One that was not there yet, at the moment that is asked about, says nothing.
    """
    named = (line.match_policy_id, order.match_policy_id, order.contractor.match_policy_id)
    own = [policies[policy_id] for policy_id in named if policy_id and policy_id in policies]
    return own + [policy for policy in policies.values() if policy.is_default and policy not in own]


def allowance_percent(speaking: Sequence[PolicyVersion]) -> Decimal:
    """What the nearest policy that says anything allows above quantity and amount; nothing by default."""
    said = (policy.allowance_percent for policy in speaking if policy.allowance_percent is not None)
    return next(said, ZERO)


def set_allowances(order: Order, revision: Revision, says: Sequence[RevisionLine]) -> None:
    """Write today's allowances on the lines and their sum on the revision: they are approved with it."""
    policies = policies_for(order)
    for line in says:
        percent = allowance_percent(levels(order, line, policies))
        line.allowance_quantity = share(line.quantity, percent).quantize(Decimal("0.000001"))
        line.allowance_amount = round_money(share(line.net, percent), order.currency)
    revision.allowance_amount = sum((line.allowance_amount for line in says), ZERO)
    if policies:
        RevisionLine.objects.bulk_update(says, ["allowance_quantity", "allowance_amount"])


def share(figure: Decimal, percent: Decimal) -> Decimal:
    """So many per cent of a figure, exactly."""
    return times(figure, percent).scaleb(-2)


def known_policies(by: Member, order_policy: UUID | None, lines: Sequence[LineValues]) -> None:
    """Raises NotFound where a named policy is none of this company's."""
    named = {order_policy, *(line.match_policy_id for line in lines)} - {None}
    if named and MatchPolicy.objects.within(by.company_id).filter(id__in=named).count() != len(named):
        raise NotFound("matchpolicy")
