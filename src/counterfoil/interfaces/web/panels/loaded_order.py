"""What the record of a loaded order lays out beside the rest: what in it does not agree, and amounts that are stated."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.arrivals import finding_words
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.record import Record
from counterfoil.insight.verbs.available import available
from counterfoil.lifecycle.orders.cases import FindingCase
from counterfoil.lifecycle.orders.models import OrderFinding
from counterfoil.lifecycle.orders.pricing import line_amount

from ..forms.available import Attempt, ShownVerb, shown_verb
from ..forms.verb_forms import forms_of

FINDING = forms_of("finding")


@dataclass(frozen=True)
class ShownFinding:
    """What in a loaded order does not agree, as a sentence; with the form that settles it while it is open."""

    finding: OrderFinding
    sentence: str
    settled_by: str
    settle: ShownVerb | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what holds."""
        return bool(self.finding.state == "open")


def findings(record: Record, by: Member, attempt: Attempt | None) -> Sequence[ShownFinding]:
    """The findings of an order, the open ones first."""
    in_order = sorted(record.facts.findings, key=lambda one: one.state != "open")
    return [_shown(one, record.facts, by, attempt) for one in in_order]


def stated_apart(facts: Facts) -> dict[UUID, Decimal]:
    """By the id of each line whose stated amount is another: what quantity times price gives."""
    currency = facts.order.currency
    reckoned = {line.id: line_amount(line.quantity, line.unit_price, currency, line.discount) for line in facts.lines}
    return {line.id: reckoned[line.id] for line in facts.lines if line.amount != reckoned[line.id]}


def _shown(one: OrderFinding, facts: Facts, by: Member, attempt: Attempt | None) -> ShownFinding:
    settle = None
    if one.state == "open":
        [offered] = available(FindingCase(by, facts.at, order=facts.order, found=one))
        settle = shown_verb(
            FINDING["settle"], offered, reverse("finding_do", args=[one.order_id, one.id]), one.id, attempt
        )
    return ShownFinding(one, finding_words(one), facts.name(one.settled_by_id), settle)
