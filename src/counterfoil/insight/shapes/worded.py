"""The trace of one order as text for a terminal, in the reader's language and hand. A heading stands only over something."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.kernel.written import MonetaryAmount, written
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.kept.company_tables import SCOPES
from counterfoil.insight.verbs.role_words import role_words
from counterfoil.lifecycle.invoices.models import Invoice

from .approvals import ApprovalShape, StepShape
from .arrivals import ArrivalShape, FindingShape
from .evidence import SubmissionShape
from .gates import GateShape, HoldShape
from .invoices import InvoiceLineShape, InvoiceTraced
from .named import Named
from .orders import LineShape, OrderBody
from .payments import PaymentHead, RefundShape, SetOffShape
from .trace import TraceShape
from .trail import EntryShape
from .write_offs import WriteOffShape

_FIGURES: dict[str, Any] = {
    "ordered": gettext_lazy("ordered"),
    "authorised": gettext_lazy("authorised"),
    "accepted": gettext_lazy("accepted"),
    "invoiced": gettext_lazy("invoiced"),
    "initiated": gettext_lazy("initiated"),
    "settled": gettext_lazy("settled"),
    "remaining": gettext_lazy("remaining"),
    "written_off": gettext_lazy("written off"),
    "to_invoice": gettext_lazy("to invoice"),
}
_STATUS: dict[str, Any] = {
    "done": gettext_lazy("done"),
    "open": gettext_lazy("open"),
    "blocked": gettext_lazy("blocked"),
    "later": gettext_lazy("later"),
    "not_asked": gettext_lazy("not asked for"),
}
_HELD: dict[str, Any] = {
    "order": gettext_lazy("this order"),
    "contractor": gettext_lazy("the contractor"),
    "invoice": gettext_lazy("an invoice"),
}
"""What a hold was placed on."""


def as_text(trace: TraceShape) -> str:
    """The trace as a person reads it."""
    return "\n".join(_sections(trace))


def _sections(trace: TraceShape) -> Iterator[str]:
    fulfilment = _Fulfilment(trace)
    yield from _head(trace)
    yield from _under(_("Gates"), map(_gate, trace.gates))
    yield from _under(_("Lines"), (_line(line, trace.order.currency) for line in trace.lines))
    yield from _under(_("Holds"), map(_hold, trace.holds))
    yield from _under(_("Evidence"), (row for one in trace.evidence for row in fulfilment.submission(one)))
    yield from _under(_("Invoices"), (row for one in trace.invoices for row in fulfilment.invoice(one)))
    yield from _under(_("Payments"), (row for one in trace.payments for row in fulfilment.payment(one)))
    yield from _under(_("Set-offs"), (row for one in trace.set_offs for row in _set_off(one)))
    yield from _under(_("Refunds"), (row for one in trace.refunds for row in _refund(one)))
    yield from _under(_("Write-offs"), (row for one in trace.write_offs for row in _write_off(one)))
    yield from _under(_("Approvals"), (row for one in trace.approvals for row in _round(one)))
    yield from _under(_("Disagreements"), map(_finding, trace.findings))
    yield from _under(_("What arrived"), (row for one in trace.arrivals for row in _arrival(one)))
    yield from _under(_("Documents"), (f"  {one.name}  {one.sha256}" for one in trace.documents))
    yield from _under(_("Trail"), map(_entry, trace.trail))


def _under(heading: str, found: Iterable[str]) -> list[str]:
    rows = list(found)
    return [f"\n{heading}", *rows] if rows else []


def _finding(found: FindingShape) -> str:
    state = _("open") if found.state == "open" else _("settled by %(who)s") % {"who": _name(found.settled_by)}
    return f"  {state}: {found.words}{_why(found.reason)}"


def _arrival(arrival: ArrivalShape) -> Iterator[str]:
    yield f"  {arrival.name}  ({arrival.kind} {arrival.number})  {arrival.words}"
    yield from (f"    - {reason}" for reason in arrival.reasons)


def _head(trace: TraceShape) -> Iterator[str]:
    order, money = trace.order, trace.money
    yield f"{order.number or _('(no number yet)')}  {order.title}"
    code = order.contractor_code or order.contractor.code
    yield f"  {order.state_words} · {order.contractor.name} ({code})"
    asked = [_("requested by %(who)s") % {"who": order.requester.name}] if order.requester else []
    yield "  " + " · ".join([order.engagement.name if order.engagement else _("no engagement yet"), *asked])
    figures = [f"{words} {_money(getattr(money, figure), money.currency)}" for figure, words in _FIGURES.items()]
    yield "  " + " · ".join(figures)
    yield from (f"  {sentence}" for sentence in _ending(order))


def _ending(order: OrderBody) -> Iterator[str]:
    """That it was cancelled, by whom and why, and the orders before and after it."""
    if order.cancelled_at:
        said = {"at": _moment(order.cancelled_at), "who": _name(order.cancelled_by)}
        who = _("Cancelled by %(who)s at %(at)s.") if order.cancelled_by else _("Cancelled at %(at)s.")
        yield who % said + _why(order.cancelled_for)
    for other in order.replaced_by_called:
        yield _("Replaced by %(other)s.") % {"other": other}
    if order.replaces_called:
        yield _("Replaces %(other)s.") % {"other": order.replaces_called}


def _gate(gate: GateShape) -> str:
    return f"  {_STATUS[gate.status]!s:>13}  {gate.words:<10} {gate.sentence}"


def _line(line: LineShape, currency: str) -> str:
    sum_text = _priced(line, currency)
    return f"  {line.position:>3}  {sum_text}  {line.text}"


def _round(one: ApprovalShape) -> Iterator[str]:
    said = {"state": one.state_words, "who": one.requester.name, "at": _moment(one.opened_at)}
    asked = _("%(state)s, asked for by %(who)s on %(at)s (policy %(policy)s)")
    yield f"  {asked % (said | {'policy': one.policy_version})}"
    yield from (f"    {_step(step)}" for step in one.steps)


def _step(step: StepShape) -> str:
    mark = " " + _("(own request)") if step.by_requester else ""
    said = f"{_name(step.member)}{mark} {_moment(step.decided_at)} {step.reason}"
    return f"{step.position}. {role_words(step.role)}: {step.state_words} {said}".rstrip()


def _entry(entry: EntryShape) -> str:
    said = entry.reason or "; ".join(reason.words for reason in entry.reasons or [])
    place = entry.position if entry.position is not None else "–"
    rows = " " + _("[%(count)s rows]") % {"count": len(entry.changes)} if entry.changes else ""
    refused = " " + _("REFUSED") if entry.outcome == Entry.REFUSED else ""
    did = f"{_name(entry.member)}: {entry.words}{refused}{rows}"
    return f"  {place:>4}  {_moment(entry.at)}  {did}  {said}".rstrip()


class _Fulfilment:
    """What hangs on one order in words, each line and invoice by its number."""

    def __init__(self, trace: TraceShape) -> None:
        self.currency = trace.order.currency
        self.lines = {line.id: str(line.position) for line in trace.lines}
        self.shown = {piece.id: one.submitted_at for one in trace.evidence for piece in one.pieces}
        self.numbers = {invoice.id: invoice.number for invoice in trace.invoices}

    def line(self, line_id: UUID) -> str:
        """The position of a line; a dash where the order has it no more."""
        return self.lines.get(line_id, "–")

    def submission(self, one: SubmissionShape) -> Iterator[str]:
        """What was shown at once: on which lines, by whom, and what became of each piece."""
        for piece in one.pieces:
            said = {"n": self.line(piece.line_id), "quantity": _number(piece.quantity)}
            said |= {"accepted": _number(piece.accepted_quantity), "invoiced": _number(piece.used_quantity)}
            figures = _("line %(n)s: %(quantity)s shown, %(accepted)s accepted, %(invoiced)s invoiced") % said
            yield f"  {piece.state_words}  {figures}  {piece.text}".rstrip()
            yield from _who(_("submitted"), one.submitter, one.submitted_at)
            yield from _who(_("decided"), piece.decided_by, piece.decided_at, piece.reason)

    def invoice(self, one: InvoiceTraced) -> Iterator[str]:
        """An invoice, credit note or advance: figures, lines, the cover that it takes, and what stands or stood against it."""
        left = {"open": _money(one.open_amount, one.currency)}
        named = [] if one.kind == "invoice" else [str(Invoice.KIND_WORDS[one.kind])]
        opened = ", ".join(named if one.kind == "credit" else [*named, _("%(open)s open") % left])
        total = f"{_money(one.total, one.currency)} ({opened})"
        yield f"  {one.number}  {one.state_words}  {total}  {_day(one.issued_on)}  “{one.quoted}”"
        yield from _who(_("entered"), one.entered_by, one.received_at)
        for line in one.lines:
            paired = _("line %(n)s") % {"n": self.line(line.order_line_id)} if line.order_line_id else _("no line")
            yield f"    {_priced(line, one.currency)} → {paired}  {line.text}"
        for cover in one.cover:
            said = {"n": self.line(cover.order_line_id), "quantity": _number(cover.quantity)}
            said["amount"] = _money(cover.amount, self.currency)
            taken = _("takes %(quantity)s, %(amount)s of line %(n)s") % said
            yield f"    {taken}  {_moment(cover.taken_at)}{self._shown(cover.piece_id)}"
        for exception in one.exceptions:
            yield f"    {exception.kind_words}: {exception.state_words}. {exception.sentence}"
            settled = "  " + _("settled")
            yield from _who(settled, exception.settled_by, exception.settled_at, exception.reason)

    def payment(self, one: PaymentHead) -> Iterator[str]:
        """A payment: what it pays, and its two days, which are never one."""
        days = [words % {"day": day} for words, day in _days(one) if day]
        for paid in one.allocations:
            amount = _money(paid.amount, one.currency)
            head = f"{one.reference or one.id}  {one.state_words}  {amount} → {self.numbers[paid.invoice_id]}"
            yield "  " + "  ".join([head, *days]) + _why(one.reason)
        yield from _who(_("released"), one.released_by, one.released_at)

    def _shown(self, piece_id: UUID | None) -> str:
        """The evidence that a line of an invoice bills, by when it was submitted."""
        if piece_id not in self.shown:
            return ""
        return "  " + _("for the evidence of %(at)s") % {"at": _moment(self.shown[piece_id])}


def _hold(one: HoldShape) -> str:
    """A hold that stands."""
    until = _("until %(day)s") % {"day": _day(one.last_day)} if one.last_day else _("until it is lifted")
    stops = _("on %(what)s, stops %(scope)s") % {"what": _HELD[one.on], "scope": SCOPES[one.scope]}
    return f"  {one.owner.name} {_moment(one.placed_at)} {until} ({stops}){_why(one.reason)}"


def _set_off(one: SetOffShape) -> Iterator[str]:
    """What of one invoice's credit balance pays another."""
    head = f"{_money(one.amount, one.currency)}  {one.credited_number or '–'} → {one.invoice_number or '–'}"
    yield "  " + (head if one.live else f"{head}  " + _("taken back with its payment"))
    yield from _who(_("released"), one.released_by, one.released_at)


def _refund(one: RefundShape) -> Iterator[str]:
    """What of a credit balance came back."""
    head = f"{_money(one.amount, one.currency)}  {one.credited_number}  {one.state_words}"
    yield f"  {head}  {_day(one.received_on)}  {one.reference}".rstrip()
    yield from _who(_("noted"), one.noted_by, one.noted_at)
    yield from _who(one.state_words, one.decided_by, one.decided_at, one.reason)


def _write_off(one: WriteOffShape) -> Iterator[str]:
    """What was settled without money."""
    head = f"{_money(one.amount, one.currency)}  {one.invoice_number or one.order_number or '–'}  {one.kind_words}"
    yield f"  {head}  {one.state_words}"
    yield from _who(_("noted"), one.noted_by, one.noted_at, one.reason)
    yield from _who(_("approved"), one.approved_by, one.approved_at)
    yield from _who(one.state_words, one.ended_by, one.ended_at, one.ended_reason)


def _priced(line: LineShape | InvoiceLineShape, currency: str) -> str:
    """Quantity times price, and what that is."""
    quantity, price = _number(line.quantity), _money(line.unit_price, currency)
    return f"{quantity} {line.unit_words} × {price} = {_money(line.amount, currency)}"


def _money(amount: str, currency: str) -> str:
    """An amount with its currency."""
    return _in_hand(MonetaryAmount(Decimal(amount), currency))


def _number(figure: str) -> str:
    """A quantity."""
    return _in_hand(Decimal(figure))


def _day(day: date | None) -> str:
    """A day, and nothing where there is none."""
    return _in_hand(day) if day else ""


def _moment(at: datetime | None) -> str:
    """A moment, and nothing where there is none."""
    return _in_hand(at) if at else ""


def _in_hand(value: Any) -> str:
    return written("%(value)s", {"value": value})


def _name(one: Named | None) -> str:
    """Somebody's name, where the reader may know it."""
    return one.name if one else ""


def _why(reason: str | None) -> str:
    """A reason behind what was done, in its own words."""
    return f" “{reason}”" if reason else ""


def _days(one: PaymentHead) -> tuple[tuple[str, str], ...]:
    return (
        (_("initiated on %(day)s"), _day(one.initiated_on)),
        (_("settled on %(day)s"), _day(one.settled_on)),
        (_("reversed on %(day)s"), _day(one.reversed_on)),
    )


def _who(did: str, person: Named | None, at: datetime | None, reason: str | None = None) -> Iterator[str]:
    if at:
        by = f" {_('by')} {person.name}" if person else ""
        yield f"    {did}{by} {_moment(at)}{_why(reason)}"
