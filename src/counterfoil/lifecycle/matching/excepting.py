"""Findings become exceptions with an owner and a due day; what is no longer found is corrected; what is pinned passes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE, OWNER
from counterfoil.foundation.companies.queries import members_with
from counterfoil.foundation.kernel.states import move

from .due import working_days_after
from .findings import Finding
from .kinds import KINDS, RESPONSIBLE
from .models import InvoiceException, Route
from .staging import Stage

_FIGURES = ("expected", "actual", "allowed", "excess", "measure", "note")


def reconcile(stage: Stage, findings: Sequence[Finding], *, by: Member, at: datetime) -> list[InvoiceException]:
    """Bring the invoice's exceptions in line with what was found. Returns those that are open."""
    known = {(one.invoice_line_id, one.kind): one for one in stage.exceptions}
    found = {finding.key: finding for finding in findings}
    for key, finding in found.items():
        if key not in known:
            stage.exceptions.append(_opened(stage, finding, by=by, at=at))
        else:
            _again(stage, known[key], finding, by=by, at=at)
    for key, one in known.items():
        if key not in found and one.state in ("open", "accepted"):
            _settle(one, "correct", by, at)
    return [one for one in stage.exceptions if one.state == "open"]


def end(exceptions: Sequence[InvoiceException], verb: str, *, by: Member, at: datetime) -> None:
    """Settle all that are open or accepted, because the invoice itself has ended."""
    for one in exceptions:
        if one.state in ("open", "accepted"):
            _settle(one, verb, by, at)


def is_worse(pinned: InvoiceException, finding: Finding) -> bool:
    """Whether a finding goes beyond what was accepted: another direction, a larger excess, or other words."""
    if finding.excess is None or pinned.excess is None:
        return bool(pinned.note != finding.note)
    if pinned.measure != finding.measure or (pinned.excess > 0) != (finding.excess > 0):
        return True
    return abs(finding.excess) > abs(pinned.excess)


def _again(stage: Stage, one: InvoiceException, finding: Finding, *, by: Member, at: datetime) -> None:
    if one.state == "accepted" and not is_worse(one, finding):
        return
    before = {name: getattr(one, name) for name in _FIGURES}
    _write(one, finding)
    if one.state != "open":
        _address(one, stage, at)
        one.settled_by, one.settled_at, one.reason = None, None, ""
        move(one, "reopen")
    elif before != {name: getattr(one, name) for name in _FIGURES}:
        one.version += 1
        one.save()


def _opened(stage: Stage, finding: Finding, *, by: Member, at: datetime) -> InvoiceException:
    one = InvoiceException(company_id=stage.invoice.company_id, invoice=stage.invoice, kind=finding.kind)
    one.invoice_line_id = finding.line_id
    _write(one, finding)
    _address(one, stage, at)
    one.save(force_insert=True)
    return one


def _write(one: InvoiceException, finding: Finding) -> None:
    for name in _FIGURES:
        setattr(one, name, getattr(finding, name))


def _address(one: InvoiceException, stage: Stage, at: datetime) -> None:
    """Who looks at it first, and until when: two working days, unless a route says otherwise."""
    routes: Mapping[str, Route] = {route.kind: route for route in Route.objects.within(one.company_id)}
    route = routes.get(one.kind)
    one.opened_at = at
    one.due_on = working_days_after(stage.today, route.working_days if route else 2)
    one.owner = _owner(stage, route.owner if route else KINDS[one.kind].owner)


def _owner(stage: Stage, named: str) -> Member:
    """A person: whoever asked for the order, or who of a role has the fewest open exceptions and did not enter this."""
    if named == RESPONSIBLE and stage.order is not None:
        return stage.order.requester
    company, entered = stage.invoice.entered_by.company, stage.invoice.entered_by_id
    for role in (named, FINANCE, OWNER):
        holders = members_with(company, role)
        if holders:
            busy = _open_counts(stage)
            return min(holders, key=lambda member: (member.id == entered, busy.get(member.id, 0), member.name))
    return stage.invoice.entered_by


def _open_counts(stage: Stage) -> dict[object, int]:
    waiting = InvoiceException.objects.within(stage.invoice.company_id).filter(Q(state="open"))
    return dict(waiting.values_list("owner_id").annotate(Count("id")))


def _settle(one: InvoiceException, verb: str, by: Member, at: datetime) -> None:
    one.settled_by, one.settled_at = by, at
    move(one, verb)
