"""order.change: edit a draft. Whoever read an older version is told so, and overwrites nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.parties.agreed import payment_terms_of
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.engagements.models import Engagement

from .. import custom, requested, requested_rules, rules
from ..allowances import known_policies
from ..cases import OrderCase
from ..charging import Charges, charges_said, defaults_of, ids_of
from ..coding import known_coding, known_jobs
from ..custom import Written
from ..drafting import replace_charges, replace_lines, reprice
from ..models import DISCOUNT, OWN, TAX, Order, Revision, RevisionCharge
from ..rating import state_rate
from ..values import OrderChanges

_HEAD = ("title", "notes", "currency", "contractor_id", "engagement_id", "match_policy_id")
_DEFAULTS = (*Contractor.DISCOUNTS, *Contractor.TAXES)


@action("order.change", on=OrderCase, rule=rules.change)
def change(case: OrderCase, *, changes: OrderChanges, version: int | None = None) -> Stored:
    """Change what is named and leave the rest. Naming lines replaces all of them."""
    order, by = case.order, case.by
    expect_version(version, order.version)
    known_policies(by, changes.match_policy_id, changes.lines or ())
    lines = changes.lines or []
    said = custom.written(case.fields.fields, changes.fields, [line.fields for line in lines], case.today)
    revision, before = case.revision, order.contractor_id
    known_coding(by, case.at, lines, case.says)
    known_jobs(order, lines)
    _change_head(order, changes, case)
    _change_dates(revision, changes)
    custom.change(order, case.fields, said)
    anew = order.contractor_id != before
    terms = _read_terms(case, changes, anew=anew)
    charges, told = _charges(case, changes, anew=anew)
    _change_lines(case, changes, said, charges)
    order.version += 1
    order.updated_at = case.at
    order.save()
    read_anew = {"read_anew": terms | told} if terms or told else {}
    return Stored(order.id, order.stored() | read_anew, order_id=order.id)


def _change_head(order: Order, changes: OrderChanges, case: OrderCase) -> None:
    given, by = _given(changes), case.by
    kept = given.get("currency", order.currency) == order.currency
    for name in _HEAD:
        if name in given:
            setattr(order, name, given[name])
    order.contractor = Contractor.objects.within(by.company_id).select_related(*_DEFAULTS).one(order.contractor_id)
    engagement = Engagement.objects.within(by.company_id).one(order.engagement_id)
    order.team_id = engagement.team_id
    reasons = rules.draft(order, engagement, by, _state_rate(order, changes, kept, case), "order.change")
    if "requisition_id" in given:
        order.requisition = requested.named(by, changes.requisition_id)
        reasons += requested_rules.begins(order, order.requisition, None)
    refuse_if(reasons)


def _state_rate(order: Order, changes: OrderChanges, kept: bool, case: OrderCase) -> bool:
    """The rate is read anew with another currency, or where the order's own is typed or taken away; else it stays."""
    taken_away = "rate" in changes.model_fields_set and changes.rate is None and order.rate_source == OWN
    if kept and changes.rate in (None, order.rate) and not taken_away:
        return True
    return state_rate(order, changes.rate, case.today)


def _change_dates(revision: Revision, changes: OrderChanges) -> None:
    for name in ("starts_on", "ends_on"):
        if name in changes.model_fields_set:
            setattr(revision, name, getattr(changes, name))
    rules.days(revision.starts_on, revision.ends_on)


def _read_terms(case: OrderCase, changes: OrderChanges, *, anew: bool) -> dict[str, str]:
    """The payment terms from now on: as they are said, or, of another contractor and where they are emptied, read anew; which
    of them changed by itself is said."""
    order = case.order
    if changes.payment_terms:
        order.payment_terms = changes.payment_terms
        return {}
    agreed = payment_terms_of(order.contractor, case.by.company)
    if not (anew or changes.payment_terms == "") or agreed == order.payment_terms:
        return {}
    order.payment_terms = agreed
    return {"payment_terms": agreed}


def _charges(case: OrderCase, changes: OrderChanges, *, anew: bool) -> tuple[list[RevisionCharge], dict[str, Any]]:
    """The charges from now on. Those of another contractor are read anew, and it is said which changed (R152)."""
    order, standing = case.order, case.revision.all_charges
    said = Charges(changes.discounts, changes.taxes, changes.adjustments)
    told: dict[str, Any] = {}
    if anew:
        discounts, taxes = defaults_of(order.contractor, case.today)
        if said.discounts is None and discounts != ids_of(standing, DISCOUNT):
            said, told = replace(said, discounts=discounts), told | {"discounts": [str(one) for one in discounts]}
        if said.taxes is None and taxes != ids_of(standing, TAX):
            said, told = replace(said, taxes=taxes), told | {"taxes": [str(one) for one in taxes]}
    if said == Charges():
        return standing, {}
    replace_charges(order, case.revision)
    return charges_said(order, said, case.today, standing), told


def _change_lines(case: OrderCase, changes: OrderChanges, said: Written, charges: Sequence[RevisionCharge]) -> None:
    order, (revision, says) = case.order, case.revision_with_lines
    if changes.lines is not None:
        custom.add_lines(order, replace_lines(order, revision, changes.lines, charges), said, case.today)
    else:
        reprice(order, revision, says, charges)


def _given(changes: OrderChanges) -> dict[str, Any]:
    """What was named with a value; a head field can't be emptied, so a null there means 'leave it'."""
    return {name: getattr(changes, name) for name in changes.model_fields_set if getattr(changes, name) is not None}
