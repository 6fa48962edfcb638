"""Everything that hangs on one order, read at once: what gates, verbs and the record are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, Q

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.approvals.rules import next_step
from counterfoil.foundation.catalogue.custom_values import read_along
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import FINANCE, ISSUER, MANAGER, works_here
from counterfoil.foundation.companies.queries import count_of_approvers, holding, with_hands
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.mail.models import Message
from counterfoil.foundation.mail.queries import of_order as mails_of_order
from counterfoil.foundation.parties.holds import Hold, held
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.alerts.queries import of_order as alerts_of_order
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.document import content_digest
from counterfoil.lifecycle.orders.models import (
    SHARED,
    LineValue,
    Order,
    OrderFinding,
    OrderHold,
    Revision,
    RevisionLine,
    Value,
)

from .arrivals import Told, on_order
from .fulfilment import Fulfilment, fulfilment_of
from .watched import Watched, watched

ACTING = (ISSUER, MANAGER, FINANCE)
"""The roles whose members may be the next to act on an order, beside the approvers of its steps."""


@dataclass(frozen=True)
class Round:
    """One request for approval and the words given on it, in order."""

    approval: Approval
    steps: Sequence[Step]


@dataclass(frozen=True)
class Facts:
    """One order as it stands, read inside one scope. `shown` is the hash of exactly this content.

    `happened` counts what was done on it; `line_count` is there even where the lines themselves are not read: in a list.
    """

    order: Order
    at: datetime
    revision: Revision
    lines: Sequence[RevisionLine]
    line_count: int
    rounds: Sequence[Round]
    documents: Sequence[Document]
    entries: Sequence[Entry]
    members: dict[UUID, Member]
    replaces: Order | None
    replaced_by: Sequence[Order]
    shown: str
    company: Company
    approvers: int
    today: date
    fulfilment: Fulfilment
    happened: int
    findings: Sequence[OrderFinding] = ()
    arrivals: Sequence[Told] = ()
    mails: Sequence[Message] = ()
    alerts: Sequence[ToldAlert] = ()
    watched: Sequence[Watched] = ()

    @property
    def own_holds(self) -> list[Hold]:
        """The holds that stand on the order itself."""
        return [hold for hold in self.fulfilment.holds if isinstance(hold, OrderHold)]

    def held(self, what: str) -> list[Reason]:
        """Every hold on the order or its contractor that stops this today."""
        return held(self.fulfilment.holds, what, self.today)

    @property
    def steps(self) -> Sequence[Step]:
        """The steps of the approval that the order holds now."""
        for approval_round in self.rounds:
            if approval_round.approval.id == self.order.approval_id:
                return approval_round.steps
        return []

    @property
    def still_asked(self) -> int:
        """How many approvers are asked after the one whose turn it is: at none, the next word authorises."""
        return max(sum(step.state == "waiting" for step in self.steps) - 1, 0)

    def name(self, member_id: UUID | None) -> str:
        """A member's name."""
        member = self.members.get(member_id) if member_id else None
        return member.name if member else ""

    def separated(self) -> bool:
        """Whether requester and approver must be two people in this company now."""
        return self.company.separation or self.approvers > 1

    def holders(self, role: str, verb: str, amount: Decimal = ZERO) -> list[Member]:
        """The active members who do this by this role, and for so much, by name."""
        having = [m for m in self.members.values() if m.state == Member.ACTIVE and m.reaches(role, amount, verb)]
        return sorted(having, key=lambda member: member.name)

    def may_take_next_step(self) -> list[Member]:
        """Who could take the approval's next step: named by the policy, not the requester, not who is paid, no earlier step."""
        step = next_step(self.steps)
        if step is None:
            return []
        taken = {done.member_id for done in self.steps if done.member_id}
        payee = self.order.paid_member_id
        own = {*self.order.approval.interested, payee} if self.separated() else set()
        able = [one for one in self.holders(step.role, "order.approve", self.order.approval.amount) if not one.service]
        return [member for member in able if not member.has_hand_in(taken | own)]


def facts_of(by: Member, order_id: UUID, at: datetime) -> Facts:
    """Read one visible order and all that hangs on it. Called inside a scope. Raises NotFound."""
    visible = queries.with_fields(queries.visible(by).exclude(kind=SHARED)).select_related(
        "contractor", "engagement", "approval__policy", "requester", "team", "loaded_from"
    )
    order: Order = visible.one(order_id)
    revision, lines = queries.revision_with_lines(order)
    read_along(Value, [order], order.has_fields)
    read_along(LineValue, [said.line for said in lines], order.has_fields)
    fulfilment = fulfilment_of(by.company_id, [order])[order.id]
    rounds, entries = _rounds(order), _entries(order, fulfilment)
    beside = list(queries.visible(by).filter(Q(replaces_id=order.id) | Q(id=order.replaces_id)))
    return Facts(
        order=order,
        at=at,
        revision=revision,
        lines=lines,
        line_count=len(lines),
        rounds=rounds,
        documents=list(Document.objects.within(order.company_id).filter(order_id=order.id).order_by("created_at")),
        entries=entries,
        members=_members(by, order, rounds, entries, fulfilment),
        replaces=next((one for one in beside if one.id == order.replaces_id), None),
        replaced_by=[one for one in beside if one.id != order.replaces_id],
        shown=content_digest(order, revision, lines),
        company=by.company,
        approvers=0 if by.company.separation else count_of_approvers(by.company_id),
        today=by.company.today(at),
        fulfilment=fulfilment,
        happened=happened_on(order),
        findings=_findings(order),
        arrivals=on_order(by, order.id, [invoice.id for invoice in fulfilment.invoices]),
        mails=mails_of_order(by.company_id, order.id) if order.document_sha256 else [],
        alerts=alerts_of_order(by, order.id) if order.number else [],
        watched=watched(order) if works_here(by.roles) else [],
    )


def happened_on(order: Order) -> int:
    """How much was done on an order so far: tells two states of its record apart, where its version does not."""
    return Entry.objects.within(order.company_id).filter(order_id=order.id, outcome=Entry.DONE).count()


def _findings(order: Order) -> list[OrderFinding]:
    """What its minter's figures contradict; only a loaded order has any."""
    if not order.is_loaded:
        return []
    found = OrderFinding.objects.within(order.company_id).filter(order_id=order.id)
    return list(found.select_related("line", "order", "arrival").order_by("found_at", "id"))


def _rounds(order: Order) -> list[Round]:
    approvals = Approval.objects.within(order.company_id).filter(subject_id=order.id)
    steps = Prefetch("steps", Step.objects.order_by("position"))
    found = approvals.select_related("policy").prefetch_related(steps).order_by("opened_at", "id")
    return [Round(one, list(one.steps.all())) for one in found]


def _entries(order: Order, fulfilment: Fulfilment) -> list[Entry]:
    """In the order in which they were recorded under the order's lock. An invoice may have arrived before it was linked, and a
    payment may pay other orders too."""
    linked = [one.id for one in fulfilment.invoices] + [one.payment_id for one in fulfilment.allocations]
    found = Entry.objects.within(order.company_id).filter(Q(order_id=order.id) | Q(subject_id__in=linked))
    return list(found.order_by("recorded_at", "id"))


def _members(
    by: Member, order: Order, rounds: Sequence[Round], entries: Sequence[Entry], fulfilment: Fulfilment
) -> dict[UUID, Member]:
    """Everybody who did something here, and everybody who could do the next thing."""
    steps = [step for one in rounds for step in one.steps]
    named = {order.requester_id} | {entry.member_id for entry in entries} | fulfilment.people()
    named |= {step.member_id for step in steps if step.member_id}
    roles = {*ACTING} | {step.role for step in steps if step.state == "waiting"}
    members = Member.objects.within(order.company_id).prefetch_related("rights")
    found = members.filter(Q(id__in=named) | Q(holding(roles), state=Member.ACTIVE))
    return with_hands(by, found)
