"""The whole record of one order as plain data: what one person needs to rebuild a dispute alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.trail.models import Change, Entry, Position
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order, OrderFinding

from .arrivals import finding_words
from .facts import Facts
from .finding import orders_called, orders_of
from .printed_claims import claims_as_data, moment
from .record import Record, record
from .words import verb_words

Data = dict[str, Any]


def trace(by: Member, wanted: str, at: datetime) -> Data:
    """Everything about the order with this number, contractor code or id, or that an invoice, piece of evidence or payment
    of this number, reference or id hangs on. Raises NotFound."""
    with scope.reading(by.company_id):
        return as_data(record(by, find(by, wanted), at))


def find(by: Member, wanted: str) -> UUID:
    """The one visible order that is meant. Called inside a scope. Raises NotFound or Invalid."""
    found = orders_called(by, wanted) or _of_id(by, wanted)
    if len(found) > 1:
        raise Invalid({"number": [_("More than one order could be meant. Write it with its hyphen.")]})
    if not found:
        raise NotFound("order")
    return found[0]


def _of_id(by: Member, wanted: str) -> list[UUID]:
    try:
        return orders_of(by, UUID(wanted))
    except ValueError:
        return []


def as_data(seen: Record) -> Data:
    """The record as plain data. Called inside the scope in which it was read."""
    facts = seen.facts
    return {
        "order": _order(facts),
        "money": _money(seen),
        "gates": [gate.as_data() for gate in seen.gates],
        "lines": [_line(line, facts) for line in facts.lines],
        **claims_as_data(facts),
        "approvals": [_round(one, facts) for one in facts.rounds],
        "documents": [_document(document) for document in facts.documents],
        "findings": [_finding(found, facts) for found in facts.findings],
        "arrivals": [one.as_data() for one in facts.arrivals],
        "trail": _trail(facts),
    }


def _finding(found: OrderFinding, facts: Facts) -> Data:
    return {
        "kind": found.kind,
        "state": found.state,
        "words": finding_words(found),
        "settled_by": facts.name(found.settled_by_id),
        "reason": found.reason,
    }


def _order(facts: Facts) -> Data:
    order = facts.order
    return {
        "id": str(order.id),
        "number": order.number,
        "contractor_code": order.contractor_code,
        "state": order.state,
        "state_words": str(order.state_words(order.state)),
        "version": order.version,
        "title": order.title,
        "contractor": {"code": order.contractor.code, "name": order.contractor.name},
        "engagement": order.engagement.title if order.engagement else None,
        "requester": facts.name(order.requester_id),
        "currency": order.currency,
        "total": money_text(facts.revision.total, order.currency),
        "content_sha256": facts.shown,
        "document_sha256": order.document_sha256,
        "replaces": str(facts.replaces.id) if facts.replaces else None,
        "replaces_called": _called(facts.replaces) if facts.replaces else None,
        "replaced_by": [str(other.id) for other in facts.replaced_by],
        "replaced_by_called": [_called(other) for other in facts.replaced_by],
        **{name: moment(getattr(order, name)) for name in ("created_at", "submitted_at", "approved_at", "issued_at")},
        "cancelled_at": moment(order.cancelled_at),
        "closed_at": moment(order.closed_at),
        **_ending(facts),
    }


def _called(order: Order) -> str:
    """How a paper would name another order: by its number, or while it has none by its id."""
    return order.number or str(order.id)


def _ending(facts: Facts) -> Data:
    """Who cancelled it and why, where the reader may know."""
    ended = [e for e in facts.entries if e.verb in ("order.cancel", "order.discard") and e.outcome == Entry.DONE]
    entry = ended[-1] if ended else None
    return {
        "cancelled_by": facts.name(entry.member_id) if entry else "",
        "cancelled_for": entry.reason if entry else "",
    }


def _money(seen: Record) -> Data:
    money = seen.money
    names = ("ordered", "authorised", "accepted", "invoiced", "initiated", "settled", "remaining", "to_invoice")
    return {"currency": money.currency} | {name: money_text(getattr(money, name), money.currency) for name in names}


def _line(said: Any, facts: Facts) -> Data:
    return {
        "position": said.line.position,
        "text": said.text,
        "quantity": plain_decimal(said.quantity),
        "unit": said.unit,
        "unit_words": counted(said.unit, said.quantity),
        "unit_price": plain_decimal(said.unit_price),
        "amount": money_text(said.amount, facts.order.currency),
        "accepted": plain_decimal(said.line.accepted_quantity),
        "invoiced": plain_decimal(said.line.covered_quantity),
    }


def _round(one: Any, facts: Facts) -> Data:
    approval = one.approval
    return {
        "state": approval.state,
        "state_words": str(approval.state_words(approval.state)),
        "requester": facts.name(approval.requester_id),
        "content_sha256": approval.digest,
        "policy_version": approval.policy.version,
        "opened_at": moment(approval.opened_at),
        "closed_at": moment(approval.closed_at),
        "steps": [_step(step, facts) for step in one.steps],
    }


def _step(step: Any, facts: Facts) -> Data:
    return {
        "position": step.position,
        "role": step.role,
        "state": step.state,
        "state_words": str(step.state_words(step.state)),
        "who": facts.name(step.member_id),
        "at": moment(step.decided_at),
        "reason": step.reason,
        "by_requester": step.by_requester,
    }


def _document(document: Any) -> Data:
    names = ("kind", "name", "media_type", "size", "sha256", "made_from")
    return {"id": str(document.id)} | {name: getattr(document, name) for name in names}


def _trail(facts: Facts) -> list[Data]:
    company = facts.order.company_id
    ids = [entry.id for entry in facts.entries]
    positions = dict(Position.objects.within(company).filter(entry_id__in=ids).values_list("entry_id", "position"))
    changes: dict[UUID, list[Data]] = {}
    for change in Change.objects.within(company).filter(entry_id__in=ids).order_by("seq"):
        changes.setdefault(change.entry_id, []).append(_change(change))
    return [_entry(entry, facts, positions.get(entry.id), changes.get(entry.id, [])) for entry in facts.entries]


def _entry(entry: Entry, facts: Facts, position: int | None, changes: list[Data]) -> Data:
    return {
        "id": str(entry.id),
        "position": position,
        "at": moment(entry.at),
        "who": facts.name(entry.member_id),
        "verb": entry.verb,
        "words": verb_words(entry.verb),
        "outcome": entry.outcome,
        "door": entry.door,
        "reason": entry.reason,
        "reasons": entry.reasons,
        "changes": changes,
    }


def _change(change: Change) -> Data:
    values = {**change.plain, **change.personal}
    return {"table": change.relation, "row": str(change.row_id), "op": change.op, "values": values}
