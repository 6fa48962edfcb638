"""evidence.withdraw: who submitted it takes it back while nobody has decided."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move_all
from counterfoil.foundation.trail.action import Stored, action

from .. import queries, rules


@action("evidence.withdraw", subject="submission")
def withdraw(*, by: Member, at: datetime, submission_id: UUID) -> Stored:
    """Withdraw every piece of a submission that still waits."""
    order, sent = queries.locked(by, submission_id)
    refuse_if(rules.withdraw(by, sent.submitter_id))
    waiting = [piece for piece in queries.locked_pieces(sent) if piece.state == "submitted"]
    refuse_if(rules.something(waiting))
    for piece in waiting:
        piece.decided_at = at
    move_all(waiting, "withdraw")
    return Stored(sent.id, {"id": str(sent.id), "order_id": str(order.id)}, order_id=order.id)
