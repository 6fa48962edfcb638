"""One payment with what it pays, and what a member can do with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.lifecycle.invoices.queries import holds_on
from counterfoil.lifecycle.payments import queries, rules
from counterfoil.lifecycle.payments.models import Allocation, Payment

from ..trace.moves import Move, asked


@dataclass(frozen=True)
class Paying:
    """A payment, the invoices that it pays, the member's moves, and what was put on hold before it left."""

    payment: Payment
    allocations: Sequence[Allocation]
    moves: Sequence[Move]
    holds: Sequence[Hold]


def paying(by: Member, payment_id: UUID, today: date) -> Paying:
    """A visible payment. Called inside a scope. Raises NotFound."""
    payment: Payment = queries.visible(by).select_related("contractor", "released_by").one(payment_id)
    paid = Allocation.objects.within(by.company_id).filter(payment_id=payment.id)
    left = payment.initiated_on or today
    reasons = {
        "payment.initiate": rules.initiate(payment, today, today),
        "payment.settle": rules.settle(payment, max(left, today), today),
        "payment.fail": rules.fail(payment),
        "payment.cancel": rules.cancel(payment),
    }
    allocations = list(paid.select_related("invoice__order").order_by("id"))
    holds = holds_on(allocations[0].invoice) if payment.state == "released" else []
    return Paying(
        payment,
        allocations,
        [asked(verb, found, by) for verb, found in reasons.items()],
        [hold for hold in holds if in_force(hold, today)],
    )
