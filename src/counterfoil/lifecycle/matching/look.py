"""One look at an invoice under its locks: pair, compare, then take cover or open exceptions (R63, R94, R100).

Every verb that may change what an invoice is worth ends with this look; run twice, it changes nothing.
"""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine

from . import crediting, replacing
from .comparing import compare
from .covering import cover, give_back, uncover
from .excepting import end, reconcile
from .pairing import pair
from .staging import Stage, stage_of

_PAIRING = ("order_line_id", "paired_by")


def look(stage: Stage, *, by: Member, at: datetime) -> None:
    """Bring an invoice, or a credit note, to where it stands now."""
    if stage.invoice.is_credit:
        crediting.look(stage, by=by, at=at)
        look_at_credited(stage, by=by, at=at)
    elif stage.invoice.credited_amount == stage.invoice.total:
        _nothing_left(stage, by=by, at=at)
    else:
        _look(stage, by=by, at=at)


def look_at_credited(stage: Stage, *, by: Member, at: datetime) -> None:
    """The invoice that a credit note takes off is worth something else now: look at it again, or, where it is being paid,
    give back what it claims no more."""
    if stage.invoice.credits_id is None:
        return
    bill: Invoice = (
        Invoice.objects.within(by.company_id)
        .select_related("contractor", "engagement")
        .get(id=stage.invoice.credits_id)
    )
    again = stage_of(bill, stage.order, by=by, at=at)
    if bill.state in ("paying", "paid"):
        give_back(again, at)
        if bill.state == "paying" and bill.all_arrived:
            move(bill, "settle")
    elif bill.state not in ("rejected", "void"):
        look(again, by=by, at=at)


def _look(stage: Stage, *, by: Member, at: datetime) -> None:
    replacing.lock_first(stage)
    replacing.replace(stage, by=by, at=at)
    _pair(stage)
    still_open = reconcile(stage, compare(stage), by=by, at=at)
    stage.invoice.looked_at = at
    if stage.newly_linked:
        keep_row(stage.invoice)
    if still_open:
        uncover(stage, at)
        arrive(stage.invoice, "dispute")
    else:
        cover(stage, at)
        accepted = any(one.state == "accepted" for one in stage.exceptions)
        arrive(stage.invoice, "clear" if accepted else "match")
        replacing.arrived(stage.invoice)
    if first := replacing.first_against(stage, by=by, at=at):
        look(first, by=by, at=at)


def arrive(invoice: Invoice, verb: str) -> None:
    """Move to where a look leads; an invoice that is there already only keeps when it was looked at."""
    if invoice.state == invoice.TRANSITIONS[verb][1]:
        keep_row(invoice)
    else:
        move(invoice, verb)


def _pair(stage: Stage) -> None:
    before = [_pairing(line) for line in stage.lines]
    pair(stage)
    changed = [line for line, was in zip(stage.lines, before, strict=True) if _pairing(line) != was]
    InvoiceLine.objects.bulk_update(changed, _PAIRING)


def _pairing(line: InvoiceLine) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in _PAIRING)


def _nothing_left(stage: Stage, *, by: Member, at: datetime) -> None:
    """Brought to nothing by credits alone: it claims nothing any more."""
    uncover(stage, at)
    end(stage.exceptions, "correct", by=by, at=at)
    stage.invoice.looked_at = at
    arrive(stage.invoice, "credit")
