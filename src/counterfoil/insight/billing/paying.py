"""One payment with what it pays, and what a member can do with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.lifecycle.invoices.queries import holds_on
from counterfoil.lifecycle.matching.staging import stage_seen
from counterfoil.lifecycle.payments import queries, rules
from counterfoil.lifecycle.payments.asking import initiate_case
from counterfoil.lifecycle.payments.models import Allocation, Payment, SetOff

from ..trace.moves import Move, asked
from ..trace.outside import is_outside


@dataclass(frozen=True)
class Paying:
    """A payment, the invoices that it pays, the member's moves, and what was put on hold before it left."""

    payment: Payment
    allocations: Sequence[Allocation]
    moves: Sequence[Move]
    holds: Sequence[Hold]
    set_offs: Sequence[SetOff]
    no_longer: Sequence[str]
    """Why what is released no longer fits, in words."""


def paying(by: Member, payment_id: UUID, at: datetime) -> Paying:
    """A visible payment. Called inside a scope. Raises NotFound."""
    payment: Payment = queries.visible(by).select_related("contractor", "released_by").one(payment_id)
    today = by.company.today(at)
    paid = Allocation.objects.within(by.company_id).filter(payment_id=payment.id)
    left = payment.initiated_on or today
    allocations = list(paid.select_related("invoice__order", "invoice__contractor").order_by("id"))
    stage = stage_seen(allocations[0].invoice, by=by, at=at) if payment.state == "released" else None
    initiate = rules.initiate(**initiate_case(payment, stage)) if stage else wrong_state(payment, "initiate")
    reasons = {
        "payment.initiate": initiate,
        "payment.settle": rules.settle(payment, max(left, today), today),
        "payment.fail": rules.fail(payment),
        "payment.cancel": rules.cancel(payment),
    }
    holds = holds_on(allocations[0].invoice) if payment.state == "released" else []
    return Paying(
        payment,
        allocations,
        [asked(verb, found, by) for verb, found in reasons.items()],
        [hold for hold in holds if in_force(hold, today)],
        list(SetOff.objects.within(by.company_id).filter(payment_id=payment.id).select_related("credited")),
        [] if is_outside(by) or not stage else [one.words for one in rules.no_longer_fits(initiate)],
    )
