"""The whole record of one order as JSON and as text: what one person needs to rebuild a dispute alone."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.models import Change, Entry, Position
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.numbers import normal

from .facts import Facts
from .record import Record, record
from .words import verb_words

Data = dict[str, Any]


def trace(by: Member, wanted: str) -> Data:
    """Everything about the order with this number, contractor code or id. Raises NotFound."""
    with scope.reading(by.company_id):
        return as_data(record(by, find(by, wanted)))


def find(by: Member, wanted: str) -> UUID:
    """The visible order with this number, contractor code or id. Called inside a scope."""
    orders = queries.visible(by)
    for named in ({"number_normal": normal(wanted)}, {"contractor_code": wanted.upper()}):
        found = orders.filter(**named).values_list("id", flat=True).first()
        if found:
            return found
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


def as_text(data: Data) -> str:
    """The same for a terminal."""
    return "\n".join(_sections(data))


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
        "replaces": str(order.replaces_id) if order.replaces_id else None,
        "replaced_by": [str(other.id) for other in facts.replaced_by],
        **{name: _moment(getattr(order, name)) for name in ("created_at", "submitted_at", "approved_at", "issued_at")},
        "cancelled_at": _moment(order.cancelled_at),
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
        "unit_price": plain_decimal(said.unit_price),
        "amount": money_text(said.amount, facts.order.currency),
    }


def _round(one: Any, facts: Facts) -> Data:
    approval = one.approval
    return {
        "state": approval.state,
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


def _sections(data: Data) -> Iterator[str]:
    order, money = data["order"], data["money"]
    yield f"{order['number'] or '(no number yet)'}  {order['title']}"
    code = order["contractor_code"] or order["contractor"]["code"]
    yield f"  {order['state_words']} · {order['contractor']['name']} ({code})"
    yield f"  {order['engagement']} · requested by {order['requester']}"
    figures = [name for name in money if name != "currency"]
    yield "  " + " · ".join(f"{name} {money[name]}" for name in figures) + f" {money['currency']}"
    yield "\nGates"
    yield from (f"  {gate['status']:>7}  {gate['words']:<10} {gate['sentence']}" for gate in data["gates"])
    yield "\nLines"
    yield from (_line_text(line) for line in data["lines"])
    yield "\nApprovals"
    for one in data["approvals"]:
        yield f"  {one['state']}, asked for by {one['requester']} at {one['opened_at']} (policy {one['policy_version']})"
        yield from (f"    {_step_text(step)}" for step in one["steps"])
    yield "\nDocuments"
    yield from (f"  {document['name']}  {document['sha256']}" for document in data["documents"])
    yield "\nTrail"
    yield from (_entry_text(entry) for entry in data["trail"])


def _line_text(line: Data) -> str:
    sum_text = f"{line['quantity']} {line['unit']} × {line['unit_price']} = {line['amount']}"
    return f"  {line['position']:>3}  {sum_text}  {line['text']}"


def _step_text(step: Data) -> str:
    mark = " (own request)" if step["by_requester"] else ""
    said = f"{step['who']}{mark} {step['at'] or ''} {step['reason']}"
    return f"{step['position']}. {step['role']}: {step['state']} {said}".rstrip()


def _entry_text(entry: Data) -> str:
    said = entry["reason"] or "; ".join(reason["words"] for reason in entry["reasons"] or [])
    place = entry["position"] if entry["position"] is not None else "–"
    rows = f" [{len(entry['changes'])} rows]" if entry["changes"] else ""
    refused = " REFUSED" if entry["outcome"] == Entry.REFUSED else ""
    did = f"{entry['who']}: {entry['words']}{refused}{rows}"
    return f"  {place:>4}  {entry['at']}  {did}  {said}".rstrip()
