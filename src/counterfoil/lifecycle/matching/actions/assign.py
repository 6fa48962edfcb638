"""exception.assign: somebody else settles it."""

from uuid import UUID

from counterfoil.foundation.trail.action import Stored, action

from .. import rules
from ..cases import AssignmentCase


@action("exception.assign", on=AssignmentCase, rule=rules.assign)
def assign(case: AssignmentCase, *, owner_id: UUID) -> Stored:
    """Give an open exception to another owner (R82)."""
    exception, owner = case.exception, case.owner
    exception.owner = owner
    exception.version += 1
    exception.save()
    answer = {"id": str(exception.id), "owner_id": str(owner.id)}
    return Stored(exception.id, answer, order_id=exception.invoice.order_id)
