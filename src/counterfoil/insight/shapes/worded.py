"""The trace of one order as text for a terminal, in the reader's language. A heading stands only over something."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.trail.models import Entry

from . import worded_claims
from .approvals import ApprovalShape, StepShape
from .arrivals import ArrivalShape, FindingShape
from .gates import GateShape
from .orders import LineShape, OrderBody
from .trace import TraceShape
from .trail import EntryShape
from .worded_claims import moment, name, why

_FIGURES: dict[str, Any] = {
    "ordered": gettext_lazy("ordered"),
    "authorised": gettext_lazy("authorised"),
    "accepted": gettext_lazy("accepted"),
    "invoiced": gettext_lazy("invoiced"),
    "initiated": gettext_lazy("initiated"),
    "settled": gettext_lazy("settled"),
    "remaining": gettext_lazy("remaining"),
    "to_invoice": gettext_lazy("to invoice"),
}
_STATUS: dict[str, Any] = {
    "done": gettext_lazy("done"),
    "open": gettext_lazy("open"),
    "blocked": gettext_lazy("blocked"),
    "later": gettext_lazy("later"),
    "not_asked": gettext_lazy("not asked for"),
}


def as_text(trace: TraceShape) -> str:
    """The trace as a person reads it."""
    return "\n".join(_sections(trace))


def _sections(trace: TraceShape) -> Iterator[str]:
    claims = worded_claims.Claims(trace)
    yield from _head(trace)
    yield from _under(_("Gates"), map(_gate, trace.gates))
    yield from _under(_("Lines"), map(_line, trace.lines))
    yield from _under(_("Holds"), map(worded_claims.hold, trace.holds))
    yield from _under(_("Evidence"), (row for one in trace.evidence for row in claims.submission(one)))
    yield from _under(_("Invoices"), (row for one in trace.invoices for row in claims.invoice(one)))
    yield from _under(_("Payments"), (row for one in trace.payments for row in claims.payment(one)))
    yield from _under(_("Set-offs"), (row for one in trace.set_offs for row in worded_claims.set_off(one)))
    yield from _under(_("Refunds"), (row for one in trace.refunds for row in worded_claims.refund(one)))
    yield from _under(_("Approvals"), (row for one in trace.approvals for row in _round(one)))
    yield from _under(_("Disagreements"), map(_finding, trace.findings))
    yield from _under(_("What arrived"), (row for one in trace.arrivals for row in _arrival(one)))
    yield from _under(_("Documents"), (f"  {one.name}  {one.sha256}" for one in trace.documents))
    yield from _under(_("Trail"), map(_entry, trace.trail))


def _under(heading: str, found: Iterable[str]) -> list[str]:
    rows = list(found)
    return [f"\n{heading}", *rows] if rows else []


def _finding(found: FindingShape) -> str:
    state = _("open") if found.state == "open" else _("settled by %(who)s") % {"who": name(found.settled_by)}
    return f"  {state}: {found.words}{why(found.reason)}"


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
    yield (
        "  "
        + " · ".join(f"{words} {getattr(money, figure)}" for figure, words in _FIGURES.items())
        + f" {money.currency}"
    )
    yield from (f"  {sentence}" for sentence in _ending(order))


def _ending(order: OrderBody) -> Iterator[str]:
    """That it was cancelled, by whom and why, and the orders before and after it."""
    if order.cancelled_at:
        said = {"at": moment(order.cancelled_at), "who": name(order.cancelled_by)}
        who = _("Cancelled by %(who)s at %(at)s.") if order.cancelled_by else _("Cancelled at %(at)s.")
        yield who % said + why(order.cancelled_for)
    for other in order.replaced_by_called:
        yield _("Replaced by %(other)s.") % {"other": other}
    if order.replaces_called:
        yield _("Replaces %(other)s.") % {"other": order.replaces_called}


def _gate(gate: GateShape) -> str:
    return f"  {_STATUS[gate.status]!s:>13}  {gate.words:<10} {gate.sentence}"


def _line(line: LineShape) -> str:
    sum_text = f"{line.quantity} {line.unit_words} × {line.unit_price} = {line.amount}"
    return f"  {line.position:>3}  {sum_text}  {line.text}"


def _round(one: ApprovalShape) -> Iterator[str]:
    said = {"state": one.state_words, "who": one.requester.name, "at": moment(one.opened_at)}
    asked = _("%(state)s, asked for by %(who)s at %(at)s (policy %(policy)s)")
    yield f"  {asked % (said | {'policy': one.policy_version})}"
    yield from (f"    {_step(step)}" for step in one.steps)


def _step(step: StepShape) -> str:
    mark = " " + _("(own request)") if step.by_requester else ""
    said = f"{name(step.member)}{mark} {moment(step.decided_at)} {step.reason}"
    return f"{step.position}. {step.role}: {step.state_words} {said}".rstrip()


def _entry(entry: EntryShape) -> str:
    said = entry.reason or "; ".join(reason.words for reason in entry.reasons or [])
    place = entry.position if entry.position is not None else "–"
    rows = " " + _("[%(count)s rows]") % {"count": len(entry.changes)} if entry.changes else ""
    refused = " " + _("REFUSED") if entry.outcome == Entry.REFUSED else ""
    did = f"{name(entry.member)}: {entry.words}{refused}{rows}"
    return f"  {place:>4}  {moment(entry.at)}  {did}  {said}".rstrip()
