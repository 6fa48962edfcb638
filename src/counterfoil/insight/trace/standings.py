"""Where many orders stand at once, and what one member could do with each: what desk and list show beside them.

Asks the same gates and rules as the record of one order, with the same number of queries for three orders and sixty.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import count_of_approvers, holding, with_hands
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.cases import OrderCase
from counterfoil.lifecycle.orders.contract_ids import with_contract_ids
from counterfoil.lifecycle.orders.lacking import LACKING
from counterfoil.lifecycle.orders.models import Order, OrderLine, Revision

from ..verbs.available import AvailableVerb
from .due_states import NEVER_DUE, Due, due_of_order
from .facts import ACTING, Facts, Round
from .fulfilment import Fulfilment, fulfilment_of
from .gate import Gate
from .gates import gates, whose_move
from .held import Held, held_today
from .order_verbs import case_of, verbs_of

NEXT = ("order.approve", "order.issue", "order.revise", "order.submit")
"""The verbs that take an order further: what a desk asks somebody to do."""


@dataclass(frozen=True)
class Standing:
    """One order of a list: its net amount, the gate it stands at, the reader's next move, if it is theirs, and what holds it.

    `lacks` says what keeps the reader's own draft from being submitted, and is filled in by them.
    """

    order: Order
    net: Decimal
    stands_at: Gate | None
    offered: AvailableVerb | None
    held: Sequence[Held] = ()
    lacks: Sequence[Reason] = ()
    due: Due = NEVER_DUE
    """How its invoices stand by the clock."""

    @property
    def since(self) -> datetime:
        """Since when it has waited here."""
        return self.stands_at.since if self.stands_at and self.stands_at.since else self.order.updated_at


def standings(by: Member, orders: Sequence[Order], at: datetime) -> list[Standing]:
    """Where each of these orders stands, for this reader. Called inside a scope."""
    if not orders:
        return []
    read = _read(by, orders, at)
    facts = [_facts(order, read) for order in orders]
    cases = together([case_of(one, by) for one in facts])
    return [_standing(one, case) for one, case in zip(facts, cases, strict=True)]


def listed(by: Member) -> QuerySet[Order]:
    """The orders that a list shows: visible, not discarded, with all that a row names."""
    return with_names(queries.visible(by).filter(discarded=False))


def with_names(orders: QuerySet[Order]) -> QuerySet[Order]:
    """These orders with all that a row names, without what it never shows, and with whether there are custom fields."""
    named = ("contractor", "engagement", "requester", "approval__policy")
    rows: Any = orders.select_related(*named).defer("document", "notes")
    found: QuerySet[Order] = with_contract_ids(queries.with_fields(rows))
    return found


@dataclass(frozen=True)
class _Read:
    """What is read at once for all the orders of a list."""

    by: Member
    revisions: dict[UUID, Revision]
    line_counts: dict[UUID, int]
    steps: dict[UUID, list[Step]]
    members: dict[UUID, Member]
    fulfilment: dict[UUID, Fulfilment]
    approvers: int
    today: date
    at: datetime


def _read(by: Member, orders: Sequence[Order], at: datetime) -> _Read:
    fulfilment = fulfilment_of(by.company_id, orders)
    return _Read(
        by=by,
        revisions=_revisions(by, orders),
        line_counts=_line_counts(by, orders),
        steps=_steps(by, orders),
        members=_members(by, orders, fulfilment),
        fulfilment=fulfilment,
        approvers=0 if by.company.separation else count_of_approvers(by.company_id),
        today=by.company.today(at),
        at=at,
    )


def _facts(order: Order, read: _Read) -> Facts:
    approval, revision = order.approval, read.revisions[order.id]
    return Facts(
        order=order,
        at=read.at,
        revision=revision,
        lines=[],
        line_count=read.line_counts[order.id],
        rounds=[Round(approval, read.steps[approval.id])] if approval else [],
        documents=[],
        entries=[],
        members=read.members,
        replaces=None,
        replaced_by=[],
        shown=approval.digest if approval else "",
        company=read.by.company,
        approvers=read.approvers,
        today=read.today,
        fulfilment=read.fulfilment[order.id],
        happened=0,
    )


def _standing(facts: Facts, case: OrderCase) -> Standing:
    offered = {one.verb: one for one in verbs_of(case)}
    held = held_today(facts.fulfilment.holds, facts.today)
    own = facts.order.requester_id == case.by.id
    lacks = lacking(offered["order.submit"].reasons) if own else ()
    due = due_of_order(facts.order, facts.fulfilment.invoices, facts.today)
    return Standing(facts.order, facts.revision.net, whose_move(gates(facts)), _next(offered, own), held, lacks, due)


def _next(offered: Mapping[str, AvailableVerb], own: bool) -> AvailableVerb | None:
    """The member's move that takes the order on. Only the requester is asked to go on with a draft."""
    asked = [verb for verb in NEXT if own or verb in ("order.approve", "order.issue")]
    return next((offered[verb] for verb in asked if verb in offered and offered[verb].allowed), None)


def lacking(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """What a draft lacks, where nothing else keeps it from being submitted."""
    return reasons if all(one.key in LACKING for one in reasons) else ()


def _revisions(by: Member, orders: Sequence[Order]) -> dict[UUID, Revision]:
    standing = Revision.objects.within(by.company_id).filter(order_id__in=[order.id for order in orders])
    return {one.order_id: one for one in standing.filter(number=F("order__revision_number"))}


def _line_counts(by: Member, orders: Sequence[Order]) -> dict[UUID, int]:
    lines = OrderLine.objects.within(by.company_id).filter(order_id__in=[order.id for order in orders])
    counted = lines.values_list("order_id").annotate(Count("id"))
    return defaultdict(int, counted)


def _steps(by: Member, orders: Sequence[Order]) -> dict[UUID, list[Step]]:
    found: dict[UUID, list[Step]] = defaultdict(list)
    held = [order.approval_id for order in orders if order.approval_id]
    for step in Step.objects.within(by.company_id).filter(approval_id__in=held).order_by("position"):
        found[step.approval_id].append(step)
    return found


def _members(by: Member, orders: Sequence[Order], fulfilment: dict[UUID, Fulfilment]) -> dict[UUID, Member]:
    """Who asked, who decided, whom the documents name, and everybody who could do the next thing."""
    waiting = Step.objects.within(by.company_id).filter(
        approval_id__in=[order.approval_id for order in orders if order.approval_id]
    )
    named = {order.requester_id for order in orders}.union(*(one.people() for one in fulfilment.values()))
    could = Q(state=Member.ACTIVE) & (Q(holding(ACTING)) | Q(holding(waiting.values("role"))))
    decided = Q(id__in=waiting.filter(member__isnull=False).values("member_id"))
    members = Member.objects.within(by.company_id).prefetch_related("rights")
    return with_hands(by, members.filter(Q(id__in=named) | could | decided))
