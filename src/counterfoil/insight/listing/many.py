"""Many things before one member: the cases of their verbs, read together with the same queries for three and three thousand.

What belongs to another company, or is not the member's to see, is not among them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import Case
from counterfoil.foundation.parties.holds import EVERYTHING, INVOICING, held
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.insight.payables.fitting import no_longer_of_all
from counterfoil.lifecycle.evidence.models import Submission
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.holding import concerns, holds_on_all
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, OrderHold, Revision, RevisionLine
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.cases import ReleaseCase
from counterfoil.lifecycle.payments.models import Allocation
from counterfoil.lifecycle.payments.standing import Paying

Cases = Mapping[UUID, Case]
Gather = Callable[[type[Any], Member, datetime, Sequence[UUID]], Cases]


def order_cases(on: type[Any], by: Member, at: datetime, ids: Sequence[UUID]) -> Cases:
    """Orders as their verbs would find them. Called inside a scope."""
    found = list(orders.visible(by).filter(id__in=ids).select_related("contractor", "engagement", "approval"))
    said, steps, holds = _said(by, found), _steps(by, found), _holds(by, found)
    today = by.company.today(at)
    cases = {}
    for order in found:
        own = holds[order.id]
        cases[order.id] = on(
            by,
            at,
            order=order,
            revision_with_lines=said[order.id],
            steps=steps[order.approval_id],
            held=held([*own, *holds[order.contractor_id]], EVERYTHING, today),
            standing=own,
        )
    return cases


def _said(by: Member, found: Sequence[Order]) -> dict[UUID, tuple[Revision, list[RevisionLine]]]:
    """The revision of each that stands, with its lines in order."""
    lines: dict[UUID, list[RevisionLine]] = defaultdict(list)
    ordered = RevisionLine.objects.within(by.company_id).filter(order_id__in=[order.id for order in found])
    ordered = ordered.filter(revision__number=F("order__revision_number")).select_related("line")
    for line in ordered.order_by("line__position"):
        lines[line.order_id].append(line)
    return {order_id: (revision, lines[order_id]) for order_id, revision in orders.standing(found).items()}


def _steps(by: Member, found: Sequence[Order]) -> Mapping[UUID | None, list[Step]]:
    steps: dict[UUID | None, list[Step]] = defaultdict(list)
    own = Step.objects.within(by.company_id).filter(approval_id__in=[one.approval_id for one in found])
    for step in own.order_by("position"):
        steps[step.approval_id].append(step)
    return steps


def _holds(by: Member, found: Sequence[Order]) -> Mapping[UUID, list[Any]]:
    """The holds that stand, by the order or contractor that they are on."""
    holds: dict[UUID, list[Any]] = defaultdict(list)
    on_orders = OrderHold.objects.within(by.company_id).filter(order_id__in=[one.id for one in found])
    for hold in on_orders.filter(state="standing").select_related("owner"):
        holds[hold.order_id].append(hold)
    of = ContractorHold.objects.within(by.company_id).filter(contractor_id__in={one.contractor_id for one in found})
    for hold in of.filter(state="standing").select_related("owner"):
        holds[hold.contractor_id].append(hold)
    return holds


def invoice_cases(on: type[Any], by: Member, at: datetime, ids: Sequence[UUID]) -> Cases:
    """Invoices as their verbs would find them; what their lines compare to is looked at when each is done. Inside a scope."""
    found = invoices.visible(by).filter(id__in=ids).select_related("contractor", "order")
    known: dict[str, Any] = {"against": []} if issubclass(on, ReleaseCase) else {}
    return {row.id: on(by, at, invoice=row, **known) for row in found}


def exception_cases(on: type[Any], by: Member, at: datetime, ids: Sequence[UUID]) -> Cases:
    """Exceptions as their verbs would find them, each with who has had a hand in its invoice. Called inside a scope."""
    found = list(matching.visible(by).filter(id__in=ids))
    claimed = {one.invoice_id: one.invoice for one in found}
    hands = matching.hands_on_all(by.company_id, list(claimed.values()))
    holds, today = holds_on_all(by.company_id, list(claimed.values())), by.company.today(at)
    stopped = {
        one.id: held([hold for hold in holds if concerns(hold, one)], INVOICING, today) for one in claimed.values()
    }
    return {
        one.id: on(
            by, at, exception=one, invoice=one.invoice, held=stopped[one.invoice_id], owner=by, **hands[one.invoice_id]
        )
        for one in found
    }


def submission_cases(on: type[Any], by: Member, at: datetime, ids: Sequence[UUID]) -> Cases:
    """Evidence as it waits to be decided on. Called inside a scope."""
    sent: QuerySet[Submission] = Submission.objects.within(by.company_id).filter(id__in=ids)
    sent = sent.filter(order_id__in=orders.visible(by).values("id")).select_related(
        "order__contractor", "order__engagement"
    )
    found = list(sent)
    holds, today = _holds(by, [one.order for one in found]), by.company.today(at)
    cases = {}
    for one in found:
        standing = [*holds[one.order_id], *holds[one.order.contractor_id]]
        cases[one.id] = on(by, at, order=one.order, submission=one, held=held(standing, EVERYTHING, today))
    return cases


def payment_cases(on: type[Any], by: Member, at: datetime, ids: Sequence[UUID]) -> Cases:
    """Payments with what they pay; prices are compared once more when each is sent. Called inside a scope."""
    found = list(payments.visible(by).filter(id__in=ids).select_related("contractor"))
    paid = Allocation.objects.within(by.company_id).filter(payment_id__in=[one.id for one in found])
    pays: dict[UUID, list[Invoice]] = defaultdict(list)
    for each in paid.select_related("invoice__order", "invoice__contractor").order_by("invoice_id"):
        pays[each.payment_id].append(each.invoice)
    apart = no_longer_of_all(by, found, by.company.today(at))
    return {
        one.id: on(
            by,
            at,
            paying=Paying(one, pays[one.id]),
            invoices=pays[one.id],
            against=list(apart.get(one.id, ())),
            held=[],
        )
        for one in found
    }


GATHER: dict[str, Gather] = {
    "order": order_cases,
    "invoice": invoice_cases,
    "exception": exception_cases,
    "submission": submission_cases,
    "payment": payment_cases,
}
"""How the things of a verb are gathered, by what it is given one of."""
