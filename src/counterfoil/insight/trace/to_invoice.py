"""What of an order may be invoiced by now, line by line: what desk, record, API and the invoice form all offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.matching.levels import THREE_WAY
from counterfoil.lifecycle.orders.models import TAX, Order, RevisionLine
from counterfoil.lifecycle.orders.pricing import net_price, taxes_on
from counterfoil.lifecycle.orders.queries import revision_of

from .priced import FIGURE, price, rounded

_NOTHING = Value(0, output_field=FIGURE)

_TAKEN = F("order__covered_amount") + F("order__charged_amount") + F("order__written_off_amount")
GIVEN_UP = Q(order__written_off_amount__gt=0, order__limit_amount__lte=_TAKEN)
"""That what was left of the order is written off."""
_REPEATED = ("text", "unit", "line_id")
"""What an invoice repeats of an order's line."""


@dataclass(frozen=True)
class Billable:
    """What may be invoiced of one line of an order by now, net and in its currency."""

    ordered: RevisionLine
    quantity: Decimal
    amount: Decimal

    def as_billed(self, currency: str) -> dict[str, Any]:
        """As an invoice repeats it, at the price after all discounts. It prints its own amount only where that is not the
        quantity at this price."""
        price = net_price(self.ordered)
        line = {name: getattr(self.ordered, name) for name in _REPEATED} | {
            "quantity": self.quantity,
            "unit_price": price,
        }
        priced = round_money(times(self.quantity, price), currency)
        return line if priced == self.amount else line | {"amount": self.amount}


def standing_lines(company_id: UUID, policies: Mapping[UUID, PolicyVersion]) -> Rows:
    """What the standing revisions of the company's orders say of each line, with what may be invoiced of it by now.

    `ways` is by how many ways the line is matched. `billable` is a quantity: all of a line that is matched two-way, else what
    is accepted of it, less what invoices cover and what those claim that still wait. An invoice that waits with no line that
    could be paired may mean any line: beside it nothing is billable, nor on an order that is not issued, or given up.
    `billable_amount` and `over_invoiced` (what is covered above what is accepted) are net amounts in the order's currency, each
    line rounded as an invoice rounds it. What was loaded is billed at its lines' amounts: its unit prices may have been rounded.
    """
    lines: Rows = RevisionLine.objects.within(company_id).filter(revision__number=F("order__revision_number"))
    lines = lines.annotate(ways=_ways(policies))
    granted = Case(When(ways=THREE_WAY, then=F("line__accepted_quantity")), default=F("quantity"), output_field=FIGURE)
    left = granted - F("line__covered_quantity")
    shut = When(~Q(order__state="issued") | GIVEN_UP | Q(Exists(_paired_with_nothing(company_id))), then=_NOTHING)
    open_quantity = Greatest(left - _claimed(company_id), _NOTHING, output_field=FIGURE)
    lines = lines.annotate(billable=Case(shut, default=open_quantity, output_field=FIGURE))
    beyond = Greatest(-left, _NOTHING, output_field=FIGURE)
    return lines.annotate(
        billable_amount=rounded(F("billable") * price(), "order__currency"),
        over_invoiced=rounded(beyond * price(), "order__currency"),
    )


def billable(order: Order) -> list[Billable]:
    """What may be invoiced of an order by now, in the order of its lines. Called inside a scope."""
    lines = standing_lines(order.company_id, policies_of(order.company_id)).filter(order_id=order.id)
    left = lines.filter(billable_amount__gt=0).order_by("line__position")
    return [Billable(one, one.billable, one.billable_amount) for one in left]


def beside(order: Order, billed: Sequence[Billable]) -> tuple[Decimal, Decimal]:
    """What an invoice of this states beside its lines: the order's adjustments as far as nobody billed them, and its taxes on
    what is billed. Called inside a scope."""
    revision = revision_of(order)
    taxed = sum((one.amount for one in billed if not one.ordered.tax_exempt), ZERO)
    tax = sum(taxes_on(taxed, revision.charges_of(TAX), order.currency), ZERO)
    adjusted: Decimal = revision.adjustments
    if adjusted > 0:
        adjusted = max(adjusted - order.charged_amount, ZERO)
    elif order.covered_amount:
        adjusted = ZERO
    return adjusted, tax


def figures(lines: Rows) -> Rows:
    """For each order of these lines: the net amount asked to be shown, accepted of it, billable by now, and over-invoiced."""
    shown = When(ways=THREE_WAY, then=F("amount"))
    granted = When(ways=THREE_WAY, then=F("line__accepted_amount"))
    return (
        lines.order_by()
        .values("order_id")
        .annotate(
            asked=Sum(Case(shown, default=_NOTHING, output_field=FIGURE)),
            granted=Sum(Case(granted, default=_NOTHING, output_field=FIGURE)),
            to_invoice=Sum("billable_amount"),
            above=Sum("over_invoiced"),
        )
        .values_list("order_id", "asked", "granted", "to_invoice", "above")
    )


def _ways(policies: Mapping[UUID, PolicyVersion]) -> Coalesce:
    """By how many ways a line is matched, as `levels.is_three_way` says it: the nearest policy that says anything counts."""
    saying: dict[int, list[UUID]] = {}
    for policy_id, policy in policies.items():
        if policy.ways is not None:
            saying.setdefault(policy.ways, []).append(policy_id)
    named = ("match_policy_id", "order__match_policy_id", "order__contractor__match_policy_id")
    speaking = [
        Case(*(When(**{f"{name}__in": ids}, then=Value(number)) for number, ids in saying.items()))
        for name in (named if saying else ())
    ]
    default = next((one.ways for one in policies.values() if one.is_default and one.ways is not None), THREE_WAY)
    return Coalesce(*speaking, Value(default), Value(THREE_WAY), output_field=IntegerField())


def _waiting(company_id: UUID) -> Rows:
    invoices: Rows = Invoice.objects.within(company_id).filter(kind="invoice", state__in=WAITING)
    return invoices.filter(order_id=OuterRef("order_id"))


def _paired_with_nothing(company_id: UUID) -> Rows:
    paired = InvoiceLine.objects.within(company_id).filter(order_line__isnull=False, struck=False)
    return _waiting(company_id).exclude(Exists(paired.filter(invoice_id=OuterRef("id"))))


def _claimed(company_id: UUID) -> Coalesce:
    """What invoices that wait claim of the line."""
    claims = InvoiceLine.objects.within(company_id).filter(
        invoice__order_id=OuterRef("order_id"), order_line_id=OuterRef("line_id"), struck=False
    )
    claims = claims.filter(invoice__kind="invoice", invoice__state__in=WAITING)
    claimed = Subquery(claims.order_by().values("order_line_id").annotate(all=Sum("quantity")).values("all"))
    return Coalesce(claimed, _NOTHING, output_field=FIGURE)
