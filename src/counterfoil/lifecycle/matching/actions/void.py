"""invoice.void: a document that should never have been taken in is made void, and gives back what it covers."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import crediting, rules
from ..covering import uncover
from ..excepting import end
from ..look import look_at_credited
from ..staging import Stage, staged


@action("invoice.void", subject="invoice")
def void(*, by: Member, at: datetime, invoice_id: UUID, reason: Why) -> Stored:
    """Make a document void. Its number is free again; a credit note's invoice claims again what it took off."""
    stage = staged(invoice_id, by=by, at=at)
    refuse_if(rules.void(stage.invoice) + rules.void_credit(stage.invoice))
    end(stage.exceptions, "reject", by=by, at=at)
    if stage.invoice.is_credit:
        _undo_credit(stage, by=by, at=at)
    else:
        uncover(stage, at)
        move(stage.invoice, "void")
    return Stored(stage.invoice.id, stage.invoice.stored(), order_id=stage.invoice.order_id, reason=reason)


def _undo_credit(stage: Stage, *, by: Member, at: datetime) -> None:
    note = stage.invoice
    was_matched = note.state == "matched"
    crediting.undo(note, at)
    move(note, "void")
    bill = note.credits
    if was_matched and bill is not None:
        if bill.state == "credited":
            bill.refresh_from_db()
            move(bill, "uncredit")
        look_at_credited(stage, by=by, at=at)
