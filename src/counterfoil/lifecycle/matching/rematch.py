"""One look at an invoice under its locks: pair, compare, then take cover or open exceptions (R63, R94, R100).

Every verb that may change what an invoice is worth ends with this look; run twice, it changes nothing.
"""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.states import WRITTEN_OFF

from . import crediting, replacing
from .comparing import compare
from .covering import cover, give_back, uncover
from .excepting import end, reconcile
from .falling_due import fall_due
from .match_case import MatchCase, match_case_of
from .pairing import pair

_PAIRING = ("order_line_id", "paired_by")


def rematch(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """Bring an invoice, or a credit note, to where it stands now."""
    if match_case.invoice.is_credit:
        crediting.rematch(match_case, by=by, at=at)
        rematch_credited(match_case, by=by, at=at)
    elif match_case.invoice.is_advance:
        arrive(match_case.invoice, "match")
    elif match_case.invoice.credited_amount == match_case.invoice.total:
        _nothing_left(match_case, by=by, at=at)
    else:
        _rematch(match_case, by=by, at=at)


def rematch_credited(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """The invoice that a credit note takes off is worth something else now: look at it again, or, where it is being paid,
    give back what it claims no more."""
    if match_case.invoice.credits_id is None:
        return
    invoice: Invoice = (
        Invoice.objects.within(by.company_id)
        .select_related("contractor", "engagement")
        .get(id=match_case.invoice.credits_id)
    )
    again = match_case_of(invoice, match_case.order, by=by, at=at)
    if invoice.state in ("paying", "paid"):
        give_back(again, at)
        if invoice.state == "paying" and invoice.all_arrived:
            move(invoice, "settle")
    elif invoice.state not in ("rejected", "void", WRITTEN_OFF):
        rematch(again, by=by, at=at)


def _rematch(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    fall_due(match_case)
    replacing.lock_first(match_case)
    replacing.replace(match_case, by=by, at=at)
    _pair(match_case)
    still_open = reconcile(match_case, compare(match_case), by=by, at=at)
    match_case.invoice.looked_at = at
    if match_case.newly_linked:
        keep_row(match_case.invoice)
    if still_open:
        uncover(match_case, at)
        arrive(match_case.invoice, "dispute")
    else:
        cover(match_case, at)
        accepted = any(one.state == "accepted" for one in match_case.exceptions)
        arrive(match_case.invoice, "clear" if accepted else "match")
        replacing.arrived(match_case.invoice)
    if first := replacing.first_against(match_case, by=by, at=at):
        rematch(first, by=by, at=at)


def arrive(invoice: Invoice, verb: str) -> None:
    """Move to where a look leads; an invoice that is there already only keeps when it was looked at."""
    if invoice.state == invoice.TRANSITIONS[verb][1]:
        keep_row(invoice)
    else:
        move(invoice, verb)


def _pair(match_case: MatchCase) -> None:
    before = [_pairing(line) for line in match_case.lines]
    pair(match_case)
    changed = [line for line, was in zip(match_case.lines, before, strict=True) if _pairing(line) != was]
    InvoiceLine.objects.bulk_update(changed, _PAIRING)


def _pairing(line: InvoiceLine) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in _PAIRING)


def _nothing_left(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """Brought to nothing by credits alone: it claims nothing any more."""
    uncover(match_case, at)
    end(match_case.exceptions, "correct", by=by, at=at)
    match_case.invoice.looked_at = at
    arrive(match_case.invoice, "credit")
