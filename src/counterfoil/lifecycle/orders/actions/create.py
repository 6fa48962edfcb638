"""order.create: a draft, with its lines, for a contractor and an engagement."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.parties.agreed import payment_terms_of
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .. import custom, requested, requested_rules, rules
from ..allowances import known_policies
from ..charging import Charges, charges_said, defaults_of
from ..coding import known_coding, known_jobs
from ..drafting import write_lines
from ..models import Order, Revision
from ..rating import state_rate
from ..values import OrderValues


@action("order.create", subject="order")
def create(*, by: Member, at: datetime, values: OrderValues) -> Stored:
    """Write a draft. It has no number, binds nobody and can be changed until it is submitted."""
    contractor = row_of(Contractor, by.company_id, values.contractor_id)
    engagement = custom.engagement_of(by.company_id, values.engagement_id)
    order = Order(
        company_id=by.company_id,
        minter_id=by.company_id,
        contractor=contractor,
        engagement=engagement,
        team_id=engagement.team_id,
        requester=by,
        currency=values.currency,
        base_currency=by.company.currency,
        title=values.title,
        notes=values.notes,
        match_policy_id=values.match_policy_id,
        payment_terms=values.payment_terms or payment_terms_of(contractor, by.company),
        created_at=at,
        updated_at=at,
    )
    day = by.company.today(at)
    said = custom.written(custom.fields_with(engagement), values.fields, [line.fields for line in values.lines], day)
    known_policies(by, values.match_policy_id, values.lines)
    known_coding(by, at, values.lines)
    known_jobs(order, values.lines)
    is_rated = state_rate(order, values.rate, day)
    wish = order.requisition = requested.named(by, values.requisition_id)
    reasons = rules.draft(order, engagement, by, is_rated, "order.create")
    refuse_if(reasons + requested_rules.begins(order, wish, requested.gate([order])))
    charges = charges_said(order, _begun(contractor, values, by, at), day)
    revision = Revision(
        company_id=by.company_id,
        order=order,
        starts_on=values.starts_on,
        ends_on=values.ends_on,
        sequential=by.company.sequential_discounts,
    )
    lines = write_lines(order, revision, values.lines, charges)
    custom.begin(order, lines, said, day)
    answer = order.stored() | {"lines": [str(line.id) for line in lines]}
    return Stored(order.id, answer, order_id=order.id)


def _begun(contractor: Contractor, values: OrderValues, by: Member, at: datetime) -> Charges:
    """What is said of its charges, and where nothing is, what the contractor's last order had (R152)."""
    discounts, taxes = values.discounts, values.taxes
    if discounts is None or taxes is None:
        last = defaults_of(contractor, by.company.today(at))
        discounts, taxes = (last[0] if discounts is None else discounts), (last[1] if taxes is None else taxes)
    return Charges(discounts, taxes, values.adjustments)
