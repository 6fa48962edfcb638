"""The whole record of one order as plain data: what one person needs to rebuild a dispute alone."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.trail.models import Change, Entry, Position
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.numbers import contractor_codes, normal

from .facts import Facts
from .record import Record, record
from .words import verb_words

Data = dict[str, Any]


def trace(by: Member, wanted: str) -> Data:
    """Everything about the order with this number, contractor code or id. Raises NotFound."""
    with scope.reading(by.company_id):
        return as_data(record(by, find(by, wanted)))


def find(by: Member, wanted: str) -> UUID:
    """The visible order with this number, contractor code or id. Called inside a scope. Raises NotFound or Invalid."""
    orders = queries.visible(by)
    for named in ({"number_normal": normal(wanted)}, {"contractor_code__in": contractor_codes(wanted)}):
        found = list(orders.filter(**named).values_list("id", flat=True)[:2])
        if len(found) > 1:
            raise Invalid({"number": [_("More than one order could be meant. Write it with its hyphen.")]})
        if found:
            return found[0]
    try:
        return UUID(wanted)
    except ValueError:
        raise NotFound("order") from None


def as_data(seen: Record) -> Data:
    """The record as plain data. Called inside the scope in which it was read."""
    facts = seen.facts
    return {
        "order": _order(facts),
        "money": _money(seen),
        "gates": [gate.as_data() for gate in seen.gates],
        "lines": [_line(line, facts) for line in facts.lines],
        "approvals": [_round(one, facts) for one in facts.rounds],
        "documents": [_document(document) for document in facts.documents],
        "trail": _trail(facts),
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
        "engagement": order.engagement.title,
        "requester": facts.name(order.requester_id),
        "currency": order.currency,
        "total": money_text(facts.revision.total, order.currency),
        "content_sha256": facts.shown,
        "document_sha256": order.document_sha256,
        "replaces": str(facts.replaces.id) if facts.replaces else None,
        "replaces_called": _called(facts.replaces) if facts.replaces else None,
        "replaced_by": [str(other.id) for other in facts.replaced_by],
        "replaced_by_called": [_called(other) for other in facts.replaced_by],
        **{name: _moment(getattr(order, name)) for name in ("created_at", "submitted_at", "approved_at", "issued_at")},
        "cancelled_at": _moment(order.cancelled_at),
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
    names = ("ordered", "authorised", "accepted", "invoiced", "initiated", "settled", "remaining")
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
    }


def _round(one: Any, facts: Facts) -> Data:
    approval = one.approval
    return {
        "state": approval.state,
        "state_words": str(approval.state_words(approval.state)),
        "requester": facts.name(approval.requester_id),
        "content_sha256": approval.digest,
        "policy_version": approval.policy.version,
        "opened_at": _moment(approval.opened_at),
        "closed_at": _moment(approval.closed_at),
        "steps": [_step(step, facts) for step in one.steps],
    }


def _step(step: Any, facts: Facts) -> Data:
    return {
        "position": step.position,
        "role": step.role,
        "state": step.state,
        "state_words": str(step.state_words(step.state)),
        "who": facts.name(step.member_id),
        "at": _moment(step.decided_at),
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
        "at": _moment(entry.at),
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


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None
