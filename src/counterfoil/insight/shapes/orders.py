"""How an order looks: its head in lists, what it says, and the whole of it. Amounts are strings in its currency."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, Field

from counterfoil.foundation.catalogue.units import counted
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace import record
from counterfoil.insight.trace.due_states import ORDERS_DUE, Due, due_of_order
from counterfoil.insight.trace.facts import Facts
from counterfoil.insight.trace.noted import Differing, Noted
from counterfoil.insight.trace.since import as_plain
from counterfoil.lifecycle.orders.charging import row_id_of
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionCharge, RevisionLine

from .approvals import ApprovalShape, SinceShape
from .arrivals import ArrivalShape, FindingShape
from .custom import CustomFields, OfLine
from .mail import MailShape, mails_of
from .named import Named, Party, Titled
from .shape import NOTHING, Amount, Figure, From, Given, Inside, Known, Shape, StateWords, Told
from .terms import TermsWords
from .thresholds import ThresholdShape, thresholds_of

ContractId = Annotated[Inside[UUID | None], Told(lambda order: order.contract_id)]
UnitWords = Annotated[str, Told(lambda line: counted(line.unit, line.quantity))]


class Totals(Shape, row=Revision):
    """The sums, each of what is printed: `subtotal` of the lines, `net` with discounts and markups, `total` with taxes and
    adjustments. `base_total` is the total in the company's own currency, `allowance` what a match policy allows above `net`."""

    subtotal: Amount
    net: Amount
    tax: Amount
    adjustments: Amount
    total: Amount
    base_total: Given[str]
    allowance: Annotated[Amount, From("allowance_amount")]


class ChargeShape(Shape, row=RevisionCharge):
    """What an order adds to its lines or takes off: `discount` (a markup is one above zero), `tax` or `adjustment`, in their
    order, each with what it comes to. An adjustment has no per cent. `picked` is the row of the company's list."""

    kind: str
    position: int
    words: str
    percent: Figure | None
    compound: bool
    amount: Amount
    picked: Inside[Given[UUID | None]]


class OrderHead(Shape, row=Order):
    """An order as it stands in a list. A contractor's own key is not told who asked for it."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    number: str | None
    contractor_code: str | None
    title: str
    contractor: Party
    engagement: Titled | None = Field(description="None while a loaded order is attached to no engagement yet.")
    team_id: UUID | None
    requester: Inside[Named | None]
    origin: str
    kind: str
    side: str
    currency: str
    rate: Figure | None = Field(description="Turns the order's currency into the company's; none where none is stated.")
    rate_on: Inside[date | None] = Field(description="The day of that rate; none within one currency.")
    rate_source: Inside[str | None] = Field(description="`general`, from the company's list, or this order's `own`.")
    base_currency: str
    revision: Annotated[int, From("revision_number")]
    starts_on: Given[date | None]
    ends_on: Given[date | None]
    totals: Given[Totals]
    discarded: bool
    contract_id: ContractId = Field(description="The contract of its engagement, if it has one.")
    approval_id: Inside[UUID | None] = Field(description="The approval that it holds: of what it says now.")
    requisition_id: Inside[UUID | None] = Field(description="The approved requisition that it begins with, if it does.")
    replaces: Annotated[Inside[UUID | None], From("replaces_id")]
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    issued_at: datetime | None
    issued_on: date | None
    sent_on: date | None = Field(description="The day on which it went to its contractor first.")
    sent_how: str = Field(description="`mail` from here, or as somebody noted: `post`, `hand`, `elsewhere`.")
    cancelled_at: datetime | None
    closed_at: datetime | None
    archived_at: Inside[datetime | None]
    payment_terms: str = Field(description="As in `30 days from sent`; empty where the contractor's hold.")
    payment_terms_words: TermsWords
    due_on: Given[date | None] = Field(description="The earliest day on which something invoiced on it is due.")
    due_state: Given[str] = Field(description=f"{', '.join(ORDERS_DUE)}; empty where nothing is promised.")
    fields: CustomFields

    @classmethod
    def standing(cls, order: Order, said: Revision, due: Due, by: Member, known: Known = NOTHING, **given: Any) -> Self:
        """An order with the revision that stands, and how its invoices stand by the clock."""
        given |= {"due_on": due.on, "due_state": due.state}
        base_total = money_text(said.base_total, order.base_currency)
        totals = Totals.of(said, by, known, order.currency, base_total=base_total)
        return cls.of(order, by, known, totals=totals, starts_on=said.starts_on, ends_on=said.ends_on, **given)


class DifferingShape(Shape, row=Differing):
    """One field in which the invoice that came says otherwise."""

    field: str
    noted: Annotated[str, Told(lambda one: as_plain(one.before))]
    came: Annotated[str, Told(lambda one: as_plain(one.now))]


class NotedShape(Shape, row=Noted):
    """What is noted of the contractor's invoice before it comes; once it came, which one it is, and each difference."""

    number: Annotated[str, From("order.noted_number")]
    issued_on: Annotated[date, From("order.noted_on")]
    amount: Annotated[Amount, From("order.noted_amount")]
    invoice_id: Annotated[UUID | None, From("invoice.id")]
    differing: list[DifferingShape]


class OrderBody(OrderHead):
    """What an order says. `shown` is the hash of this content: who approves sends it back.

    A contractor's own key is not told who cancelled it and why; `replaces` and `replaced_by` are orders that the reader sees.
    """

    notes: str
    shown: Given[str]
    replaces: Given[UUID | None]
    replaces_called: Given[str | None]
    replaced_by: Given[list[UUID]]
    replaced_by_called: Given[list[str]]
    cancelled_by: Inside[Given[Named | None]]
    cancelled_for: Inside[Given[str | None]]
    document_sha256: Annotated[str | None, BeforeValidator(lambda digest: digest or None)]

    @classmethod
    def told(cls, facts: Facts, by: Member, **given: Any) -> Self:
        """What an order says, with the orders before and after it, and how it was cancelled."""
        before, after, known = facts.replaces, facts.replaced_by, known_of(facts)
        ended = [e for e in facts.entries if e.verb in ("order.cancel", "order.discard") and e.outcome == Entry.DONE]
        ender = known.get(ended[-1].member_id) if ended else None
        given |= {"replaces": before.id if before else None, "replaces_called": _called(before) if before else None}
        given |= {"replaced_by": [one.id for one in after], "replaced_by_called": [_called(one) for one in after]}
        given["cancelled_by"] = Named.of(ender, by) if ender else None
        given["cancelled_for"] = ended[-1].reason if ended else None
        due = due_of_order(facts.order, facts.fulfilment.invoices, facts.today)
        return cls.standing(facts.order, facts.revision, due, by, known, shown=facts.shown, **given)


class LineBalance(Shape):
    """A quantity and an amount of a line."""

    quantity: Given[Figure]
    amount: Given[Amount]


class LineShape(Shape, row=RevisionLine):
    """A line: what it says, and its balances beside its limit."""

    id: Annotated[UUID, From("line_id")]
    position: Annotated[int, From("line.position")]
    heading: str
    text: str
    details: str
    quantity: Figure
    unit: str
    unit_words: UnitWords
    unit_price: Figure
    discount: Figure = Field(description="Its own, in per cent: below zero a discount, above a markup.")
    amount: Amount
    net: Given[Amount] = Field(description="What it comes to with its share of the order's discounts.")
    tax_exempt: bool
    job: Annotated[str, From("line.job")] = Field(description="What a project tool calls the job.")
    cost_centre_id: Inside[UUID | None]
    account_id: Inside[UUID | None]
    project_id: Inside[UUID | None]
    starts_on: date | None
    ends_on: date | None
    limit: Given[LineBalance]
    accepted: Given[LineBalance]
    covered: Given[LineBalance]
    fields: OfLine


class MoneyShape(Shape, row=record.Money):
    """The figures of an order, net, in its currency, and what remains."""

    currency: str
    ordered: Amount
    authorised: Amount
    accepted: Amount
    invoiced: Amount
    initiated: Amount
    settled: Amount
    remaining: Amount
    written_off: Amount = Field(description="What no invoice claimed and was written off: no invoice can claim it.")
    to_invoice: Amount = Field(description="What may be invoiced by now, beside what invoices claim that still wait.")
    over_invoiced: Amount = Field(description="What is invoiced above what is accepted.")


class OrderShape(OrderBody):
    """The whole order. Contractors see no approval, and not what its papers contradict."""

    lines: Given[list[LineShape]]
    charges: Given[list[ChargeShape]]
    money: Given[MoneyShape]
    approval: Inside[Given[ApprovalShape | None]]
    since: Inside[Given[SinceShape | None]]
    noted_invoice: Inside[Given[NotedShape | None]]
    findings: Inside[Given[list[FindingShape]]]
    arrivals: Given[list[ArrivalShape]]
    thresholds: Inside[Given[list[ThresholdShape]]]
    mails: Inside[Given[list[MailShape]]]

    @classmethod
    def whole(cls, seen: record.Record, by: Member, **given: Any) -> Self:
        """The whole order as its record has it for this reader."""
        facts, known = seen.facts, known_of(seen.facts)
        held = [one.approval for one in facts.rounds if one.approval.id == facts.order.approval_id]
        return cls.told(
            facts,
            by,
            lines=[line_of(line, by, facts.order.currency) for line in facts.lines],
            charges=[
                ChargeShape.of(one, by, currency=facts.order.currency, picked=row_id_of(one))
                for one in facts.revision.all_charges
            ],
            money=MoneyShape.of(seen.money, by),
            approval=ApprovalShape.of(held[0], by, known) if held else None,
            since=SinceShape.of(seen.since, by) if seen.since else None,
            noted_invoice=NotedShape.of(seen.noted, by, currency=facts.order.currency) if seen.noted else None,
            findings=FindingShape.each(facts.findings, by, known),
            arrivals=ArrivalShape.each(facts.arrivals, by),
            thresholds=thresholds_of(facts.watched, facts.order, by),
            mails=mails_of(facts.mails, by),
            **given,
        )


def known_of(facts: Facts) -> Known:
    """Whom and what the facts name, by their ids: nothing of it is read again."""
    return {**facts.members, facts.order.payee_id: facts.order.contractor}


def line_of(said: RevisionLine, by: Member, currency: str) -> LineShape:
    """A line of the revision that stands, with its balances."""

    def balance(name: str) -> LineBalance:
        quantity, amount = getattr(said.line, f"{name}_quantity"), getattr(said.line, f"{name}_amount")
        return LineBalance.of(said.line, by, currency=currency, quantity=quantity, amount=amount)

    limit, accepted, covered = map(balance, ("limit", "accepted", "covered"))
    return LineShape.of(
        said, by, currency=currency, net=money_text(said.net, currency), limit=limit, accepted=accepted, covered=covered
    )


def _called(order: Order) -> str:
    """How a person would name another order: by its number, or while it has none by what it is for."""
    return order.number or order.title
