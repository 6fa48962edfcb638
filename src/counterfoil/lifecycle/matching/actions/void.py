"""invoice.void: a document that should never have been taken in is made void, and gives back what it covers."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action

from .. import crediting, rules
from ..cases import MatchedInvoiceCase
from ..covering import uncover
from ..excepting import end
from ..match_case import MatchCase
from ..rematch import rematch_credited


@action("invoice.void", on=MatchedInvoiceCase, rule=(rules.void, rules.void_credit))
def void(case: MatchedInvoiceCase, *, reason: Why) -> Stored:
    """Make a document void. Its number is free again; a credit note's invoice claims again what it took off."""
    match_case, by, at = case.match_case, case.by, case.at
    end(match_case.exceptions, "reject", by=by, at=at)
    if match_case.invoice.is_credit:
        _undo_credit(match_case, by=by, at=at)
    else:
        uncover(match_case, at)
        move(match_case.invoice, "void")
    return Stored(
        match_case.invoice.id, match_case.invoice.stored(), order_id=match_case.invoice.order_id, reason=reason
    )


def _undo_credit(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    note = match_case.invoice
    was_matched = note.state == "matched"
    crediting.undo(note, at)
    move(note, "void")
    invoice = note.credits
    if was_matched and invoice is not None:
        if invoice.state == "credited":
            invoice.refresh_from_db()
            move(invoice, "uncredit")
        rematch_credited(match_case, by=by, at=at)
