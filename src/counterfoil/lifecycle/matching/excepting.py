"""Findings become exceptions with an owner and a due day; what is no longer found is corrected; what is pinned passes."""

from collections.abc import Sequence
from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import move

from .findings import Finding
from .match_case import MatchCase
from .models import InvoiceException
from .routing import Routing

_FIGURES = ("expected", "actual", "allowed", "excess", "measure", "note")


def reconcile(
    match_case: MatchCase, findings: Sequence[Finding], *, by: Member, at: datetime
) -> list[InvoiceException]:
    """Bring the invoice's exceptions in line with what was found. Returns those that are open."""
    known = {(one.invoice_line_id, one.kind): one for one in match_case.exceptions}
    found, routing = {finding.key: finding for finding in findings}, Routing(match_case)
    fresh = [_opened(match_case, finding, routing, at) for key, finding in found.items() if key not in known]
    match_case.exceptions += InvoiceException.objects.bulk_create(fresh)
    for key in known.keys() & found.keys():
        _again(known[key], found[key], routing, at)
    for key, one in known.items():
        if key not in found and one.state in ("open", "accepted"):
            _settle(one, "correct", by, at)
    return [one for one in match_case.exceptions if one.state == "open"]


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


def _again(one: InvoiceException, finding: Finding, routing: Routing, at: datetime) -> None:
    if one.state == "accepted" and not is_worse(one, finding):
        return
    before = {name: getattr(one, name) for name in _FIGURES}
    _write(one, finding)
    if one.state != "open":
        _address(one, routing, at)
        one.settled_by, one.settled_at, one.reason = None, None, ""
        move(one, "reopen")
    elif before != {name: getattr(one, name) for name in _FIGURES}:
        one.version += 1
        one.save()


def _opened(match_case: MatchCase, finding: Finding, routing: Routing, at: datetime) -> InvoiceException:
    one = InvoiceException(company_id=match_case.invoice.company_id, invoice=match_case.invoice, kind=finding.kind)
    one.invoice_line_id = finding.line_id
    _write(one, finding)
    _address(one, routing, at)
    return one


def _write(one: InvoiceException, finding: Finding) -> None:
    for name in _FIGURES:
        setattr(one, name, getattr(finding, name))


def _address(one: InvoiceException, routing: Routing, at: datetime) -> None:
    one.opened_at, one.due_on, one.owner = at, routing.due_on(one.kind), routing.owner(one.kind)


def _settle(one: InvoiceException, verb: str, by: Member, at: datetime) -> None:
    one.settled_by, one.settled_at = by, at
    move(one, verb)
