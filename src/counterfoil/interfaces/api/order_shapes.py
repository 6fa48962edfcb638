"""How an order looks when it is read: its head in lists, the whole record alone. Amounts are strings in its currency."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.outside import is_outside
from counterfoil.insight.trace.record import Money, Record
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionLine

from .answering import ROOT
from .arrival_shapes import ArrivalShape, FindingShape
from .listing import ListPage


class Party(BaseModel):
    """A contractor by id, code and name."""

    id: UUID
    code: str
    name: str


class Named(BaseModel):
    """Somebody or something by id and name."""

    id: UUID
    name: str


class Totals(BaseModel):
    """The sums; `base_total` is the total in the company's own currency, `allowance` what a match policy allows above `net`."""

    subtotal: str
    net: str
    total: str
    base_total: str
    allowance: str

    @classmethod
    def of(cls, order: Order, revision: Revision) -> Self:
        """The sums of a revision, with the decimals of their currencies."""
        sums = {name: money_text(getattr(revision, name), order.currency) for name in ("subtotal", "net", "total")}
        allowance = money_text(revision.allowance_amount, order.currency)
        return cls(**sums, base_total=money_text(revision.base_total, order.base_currency), allowance=allowance)


class OrderHead(BaseModel):
    """An order as it stands in a list. A contractor's own key is not told who asked for it."""

    id: UUID
    version: int
    state: str
    number: str | None
    contractor_code: str | None
    title: str
    contractor: Party
    engagement: Named | None = Field(description="None while a loaded order is attached to no engagement yet.")
    team_id: UUID | None
    requester: Named | None
    origin: str
    kind: str
    side: str
    currency: str
    rate: str | None = Field(description="Turns the order's currency into the company's; none where none is stated.")
    base_currency: str
    revision: int
    starts_on: date | None
    ends_on: date | None
    totals: Totals
    discarded: bool
    replaces: UUID | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    issued_at: datetime | None
    issued_on: date | None
    cancelled_at: datetime | None


class OrderPage(ListPage):
    """Orders. `position` is the sealed position up to which this page is true: resume from it with `after_position`."""

    items: list[OrderHead]
    position: int
    more: bool = Field(description="Whether to read on: by `next`, or among changes by `position`.")

    @classmethod
    def of(cls, by: Member, rows: Sequence[Order], said: Mapping[UUID, Revision], position: int, **more: Any) -> Self:
        """The page of these orders for this reader, each with the revision that stands."""
        return cls(items=[OrderHead(**head(by, row, said[row.id])) for row in rows], position=position, **more)


class LineBalance(BaseModel):
    """A quantity and an amount of a line."""

    quantity: str
    amount: str

    @classmethod
    def of(cls, line: RevisionLine, name: str, currency: str) -> Self:
        """One of the line's balances: limit, accepted or covered."""
        quantity, amount = getattr(line.line, f"{name}_quantity"), getattr(line.line, f"{name}_amount")
        return cls(quantity=plain_decimal(quantity), amount=money_text(amount, currency))


class LineShape(BaseModel):
    """A line: what it says, and its balances beside its limit."""

    id: UUID
    position: int
    text: str
    quantity: str
    unit: str
    unit_price: str
    amount: str
    starts_on: date | None
    ends_on: date | None
    limit: LineBalance
    accepted: LineBalance
    covered: LineBalance

    @classmethod
    def of(cls, line: RevisionLine, currency: str) -> Self:
        """A line of the revision that stands."""
        return cls(
            id=line.line_id,
            position=line.line.position,
            text=line.text,
            quantity=plain_decimal(line.quantity),
            unit=line.unit,
            unit_price=plain_decimal(line.unit_price),
            amount=money_text(line.amount, currency),
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            **{name: LineBalance.of(line, name, currency) for name in ("limit", "accepted", "covered")},
        )


class StepShape(BaseModel):
    """One approver's step. `by_requester` marks an approval of one's own request, in a company of one."""

    position: int
    role: str
    state: str
    member: Named | None
    decided_at: datetime | None
    reason: str
    by_requester: bool


class ApprovalShape(BaseModel):
    """The approval that the order holds now. `digest` is the content it binds to."""

    state: str
    digest: str
    policy_version: int
    requester_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    steps: list[StepShape]

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """The approval with its steps, or nothing before the order is submitted."""
        approval = facts.order.approval
        if approval is None:
            return None
        return cls(
            state=approval.state,
            digest=approval.digest,
            policy_version=approval.policy.version,
            requester_id=approval.requester_id,
            opened_at=approval.opened_at,
            closed_at=approval.closed_at,
            steps=[_step(facts, step) for step in facts.steps],
        )


class MoneyShape(BaseModel):
    """The five figures, net, in the order's currency, and what remains."""

    ordered: str
    authorised: str
    accepted: str
    invoiced: str
    initiated: str
    settled: str
    remaining: str
    to_invoice: str = Field(description="What may be invoiced by now; negative where more is invoiced than accepted.")

    @classmethod
    def of(cls, money: Money) -> Self:
        """The figures with the currency's decimals."""
        return cls(**{name: money_text(getattr(money, name), money.currency) for name in cls.model_fields})


class Links(BaseModel):
    """Where more of it is. `document` and `document_json` are there from issue on."""

    self: str
    gates: str
    trace: str
    document: str | None
    document_json: str | None

    @classmethod
    def of(cls, order: Order) -> "Links":
        """The addresses that belong to this order."""
        own = f"{ROOT}/orders/{order.id}"
        document = f"{own}/document" if order.document else None
        return cls.model_validate(
            {
                "self": own,
                "gates": f"{own}/gates",
                "trace": f"{own}/trace",
                "document": document,
                "document_json": f"{document}.json" if document else None,
            }
        )


class OrderShape(OrderHead):
    """The whole order. `shown` is the hash of this content: who approves sends it back. Contractors see no approval."""

    notes: str
    shown: str
    lines: list[LineShape]
    money: MoneyShape
    approval: ApprovalShape | None
    replaced_by: list[UUID]
    findings: list[FindingShape]
    arrivals: list[ArrivalShape]
    document_sha256: str | None
    links: Links

    @classmethod
    def of(cls, by: Member, record: Record) -> Self:
        """The order as its record has it for this reader."""
        facts, order = record.facts, record.facts.order
        return cls(
            **head(by, order, facts.revision),
            notes=order.notes,
            shown=facts.shown,
            lines=[LineShape.of(line, order.currency) for line in facts.lines],
            money=MoneyShape.of(record.money),
            approval=None if is_outside(by) else ApprovalShape.of(facts),
            replaced_by=[fresh.id for fresh in facts.replaced_by],
            findings=[FindingShape.of(found) for found in facts.findings],
            arrivals=[ArrivalShape.of(one) for one in facts.arrivals],
            document_sha256=order.document_sha256 or None,
            links=Links.of(order),
        )


_FACTS = ("id", "version", "state", "number", "contractor_code", "title", "team_id", "origin", "kind", "side")
_MARKS = ("currency", "base_currency", "discarded")
_MOMENTS = ("created_at", "updated_at", "submitted_at", "approved_at", "issued_at", "issued_on", "cancelled_at")


def head(by: Member, order: Order, revision: Revision) -> dict[str, Any]:
    """The fields of an order's head for a reader, from its row and the revision that stands."""
    return {name: getattr(order, name) for name in (*_FACTS, *_MARKS, *_MOMENTS)} | {
        "contractor": Party(id=order.contractor_id, code=order.contractor.code, name=order.contractor.name),
        "engagement": Named(id=order.engagement.id, name=order.engagement.title) if order.engagement else None,
        "requester": None if is_outside(by) else _named(order.requester),
        "rate": None if order.rate is None else plain_decimal(order.rate),
        "revision": revision.number,
        "starts_on": revision.starts_on,
        "ends_on": revision.ends_on,
        "totals": Totals.of(order, revision),
        "replaces": order.replaces_id,
    }


def _step(facts: Facts, step: Any) -> StepShape:
    member = facts.members.get(step.member_id) if step.member_id else None
    same = {name: getattr(step, name) for name in ("position", "role", "state", "decided_at", "reason", "by_requester")}
    return StepShape(**same, member=_named(member) if member else None)


def _named(member: Member) -> Named:
    return Named(id=member.id, name=member.name)
