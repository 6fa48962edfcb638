"""An order before a member: everything that its rules ask of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE
from counterfoil.foundation.kernel.cases import Case, read_together
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.mail import queries as mail
from counterfoil.foundation.mail.models import ORDER, Message
from counterfoil.foundation.parties.holds import EVERYTHING, held
from counterfoil.lifecycle.engagements import queries as engagements
from counterfoil.lifecycle.engagements.models import Engagement

from . import contracted as contracts
from . import custom, lacking, queries, rules, thresholds
from . import requested as wishes
from .contract_rules import Contracted
from .document import content_digest
from .hanging import Hanging
from .lacking import Unfilled
from .models import Confirmation, Order, OrderFinding, OrderHold, Revision, RevisionLine, Threshold
from .pricing import line_amount
from .requested_rules import Gate, Requested
from .run_out import stopped
from .using import may_use


class OrderCase(MemberCase):
    """One order. A page that has read a part of it gives that to the case as `known`."""

    subject = "order"
    order: Order

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible order, locked. Raises NotFound."""
        return cls(by, at, order=queries.locked(by, subject_id))

    @property
    def seen(self) -> str:
        """Its version, which every change of it raises."""
        return str(self.order.version)

    @property
    def named(self) -> Collection[str]:
        """What a change names."""
        return self.given["changes"].model_fields_set if "changes" in self.given else ()

    @cached_property
    def engagement(self) -> Any:
        """The engagement to which it is to be attached, where one is named. Raises NotFound."""
        if "engagement_id" not in self.given:
            return None
        return Engagement.objects.within(self.by.company_id).one(self.given["engagement_id"])

    @cached_property
    def revision_with_lines(self) -> tuple[Revision, list[RevisionLine]]:
        """The revision that stands, and its lines."""
        return queries.revision_with_lines(self.order)

    @property
    def says(self) -> list[RevisionLine]:
        """What it says of each line."""
        return self.revision_with_lines[1]

    @cached_property
    def revision(self) -> Revision:
        """The revision that stands."""
        return self.revision_with_lines[0]

    @cached_property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.revision_with_lines[1])

    @read_together
    def uncoded(cases: Sequence["OrderCase"]) -> Iterator[Collection[str]]:
        """Which codes the company asks for and not all lines of a draft name."""
        found = lacking.uncoded([one.order for one in cases], cases[0].by.company.coding_required)
        yield from (found.get(one.order.id, ()) for one in cases)

    @read_together
    def contracted(cases: Sequence["OrderCase"]) -> Iterator[Contracted | None]:
        """What the contract of its engagement allows, where one is signed, and what it asks for beside the others."""
        found = contracts.contracted([one.order for one in cases])
        yield from (found.get(one.order.id) for one in cases)

    @read_together
    def requested(cases: Sequence["OrderCase"]) -> Iterator[Requested | None]:
        """What the requisition that it begins with allows, and what it asks for beside the others."""
        found = wishes.requested([one.order for one in cases])
        yield from (found.get(one.order.id) for one in cases)

    @read_together
    def needed(cases: Sequence["OrderCase"]) -> Iterator[Gate]:
        """Since when the company's orders begin with an approved requisition, if they do."""
        found = wishes.gate([one.order for one in cases])
        yield from (found for _one in cases)

    @read_together
    def run_out(cases: Sequence["OrderCase"]) -> Iterator[str | None]:
        """By what it has run out, where the company stops such orders."""
        found = stopped([one.order for one in cases], cases[0].today)
        yield from (found.get(one.order.id) for one in cases)

    @cached_property
    def fields(self) -> custom.Standing:
        """What the company's custom fields say of it and of its lines."""
        return custom.standing(self.order, [said.line for said in self.says])

    @read_together
    def unfilled(cases: Sequence["OrderCase"]) -> Iterator[Unfilled]:
        """The custom fields that a draft has to have filled in and lacks, each with the place of the line that does."""
        found = lacking.unfilled([one.order for one in cases], cases[0].today)
        yield from (found.get(one.order.id, ()) for one in cases)

    @cached_property
    def digest(self) -> str:
        """The hash of exactly what it says now."""
        return content_digest(self.order, *self.revision_with_lines)

    @cached_property
    def approval(self) -> Approval | None:
        """The approval that it holds now."""
        approval: Approval | None = self.order.approval
        return approval

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The steps of that approval, in order."""
        own = Step.objects.within(self.by.company_id).filter(approval_id=self.order.approval_id)
        return list(own.order_by("position"))

    @cached_property
    def shared_left(self) -> Decimal | None:
        """What is left of the order that it draws on; none where it draws on none."""
        if self.order.drawn_from_id is None:
            return None
        return row_of(Order, self.order.company_id, self.order.drawn_from_id).left_to_draw

    @cached_property
    def held(self) -> list[Reason]:
        """Every hold on the order or its contractor that stops it as a whole today."""
        return held(queries.holds_on(self.order), EVERYTHING, self.today)

    @cached_property
    def hanging(self) -> Sequence[Hanging]:
        """What still hangs on it: evidence, invoices and payments, which later rooms keep."""
        return queries.hanging_on(self.order)

    @property
    def has_server(self) -> bool:
        """Whether mail can be sent from here."""
        return mail.stands()

    @cached_property
    def sent_before(self) -> Sequence[str]:
        """The addresses that the mails of this order are on their way to, or may have arrived at."""
        return mail.addresses_of(self.by.company_id, self.order.id)

    @cached_property
    def mailed_on(self) -> date | None:
        """The company's day on which its first mail went out."""
        first = mail.first_sent_at(self.by.company_id, self.order.id)
        return self.company.today(first) if first else None

    @cached_property
    def thresholds(self) -> Sequence[Threshold]:
        """The thresholds that it has or had."""
        return list(thresholds.of_order(self.order))

    @cached_property
    def standing(self) -> Sequence[OrderHold]:
        """The holds that stand on the order itself."""
        own = OrderHold.objects.within(self.by.company_id).filter(order_id=self.order.id)
        return list(own.filter(state="standing"))


class SharedCase(OrderCase):
    """An order that contracts share, before who gives a contract its share of it, or says of whom it is used."""

    @classmethod
    def concerns(cls, case: Case) -> bool:
        """Only an order that is shared."""
        return isinstance(case, OrderCase) and case.order.is_shared

    @cached_property
    def may_use(self) -> bool:
        """Whether this member may use it."""
        return may_use(self.by, self.order.id)

    @cached_property
    def confirmations(self) -> list[Confirmation]:
        """Finance's word, where it waits for one or has had one."""
        return list(Confirmation.objects.within(self.by.company_id).filter(order=self.order))

    @cached_property
    def engagement(self) -> Any:
        """The contract that is to have a share, with its contractor, once it is named. Raises NotFound."""
        values = self.given.get("values")
        if values is None:
            return None
        own = engagements.visible(self.by).select_related("contractor")
        return own.one(values.engagement_id)

    @cached_property
    def amount(self) -> Decimal | None:
        """What the share comes to, once its lines are named."""
        values = self.given.get("values")
        if values is None:
            return None
        return sum((line_amount(one.quantity, one.unit_price, self.order.currency) for one in values.lines), ZERO)

    @property
    def own_team(self) -> bool:
        """Whether they order for the contract's team: finance gives every contract its share."""
        named, verb = self.engagement, "order.share"
        return named is None or FINANCE in self.by.roles_for(verb) or rules.own_team(self.by, named.team_id, verb)


class ContractedCase(OrderCase):
    """An order that is to be submitted, issued or reopened: the contract of its engagement is locked with it."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible order, the contract of its engagement and its requisition, locked. Raises NotFound."""
        case = super().locked(by, at, subject_id)
        contracts.lock_contract(case.order.company_id, case.order.engagement_id)
        wishes.lock_requisition(case.order)
        return case


class DecisionCase(OrderCase):
    """An order whose approval is decided on: its steps are locked with it."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible order and the steps of its approval, locked. Raises NotFound."""
        case = super().locked(by, at, subject_id)
        approval, steps = deciding.locked(case.order.approval_id, by)
        case.__dict__.update(approval=approval, steps=steps)
        return case


class OrderMailCase(MemberCase):
    """The mail of an order before whoever works with the order."""

    subject = "mail"
    order: Order
    message: Message

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A mail of a visible order. It alone is locked, as by the job that sends it. Raises NotFound."""
        orders_mails = Message.objects.within(by.company_id).filter(kind=ORDER)
        order = queries.visible(by).one(orders_mails.one(subject_id).order_id)
        return cls(by, at, order=order, message=orders_mails.locked(subject_id))


class FindingCase(MemberCase):
    """Something in a loaded order that does not agree."""

    subject = "finding"
    order: Order
    found: OrderFinding

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A finding, locked behind its visible order. Raises NotFound."""
        seen: OrderFinding = OrderFinding.objects.within(by.company_id).one(subject_id)
        order = queries.locked(by, seen.order_id)
        return cls(by, at, order=order, found=OrderFinding.objects.within(by.company_id).locked(subject_id))
