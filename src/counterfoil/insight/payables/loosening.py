"""What was loosened and lets an invoice through: which policy, what changed, by whom, and when.

Shown only where the invoice would not pass by what was said before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.queries import history_of
from counterfoil.foundation.catalogue.tolerances import STRICT, Tolerated
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.foundation.parties.models import Assignment
from counterfoil.foundation.parties.queries import assignments_of
from counterfoil.lifecycle.matching.comparing import compare, found_by
from counterfoil.lifecycle.matching.match_case import MatchCase, by_policies_of

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Change:
    """One thing that a policy says otherwise, in words."""

    what: str
    before: str
    after: str


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
    if order is None or invoice.is_credit or not match_case.policies:
        return []
    since = match_case.company.today(order.submitted_at or order.created_at)
    history = history_of(invoice.company_id)
    assignments = assignments_of(invoice.company_id, order.contractor_id)
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
    return Loosened(act.policy.name, list(_changes(_before(act, history), act)), by, on)


def _before(act: PolicyVersion, history: Sequence[PolicyVersion]) -> PolicyVersion | None:
    """The version before it; where it makes its policy the company's, that of the policy that was."""
    own = next((one for one in history if (one.policy_id, one.version) == (act.policy_id, act.version - 1)), None)
    if own is not None and own.is_default == act.is_default:
        return own
    newest = {one.policy_id: one for one in history if one.set_at < act.set_at}
    return next((one for one in newest.values() if one.is_default), own)


def _changes(before: PolicyVersion | None, after: PolicyVersion) -> Iterator[Change]:
    ways = {2: _("two-way"), 3: _("three-way"), None: _("not said")}
    if (before.ways if before else None) != after.ways:
        yield Change(_("Matching"), ways[before.ways if before else None], ways[after.ways])
    if (before.tax_rates if before else None) != after.tax_rates:
        yield Change(_("Rates of tax"), _rates(before.tax_rates if before else None), _rates(after.tax_rates))
    old, new = _tolerances(before), _tolerances(after)
    for attribute in sorted(old | new):
        figures = old.get(attribute, STRICT), new.get(attribute, STRICT)
        said, says = map(_tolerance, figures)
        if said != says:
            yield Change(str(_ATTRIBUTES[attribute]()), said, says)


_ATTRIBUTES = {
    "quantity": lambda: _("Quantity"),
    "unit_price": lambda: _("Unit price"),
    "line_amount": lambda: _("Amount of a line"),
    "tax": lambda: _("Tax"),
    "total": lambda: _("Total with tax"),
    "charges": lambda: _("Charges"),
    "small_difference": lambda: _("Small difference"),
}


def _tolerances(version: PolicyVersion | None) -> dict[str, Tolerated]:
    return {one.attribute: one for one in version.tolerances.all()} if version else {}


def _rates(rates: Sequence[Decimal] | None) -> str:
    return ", ".join(f"{plain_decimal(rate)} %" for rate in rates) if rates is not None else str(_("statutory"))


def _tolerance(one: Tolerated) -> str:
    """A tolerance in words. An amount is in the invoice's currency, whichever that is."""
    percent, amount = (plain_decimal(figure) if figure is not None else "" for figure in (one.percent, one.amount))
    words = {
        "exact": _("exact"),
        "unlimited": _("unlimited"),
        "percent": _("up to %(percent)s %%"),
        "amount": _("up to %(amount)s"),
        "both": _("up to %(percent)s %% and %(amount)s"),
        "either": _("up to %(percent)s %% or %(amount)s"),
    }[one.kind]
    said = words % {"percent": percent, "amount": amount} if one.kind not in ("exact", "unlimited") else words
    return said + (_(", over only") if one.direction == "over" else "")
