"""invoice.void: a document that should never have been taken in is made void, and gives back what it covers."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import crediting, rules
from ..cases import MatchCase
from ..covering import uncover
from ..excepting import end
from ..look import look_at_credited
from ..staging import Stage


@action("invoice.void", on=MatchCase, rule=(rules.void, rules.void_credit))
def void(case: MatchCase, *, reason: Why) -> Stored:
    """Make a document void. Its number is free again; a credit note's invoice claims again what it took off."""
    stage, by, at = case.stage, case.by, case.at
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
