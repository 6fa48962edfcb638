"""order.cancel: end an order for good, with a reason and, if wanted, a linked replacement."""

from datetime import datetime

from pydantic import StrictBool

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import custom, limits, queries, rules
from ..cases import OrderCase
from ..charging import copied
from ..drafting import as_values, write_lines
from ..models import Order, Revision

_COPIED = (
    "minter_id",
    "contractor_id",
    "engagement_id",
    "requisition_id",
    "team_id",
    "currency",
    "rate",
    "rate_on",
    "rate_source",
    "base_currency",
    "title",
    "notes",
    "match_policy_id",
    "payment_terms",
)
_APPROVAL_ENDS = {"pending": "recall", "approved": "withdraw"}


@action("order.cancel", on=OrderCase, rule=rules.cancel)
def cancel(case: OrderCase, *, reason: Why, replace: StrictBool = False) -> Stored:
    """Cancel. The number is never used again; a replacement is a new record with a number of its own (R66, R67)."""
    order, by, at = case.order, case.by, case.at
    if order.state in _APPROVAL_ENDS:
        deciding.end(order.approval_id, by, _APPROVAL_ENDS[order.state], at)
    limits.clear(order)
    order.cancelled_at = order.updated_at = at
    move(order, "cancel")
    answer = order.stored()
    if replace:
        answer |= {"replacement": str(_replacement(order, by, at).id)}
    return Stored(order.id, answer, order_id=order.id, reason=reason)


def _replacement(order: Order, by: Member, at: datetime) -> Order:
    """A new draft that says the same and names the order it replaces."""
    kept = {name: getattr(order, name) for name in _COPIED}
    fresh = Order(company_id=order.company_id, requester=by, replaces=order, created_at=at, updated_at=at, **kept)
    revision, says = queries.revision_with_lines(order)
    draft = Revision(
        company_id=order.company_id,
        order=fresh,
        starts_on=revision.starts_on,
        ends_on=revision.ends_on,
        sequential=revision.sequential,
    )
    charges = [copied(fresh, one) for one in revision.all_charges]
    lines = write_lines(fresh, draft, [as_values(line) for line in says], charges)
    custom.copy(order, [line.line for line in says], fresh, lines)
    return fresh
