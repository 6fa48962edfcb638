"""The record as the page lays it out: gates with icons, verbs in groups, the money bar's widths, the trail's rows."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.payables.payment_status import exception_words
from counterfoil.insight.trace.gate import LATER, Gate
from counterfoil.insight.trace.held import Held
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import Money, Record
from counterfoil.insight.trace.since import Since
from counterfoil.insight.trace.watched import Watched

from ..forms.available import Attempt, VerbGroups
from .alerts import ShownAlert, alerts_of
from .custom_fields import OnRecord, on_record
from .ending import Ending, ending
from .invoice import ShownHold
from .loaded_order import ShownFinding, findings, stated_apart
from .mails import ShownMail, mails, trouble
from .notes import ShownNotes, notes
from .order_verbs import Way, holds, shown_verbs, way_on, ways
from .rounds import ShownRound, shown_rounds
from .trail_rows import TrailRow, trail_rows

FIRST_GATES_OUTSIDE = ("issued", "loaded")
_MOST_NAMED = 3
STATUSES: dict[str, tuple[str, Any]] = {
    "done": ("check", gettext_lazy("done")),
    "open": ("hourglass", gettext_lazy("open")),
    "blocked": ("alert-triangle", gettext_lazy("blocked")),
    "later": ("circle", gettext_lazy("later")),
    "not_asked": ("circle-dashed", gettext_lazy("not asked for")),
}
"""Each status of a gate: its icon and its word."""


@dataclass(frozen=True)
class ShownGate:
    """A gate with its icon and the word for its status: colour alone says nothing."""

    gate: Gate
    icon: str
    status: str


@dataclass(frozen=True)
class Bar:
    """One figure of the money bar and how far its part reaches, in per cent of what is authorised."""

    key: str
    words: str
    amount: Decimal
    width: str


@dataclass(frozen=True)
class Mark:
    """A threshold, and where it stands on the money bar."""

    watched: Watched
    at: str


@dataclass(frozen=True)
class Hanging:
    """What the tabs of evidence, invoices and payments name: members, lines and invoices by their id, and the sentences
    that stand against each invoice."""

    names: dict[UUID, str]
    positions: dict[UUID, int]
    texts: dict[UUID, str]
    numbers: dict[UUID, str]
    standing: dict[UUID, list[str]]


@dataclass(frozen=True)
class Panels:
    """Everything the record page lays out."""

    gates: Sequence[ShownGate]
    later: str
    ending: Ending | None
    bars: Sequence[Bar]
    thresholds: Sequence[Mark]
    trail_rows: Callable[[], Sequence[TrailRow]]
    """Read when its tab is shown."""
    rounds: Sequence[ShownRound]
    verbs: VerbGroups | None
    findings: Sequence[ShownFinding]
    apart: dict[UUID, Decimal]
    holds: Sequence[ShownHold]
    held: Sequence[Held]
    """What a contractor reads of holds instead."""
    ways: Sequence[Way]
    way_on: Way | None
    since: Since | None
    hanging: Hanging
    mails: Sequence[ShownMail]
    mail_trouble: Sequence[str]
    custom_fields: Callable[[], OnRecord]
    """Read when its tab is shown."""
    notes: Callable[[], ShownNotes]
    alerts: Sequence[ShownAlert]

    @property
    def settled_findings(self) -> bool:
        """Whether something in it did not agree and was settled."""
        return any(not one.is_open for one in self.findings)


def panels(record: Record, by: Member, attempt: Attempt | None) -> Panels:
    """Lay the record out for this reader."""
    outside, sent = is_outside(by), mails(record.facts.mails, record.facts.order, by, record.facts.at)
    gates = [_shown_gate(gate) for gate in _gates(record, outside)]
    return Panels(
        gates=gates,
        later="" if record.facts.order.state == "cancelled" else _later(gates),
        ending=ending(record.facts),
        bars=_bars(record.money),
        thresholds=[Mark(one, _width(one.mark, record.money.authorised)) for one in record.facts.watched],
        trail_rows=lambda: trail_rows(by, record.facts.entries, record.facts.name, record.facts.order.id),
        rounds=[] if outside else shown_rounds(record.facts.rounds, record.facts.name),
        verbs=None if outside else shown_verbs(record, by, attempt),
        findings=[] if outside else findings(record, by, attempt),
        apart=stated_apart(record.facts),
        holds=[] if outside else holds(record, by, attempt),
        held=record.held if outside else [],
        ways=ways(record, by),
        way_on=None if outside else way_on(record),
        since=_since(record),
        hanging=_hanging(record, outside),
        mails=sent,
        mail_trouble=trouble(sent),
        custom_fields=lambda: on_record(record.facts, by),
        notes=lambda: notes(record.facts, outside),
        alerts=alerts_of(record.facts.alerts, by, record.facts.at),
    )


def _since(record: Record) -> Since | None:
    """What changed since they last looked, for whoever can decide on it now."""
    deciding = any(offered.verb == "order.approve" and offered.allowed for offered in record.verbs)
    return record.since if deciding else None


def _gates(record: Record, outside: bool) -> Sequence[Gate]:
    if not outside:
        return record.gates
    first = next(place for place, gate in enumerate(record.gates) if gate.key in FIRST_GATES_OUTSIDE)
    return record.gates[first:]


def _shown_gate(gate: Gate) -> ShownGate:
    icon, words = STATUSES[gate.status]
    return ShownGate(gate, icon, str(words))


def _later(gates: Sequence[ShownGate]) -> str:
    """What is still to come in one short line, for narrow screens."""
    words = [one.gate.words for one in gates if one.gate.status == LATER]
    if len(words) <= _MOST_NAMED:
        return _("Then %(gates)s") % {"gates": ", ".join(words)} if words else ""
    params = {"first": words[0], "last": words[-1], "n": len(words) - 1}
    return _("Then %(first)s, and %(n)s more up to %(last)s") % params


def _bars(money: Money) -> list[Bar]:
    figures = [
        ("authorised", _("Authorised"), money.authorised),
        ("accepted", _("Accepted"), money.accepted),
        ("invoiced", _("Invoiced"), money.invoiced),
        ("initiated", _("Initiated"), money.initiated),
        ("settled", _("Settled"), money.settled),
    ]
    return [Bar(key, words, amount, _width(amount, money.authorised)) for key, words, amount in figures]


def _hanging(record: Record, outside: bool) -> Hanging:
    facts, standing = record.facts, defaultdict[UUID, list[str]](list)
    for one in facts.fulfilment.exceptions:
        if one.state == "open":
            standing[one.invoice_id].append(exception_words(one, outside))
    return Hanging(
        names={member.id: member.name for member in facts.members.values()},
        positions={line.line_id: line.line.position for line in facts.lines},
        texts={line.line_id: line.text for line in facts.lines},
        numbers={invoice.id: invoice.number for invoice in facts.fulfilment.invoices},
        standing=dict(standing),
    )


def _width(amount: Decimal, whole: Decimal) -> str:
    if whole <= ZERO:
        return "0%"
    return f"{min(amount / whole, Decimal(1)) * 100:.2f}%"
