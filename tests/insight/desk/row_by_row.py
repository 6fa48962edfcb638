"""What waits for a member as the verbs' own rules say it, asked row by row: what the desk's questions are held against."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.insight.desk.changerequest_turns import CHANGE_TURNS
from counterfoil.insight.desk.evidence_turns import EVIDENCE_TURNS
from counterfoil.insight.desk.hiring_turns import HIRING_TURNS
from counterfoil.insight.desk.money_turns import EXCEPTION_TURNS, INVOICE_TURNS, PAYMENT_TURNS
from counterfoil.insight.desk.order_turns import ORDER_TURNS
from counterfoil.insight.desk.outside_turns import OUTSIDE_TURNS
from counterfoil.insight.desk.requisition_turns import REQUISITION_TURNS
from counterfoil.insight.desk.seat import Seat
from counterfoil.insight.desk.shared_turns import SHARED_TURNS
from counterfoil.insight.desk.turn import Turn
from counterfoil.insight.desk.wish_turns import WISH_TURNS
from counterfoil.insight.desk.write_off_turns import WRITE_OFF_TURNS
from counterfoil.insight.payables.evidence import Left, waiting_on
from counterfoil.insight.payables.fitting import no_longer, no_longer_of_all
from counterfoil.insight.trace.fulfilment import fulfilment_of
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.standings import lacking
from counterfoil.insight.verbs.available import one_available
from counterfoil.insight.verbs.registered import VERBS
from counterfoil.lifecycle.evidence.cases import SubmissionCase
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.matching.match_case import match_case_seen
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.models import Order, OrderHold, OrderLine, Revision, RevisionLine
from counterfoil.lifecycle.orders.states import UNENDED
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.cases import BalanceCase, PaymentCase, RefundCase, ReleaseCase
from counterfoil.lifecycle.payments.models import Allocation
from counterfoil.lifecycle.payments.standing import Paying
from counterfoil.lifecycle.payments.write_off_cases import WriteOffCase

from . import hiring_rows
from .hiring_rows import Found, by_column

TURNS: dict[str, Turn] = {
    **ORDER_TURNS,
    **EVIDENCE_TURNS,
    **EXCEPTION_TURNS,
    **INVOICE_TURNS,
    **PAYMENT_TURNS,
    **WRITE_OFF_TURNS,
    **HIRING_TURNS,
    **SHARED_TURNS,
    **REQUISITION_TURNS,
    **CHANGE_TURNS,
    **WISH_TURNS,
    **OUTSIDE_TURNS,
}


def asked_of_the_database(by: Member, at: datetime) -> Found:
    """What the questions answer."""
    seat = Seat(by, at)
    return {name: set(turn.waiting(seat).values_list("id", flat=True)) for name, turn in TURNS.items()}


def asked_of_the_rules(by: Member, at: datetime, *, compared: bool = False) -> Found:
    """What the rules answer. `compared`: each invoice is compared with its order, as its verb would do it."""
    found: Found = {name: set() for name in TURNS}
    _orders(by, at, found)
    hiring_rows.offers(by, at, found)
    hiring_rows.shared(by, at, found)
    hiring_rows.requisitions(by, at, found)
    hiring_rows.changes(by, at, found)
    if is_outside(by):
        _outside(by, found)
        found["sent"] = {row.id for row in invoices.visible(by).select_related("contractor") if _bills(row, by)}
        for name in ("asked_for", "settle"):
            found[name] = set()
        return found
    _evidence(by, at, found)
    found["settle"] = {one.id for one in matching.visible(by) if one.state == "open" and one.owner_id == by.id}
    _invoices(by, at, found, compared)
    _payments(by, at, found, compared)
    _write_offs(by, at, found)
    hiring_rows.wishes(by, at, found)
    return found


def _orders(by: Member, at: datetime, found: Found) -> None:
    rows = list(orders.visible(by).filter(discarded=False).select_related("contractor", "approval"))
    revisions, lines, steps = by_column(Revision, by), by_column(OrderLine, by), by_column(Step, by, "approval_id")
    holds, today = _holds(by), by.company.today(at)
    cases = [
        OrderCase(
            by,
            at,
            order=row,
            revision=next(one for one in revisions[row.id] if one.number == row.revision_number),
            lines=len(lines[row.id]),
            digest=next(one.digest for one in revisions[row.id] if one.number == row.revision_number),
            steps=sorted(steps[row.approval_id], key=lambda step: step.position),
            held=held([*holds[row.id], *holds[row.contractor_id]], EVERYTHING, today),
        )
        for row in rows
    ]
    own: dict[str, Callable[[Order], bool]] = defaultdict(lambda: lambda row: row.requester_id == by.id)
    own |= {"approve": lambda _row: True, "issue": lambda _row: True}
    for case in together(cases):
        allowed = [
            verb
            for verb in ("approve", "issue", "revise", "submit")
            if own[verb](case.order) and one_available(case, f"order.{verb}").allowed
        ]
        for verb in allowed:
            found[verb].add(case.order.id)
        if by.may("order.change") and own["submit"](case.order) and lacking(case.ask(*VERBS["order.submit"].rules)):
            found["fill_in"].add(case.order.id)
            allowed.append("change")
        asked_for = case.order.requester_id == by.id and case.order.state in UNENDED and not case.order.is_loaded
        if asked_for and not allowed:
            found["asked_for"].add(case.order.id)


def _evidence(by: Member, at: datetime, found: Found) -> None:
    pieces, holds, today = by_column(Piece, by, "submission_id"), _holds(by), by.company.today(at)
    seen = {row.id: row for row in orders.visible(by).select_related("contractor")}
    rows = [one for one in Submission.objects.within(by.company_id) if one.order_id in seen]
    cases = [
        SubmissionCase(
            by,
            at,
            order=seen[row.order_id],
            submission=row,
            pieces=pieces[row.id],
            held=held([*holds[row.order_id], *holds[seen[row.order_id].contractor_id]], EVERYTHING, today),
        )
        for row in rows
    ]
    found["decide"] = {case.submission.id for case in together(cases) if one_available(case, "evidence.accept").allowed}


def _invoices(by: Member, at: datetime, found: Found, compared: bool) -> None:
    rows = list(invoices.visible(by).select_related("contractor", "order__contractor"))
    payable = [
        row
        for row in rows
        if row.state in ("matched", "cleared", "paying") and row.kind != "credit" and row.open_amount > 0
    ]
    against = {row.id: _against(by, at, row) for row in payable} if compared else defaultdict(list)
    releases = together([ReleaseCase(by, at, invoice=row, against=against[row.id]) for row in payable])
    if by.may("payment.release"):
        found["release"] = {case.invoice.id for case in releases if one_available(case, "payment.release").allowed}
        found["stopped"] = {row.id for row in payable} - found["release"]
    found["attach"] = {
        row.id
        for row in payable
        if row.order and one_available(OrderCase(by, at, order=row.order), "order.attach").allowed
    }
    found["balance"] = {
        row.id
        for row in rows
        if one_available(BalanceCase(by, at, invoice=row), "refund.note").allowed
        and not (row.is_advance and row.order.state == "issued")  # it waits for an invoice, and for nobody
    }
    noted = payments.refunds_noted(by).select_related("credited__contractor")
    refunds = together([RefundCase(by, at, refund=one) for one in noted])
    found["confirm"] = {case.refund.credited_id for case in refunds if one_available(case, "refund.confirm").allowed}


def _payments(by: Member, at: datetime, found: Found, compared: bool) -> None:
    today = by.company.today(at)
    rows = list(payments.visible(by))
    live = Allocation.objects.within(by.company_id).filter(live=True).select_related("invoice__order__contractor")
    pays: dict[UUID, list[Invoice]] = defaultdict(list)
    for one in live.order_by("invoice_id"):
        pays[one.payment_id].append(one.invoice)
    unfit = {} if compared else no_longer_of_all(by, rows, today)
    for row in rows:
        if row.id not in pays:
            continue
        paid = pays[row.id]
        case = PaymentCase(by, at, paying=Paying(row, paid), invoices=paid)
        if compared:
            case.match_cases = [match_case_seen(invoices.one(by, one.id), by=by, at=at) for one in paid]
        else:
            case.against, case.held = list(unfit.get(row.id, ())), []
        if one_available(case, "payment.initiate").allowed:
            found["send"].add(row.id)
        if by.may("payment.cancel") and no_longer(case):
            found["unfit"].add(row.id)
        if one_available(case, "payment.settle").allowed:
            found["arrived"].add(row.id)


def _write_offs(by: Member, at: datetime, found: Found) -> None:
    """Whether it fits is asked of its rule too: nothing keeps it but who asks."""
    named = ("order__contractor", "invoice__contractor", "noted_by")
    for row in payments.write_offs(by).filter(state="noted").select_related(*named):
        case = WriteOffCase(by, at, written=row)
        reasons = case.ask(*VERBS["writeoff.approve"].rules)
        if by.may("writeoff.approve") and not reasons:
            found["approve_write_off"].add(row.id)
        if by.may("writeoff.withdraw") and {one.key for one in reasons} - {"own_write_off", "own_money"}:
            found["unfit_write_off"].add(row.id)


def _bills(row: Any, by: Member) -> bool:
    """Whether an invoice is the contractor's own; shaken as they are, others stand on their orders too."""
    return bool(row.contractor.member_id == by.id)


def _outside(by: Member, found: Found) -> None:
    own = list(orders.visible(by).filter(state="issued", contractor__member_id=by.id).select_related("contractor"))
    fulfilment, waiting = fulfilment_of(by.company_id, own), waiting_on(list(Piece.objects.within(by.company_id)))
    says: dict[UUID, list[RevisionLine]] = defaultdict(list)
    for line in RevisionLine.objects.within(by.company_id).select_related("line", "revision", "order"):
        if line.revision.number == line.order.revision_number:
            says[line.order_id].append(line)
    for row in own:
        left = [one for one in says[row.id] if Left(one, waiting[one.line_id]).quantity]
        if fulfilment[row.id].asked and left and by.may("evidence.submit"):
            found["show"].add(row.id)
        if fulfilment[row.id].to_invoice > 0 and by.may("invoice.receive"):
            found["bill"].add(row.id)


def _against(by: Member, at: datetime, row: Any) -> list[Reason]:
    match_case = match_case_seen(invoices.one(by, row.id), by=by, at=at)
    return ReleaseCase(by, at, invoice=row, match_case=match_case).against


def _holds(by: Member) -> dict[UUID | None, list[Any]]:
    found: dict[UUID | None, list[Any]] = defaultdict(list)
    for hold in OrderHold.objects.within(by.company_id).filter(state="standing").select_related("owner"):
        found[hold.order_id].append(hold)
    for hold in ContractorHold.objects.within(by.company_id).filter(state="standing").select_related("owner"):
        found[hold.contractor_id].append(hold)
    return found
