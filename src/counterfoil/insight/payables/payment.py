"""One payment with what it pays, and what a member can do with it now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Words
from counterfoil.foundation.parties.holds import Hold, in_force
from counterfoil.lifecycle.invoices.holding import holds_on_all
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.match_case import match_case_seen
from counterfoil.lifecycle.payments import queries
from counterfoil.lifecycle.payments.cases import PaymentCase
from counterfoil.lifecycle.payments.models import Allocation, Payment, SetOff, Twin
from counterfoil.lifecycle.payments.standing import Paying as Locked

from ..trace.outside import is_outside
from ..verbs.available import AvailableVerb, available
from .fitting import no_longer
from .reconciling import SENTENCES, risk_of


@dataclass(frozen=True)
class Paying:
    """A payment, the invoices that it pays, what the member can do with it, and what was put on hold before it left."""

    payment: Payment
    allocations: Sequence[Allocation]
    verbs: Sequence[AvailableVerb]
    holds: Sequence[Hold]
    set_offs: Sequence[SetOff]
    no_longer: Sequence[str]
    """Why what is released no longer fits, in words."""
    twins: Sequence[Twin]
    """Who confirmed a second payment of the same amount, beside this one or for it; nothing for those outside."""
    reconcile: Words
    """What has to be reconciled of it, in words; empty for those outside."""


def paying(by: Member, payment_id: UUID, at: datetime) -> Paying:
    """A visible payment. Called inside a scope. Raises NotFound."""
    payment: Payment = queries.visible(by).select_related("contractor", "released_by").one(payment_id)
    today = by.company.today(at)
    rows = queries.allocations_seen(by, Allocation.objects.within(by.company_id).filter(payment_id=payment.id))
    allocations = list(rows.select_related("invoice__order", "invoice__contractor", "payment").order_by("id"))
    paid, set_offs = [one.invoice for one in allocations if not one.unlinked], queries.set_offs_with(payment)
    twins = [] if is_outside(by) else queries.twins_of(payment)
    confirmers = {one.confirmed_by_id for one in twins if one.payment_id == payment.id and one.covers_id is None}
    sums: dict[str, Any] = {"linked": _sums(allocations), "parts": _sums([*allocations, *set_offs])}
    case = seen(by, at, payment, paid, confirmers=confirmers, **sums)
    holds = holds_on_all(by.company_id, paid) if payment.state == "released" else []
    return Paying(
        payment,
        allocations,
        available(case),
        [hold for hold in holds if in_force(hold, today)],
        queries.as_seen(by, set_offs),
        [] if is_outside(by) else [one.words for one in no_longer(case)],
        twins,
        "" if is_outside(by) else SENTENCES.get(risk_of(allocations), ""),
    )


def _sums(rows: Sequence[Allocation | SetOff]) -> dict[UUID, Decimal]:
    """What stands of each invoice."""
    sums: dict[UUID, Decimal] = defaultdict(Decimal)
    for one in rows:
        if one.live:
            sums[one.invoice_id] += one.amount
    return sums


def seen(by: Member, at: datetime, payment: Payment, paid: Sequence[Invoice], **known: Any) -> PaymentCase:
    """A payment for who only looks. Once it has left, nothing is compared any more."""
    if payment.state == "released":
        known |= {"match_cases": [match_case_seen(one, by=by, at=at) for one in paid]}
    else:
        known |= {"against": [], "held": []}
    day = max(payment.initiated_on or by.company.today(at), by.company.today(at))
    return PaymentCase(by, at, paying=Locked(payment, paid), invoices=paid, day=day, **known)
