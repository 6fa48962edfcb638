"""What was loosened and lets an invoice through: which policy, what changed, by whom, and when.

Shown only where the invoice would not pass by what was said before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.queries import history_of
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.models import Assignment
from counterfoil.foundation.parties.queries import assignments_of
from counterfoil.insight.policies.versions import Change, changes, earlier
from counterfoil.lifecycle.matching.comparing import compare, found_by
from counterfoil.lifecycle.matching.match_case import MatchCase, by_policies_of

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Loosened:
    """One act of loosening that lets the invoice through."""

    policy: str
    changes: Sequence[Change]
    by: Member
    on: date


def loosenings(match_case: MatchCase) -> list[Loosened]:
    """Everything without which the invoice would not pass, the oldest first. Called inside a scope."""
    order, invoice = match_case.order, match_case.invoice
    if order is None or not invoice.is_claim or not match_case.policies:
        return []
    since = match_case.company.today(order.submitted_at or order.created_at)
    history = history_of(invoice.company_id)
    assignments = assignments_of(invoice.company_id, order.payee_id)
    every: list[PolicyVersion | Assignment] = [*history, *assignments]
    shown_verbs = [one for one in every if one.loosens and match_case.company.today(one.set_at) >= since]
    if not shown_verbs:
        return []
    standing = {finding.key for finding in compare(match_case)}
    through = [one for one in shown_verbs if _stopped(match_case, assignments, one.set_at) - standing]
    shown = [_shown(one, history, assignments, match_case) for one in sorted(through, key=lambda one: one.set_at)]
    return [one for one in shown if one.changes]


def _stopped(match_case: MatchCase, assignments: Sequence[Assignment], moment: datetime) -> set[Any]:
    """What stood against it until that moment, and not from then on."""
    before, after = (by_policies_of(match_case, at, assignments) for at in (moment - _INSTANT, moment))
    return {one.key for one in found_by(before)} - {one.key for one in found_by(after)}


def _shown(
    act: PolicyVersion | Assignment,
    history: Sequence[PolicyVersion],
    assignments: Sequence[Assignment],
    match_case: MatchCase,
) -> Loosened:
    by, on = act.set_by, match_case.company.today(act.set_at)
    if isinstance(act, Assignment):
        names: dict[UUID | None, str] = {one.policy_id: one.policy.name for one in history}
        held = next((one.policy_id for one in reversed(assignments) if one.set_at < act.set_at), None)
        none = _("the company's")
        change = Change(_("Policy of the contractor"), names.get(held, none), names.get(act.policy_id, none))
        return Loosened(names.get(act.policy_id, none), [change], by, on)
    return Loosened(act.policy.name, list(changes(earlier(act, history), act)), by, on)
