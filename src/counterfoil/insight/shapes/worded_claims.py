"""What hangs on an order as text for a terminal: holds, evidence, invoices with their exceptions, payments."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from .evidence import SubmissionShape
from .gates import HoldShape
from .invoices import InvoiceTraced
from .named import Named
from .payments import PaymentHead, RefundShape, SetOffShape
from .trace import TraceShape


class Claims:
    """The claims of one trace in words, each line and invoice by its number."""

    def __init__(self, trace: TraceShape) -> None:
        self.lines = {line.id: str(line.position) for line in trace.lines}
        self.numbers = {invoice.id: invoice.number for invoice in trace.invoices}

    def line(self, line_id: UUID) -> str:
        """The position of a line; a dash where the order has it no more."""
        return self.lines.get(line_id, "–")

    def submission(self, one: SubmissionShape) -> Iterator[str]:
        """What was shown at once: on which lines, by whom, and what became of each piece."""
        for piece in one.pieces:
            said = {"n": self.line(piece.line_id), "quantity": piece.quantity}
            said |= {"accepted": piece.accepted_quantity, "invoiced": piece.used_quantity}
            figures = _("line %(n)s: %(quantity)s shown, %(accepted)s accepted, %(invoiced)s invoiced") % said
            yield f"  {piece.state_words}  {figures}  {piece.text}".rstrip()
            yield from _who(_("submitted"), one.submitter, one.submitted_at)
            yield from _who(_("decided"), piece.decided_by, piece.decided_at, piece.reason)

    def invoice(self, one: InvoiceTraced) -> Iterator[str]:
        """An invoice or credit note: figures, lines, the cover that it takes, and what stands or stood against it."""
        opened = _("%(open)s open") % {"open": one.open_amount} if one.kind == "invoice" else _("credit note")
        total = f"{one.total} {one.currency} ({opened})"
        yield f"  {one.number}  {one.state_words}  {total}  {one.issued_on}  “{one.quoted}”"
        yield from _who(_("entered"), one.entered_by, one.received_at)
        for line in one.lines:
            paired = _("line %(n)s") % {"n": self.line(line.order_line_id)} if line.order_line_id else _("no line")
            figures = f"{line.quantity} {line.unit_words} × {line.unit_price} = {line.amount}"
            yield f"    {figures} → {paired}  {line.text}"
        for cover in one.cover:
            said = {"n": self.line(cover.order_line_id), "quantity": cover.quantity, "amount": cover.amount}
            taken = _("takes %(quantity)s, %(amount)s of line %(n)s") % said
            yield f"    {taken}  {moment(cover.taken_at)}" + (f"  {cover.piece_id}" if cover.piece_id else "")
        for exception in one.exceptions:
            yield f"    {exception.kind_words}: {exception.state_words}. {exception.sentence}"
            settled = "  " + _("settled")
            yield from _who(settled, exception.settled_by, exception.settled_at, exception.reason)

    def payment(self, one: PaymentHead) -> Iterator[str]:
        """A payment: what it pays, and its two days, which are never one."""
        days = [words % {"day": day} for words, day in _days(one) if day]
        for paid in one.allocations:
            head = f"{one.id}  {one.state_words}  {paid.amount} {one.currency} → {self.numbers[paid.invoice_id]}"
            yield "  " + "  ".join([head, *days, one.reference]).rstrip() + why(one.reason)
        yield from _who(_("released"), one.released_by, one.released_at)


def hold(one: HoldShape) -> str:
    """A hold that stands."""
    until = _("until %(day)s") % {"day": one.last_day} if one.last_day else _("until it is lifted")
    return f"  {one.owner.name} {moment(one.placed_at)} {until} ({one.on}, {one.scope}) {why(one.reason)}"


def set_off(one: SetOffShape) -> Iterator[str]:
    """What of one invoice's credit balance pays another."""
    head = f"{one.amount} {one.currency}  {one.credited_number} → {one.invoice_number}"
    yield "  " + (head if one.live else f"{head}  " + _("taken back with its payment"))
    yield from _who(_("released"), one.released_by, one.released_at)


def refund(one: RefundShape) -> Iterator[str]:
    """What of a credit balance came back."""
    head = f"{one.amount} {one.currency}  {one.credited_number}  {one.state_words}"
    yield f"  {head}  {one.received_on}  {one.reference}".rstrip()
    yield from _who(_("noted"), one.noted_by, one.noted_at)
    yield from _who(one.state_words, one.decided_by, one.decided_at, one.reason)


def moment(at: datetime | None) -> str:
    """A moment as text, and nothing where there is none."""
    return at.isoformat() if at else ""


def name(one: Named | None) -> str:
    """Somebody's name, where the reader may know it."""
    return one.name if one else ""


def why(reason: str | None) -> str:
    """A reason behind what was done, in its own words."""
    return f" “{reason}”" if reason else ""


def _days(one: PaymentHead) -> tuple[tuple[str, object], ...]:
    return (_("initiated on %(day)s"), one.initiated_on), (_("settled on %(day)s"), one.settled_on)


def _who(did: str, person: Named | None, at: datetime | None, reason: str | None = None) -> Iterator[str]:
    if at:
        by = f" {_('by')} {person.name}" if person else ""
        yield f"    {did}{by} {moment(at)}{why(reason)}"
