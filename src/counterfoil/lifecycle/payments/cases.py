"""An invoice to be paid, a payment or a refund before a member: everything that the rules of money ask."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Self
from uuid import UUID

from counterfoil.foundation.companies.cases import MemberCase
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.cases import read_together
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.cases import ContractorCase
from counterfoil.foundation.parties.holds import PAYMENT, Hold, held
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.cases import InvoiceCase
from counterfoil.lifecycle.invoices.holding import concerns, holds_on_all, payment_held
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.cases import MatchedInvoiceCase
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.matching.queries import looseners, looseners_of
from counterfoil.lifecycle.orders.queries import loaders_of

from . import balances, queries
from .asking import against, beyond, failers, said_of_each
from .models import Payment, Refund
from .standing import Paying, locked, match_cases_of_payment
from .states import UNDER_WAY
from .twin_rules import TwinOf, twin
from .values import Context, InvoicePart

Cases = Sequence["ReleaseCase"]


class ReleaseCase(MatchedInvoiceCase):
    """An invoice of which money is to be released, with the credit balances that go first."""

    balances: Sequence[Invoice]

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible invoice under its locks, behind the balances of its contractor. Raises NotFound."""
        owed_back = balances.locked_for(by, [subject_id])
        case = cls.staged(by, at, subject_id)
        case.balances = owed_back
        return case

    @classmethod
    def staged(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """The same, where balances and orders are locked already."""
        return super().locked(by, at, subject_id)

    @property
    def amount(self) -> Decimal | None:
        """How much of it; None for all that is open."""
        return self.given.get("amount")

    @property
    def context(self) -> Context:
        """What it is released for, where it is a part."""
        return Context(**{name: self.given[name] for name in Context.model_fields if name in self.given})

    @cached_property
    def paid_for(self) -> Collection[Context]:
        """What the parts are for that stand on it."""
        return queries.contexts_of(self.invoice) if self.invoice.allocated_amount else ()

    @cached_property
    def own_lines(self) -> Collection[UUID]:
        """The lines of its order, where one is named."""
        return queries.lines_of(self.invoice) if self.context.line_id else ()

    @cached_property
    def against(self) -> list[Reason]:
        """What stands against it and was not accepted. A list does not compare each of its rows."""
        return against(self.match_case)

    @read_together
    def holds(cases: Cases) -> Iterator[Sequence[Hold]]:
        """Every hold on it, its order or its contractor."""
        if len(cases) == 1:
            yield invoices.holds_on(cases[0].invoice)
            return
        every = holds_on_all(cases[0].by.company_id, [case.invoice for case in cases])
        yield from ([hold for hold in every if concerns(hold, case.invoice)] for case in cases)

    @cached_property
    def held(self) -> list[Reason]:
        """The holds that keep it from being paid today."""
        return held(self.holds, PAYMENT, self.today)

    @read_together
    def clearers(cases: Cases) -> Iterator[Collection[UUID | None]]:
        """Who accepted a variance of it: read where it was not looked at already."""
        if len(cases) == 1 and "match_case" in cases[0].__dict__:
            yield {one.settled_by_id for one in cases[0].match_case.exceptions if one.state == "accepted"}
            return
        ids = [case.invoice.id for case in cases]
        found: dict[UUID, set[UUID | None]] = defaultdict(set)
        accepted = InvoiceException.objects.within(cases[0].by.company_id).filter(invoice_id__in=ids, state="accepted")
        for invoice_id, member_id in accepted.values_list("invoice_id", "settled_by_id"):
            found[invoice_id].add(member_id)
        yield from (found[one] for one in ids)

    @read_together
    def loaders(cases: Cases) -> Iterator[Collection[UUID | None]]:
        """Who loaded its order, or a change of it."""
        found = loaders_of(case.invoice.order for case in cases)
        yield from (found[case.invoice.order_id] for case in cases)

    @read_together
    def failers(cases: Cases) -> Iterator[Collection[UUID]]:
        """Who noted that a payment of it, or of another invoice for the same, failed."""
        found = failers(cases[0].by.company_id, [case.invoice.id for case in cases])
        yield from (found[case.invoice.id] for case in cases)

    @read_together
    def looseners(cases: Cases) -> Iterator[Collection[UUID]]:
        """Who loosened how it is matched since its order was submitted."""
        if len(cases) == 1:
            yield looseners(cases[0].invoice)
            return
        found = looseners_of(cases[0].by.company_id, [case.invoice.order_id for case in cases])
        yield from (found[case.invoice.order_id] for case in cases)

    @read_together
    def twins(cases: Cases) -> Iterator[Sequence[TwinOf]]:
        """The payments under way of the same amount to the same contractor on the same day. Who releases waits their turn."""
        if len(cases) == 1 and "balances" in cases[0].__dict__:
            [case] = cases
            days = {case.today, case.given.get("day") or case.today}
            yield queries.lock_twins(case.by.company_id, case.invoice.id, case.wanted, days)
            return
        found = queries.twins(cases[0].by.company_id, {one.invoice.id: one.wanted for one in cases}, cases[0].today)
        yield from (found[case.invoice.id] for case in cases)

    @property
    def wanted(self) -> Decimal:
        """How much of it is paid: all that is open where nothing else is said."""
        return self.amount or self.invoice.open_amount

    @cached_property
    def beyond(self) -> Decimal | None:
        """What would be released on its order with it, where that is more than the order allows."""
        return beyond(self.invoice, self.invoice.order, self.amount)


class SeveralCase(ContractorCase):
    """A contractor, several of whose invoices are to be released in one payment."""

    balances: Sequence[Invoice]

    def named(self, parts: Sequence[InvoicePart]) -> list[Invoice]:
        """The visible invoices that are named, one for each part. Raises NotFound."""
        return queries.invoices_named(self.by, [one.invoice_id for one in parts])

    def locked_with(self, parts: Sequence[InvoicePart]) -> list[ReleaseCase]:
        """Each invoice with all that its release asks, under the locks of all: orders, credit balances, then invoices.

        In the order of their ids, so that two payments that share some wait for each other and never stand still.
        """
        ordered = sorted(parts, key=lambda one: one.invoice_id)
        self.balances = balances.locked_for(self.by, [one.invoice_id for one in ordered])
        cases = []
        for part in ordered:
            case = ReleaseCase.staged(self.by, self.at, part.invoice_id)
            case.balances, case.given = self.balances, part.model_dump(exclude={"invoice_id"}, exclude_unset=True)
            case.twins = ()  # what leaves is their sum, which alone can be a twin
            cases.append(case)
        return cases


class PaymentCase(MemberCase):
    """A payment with the invoices that it pays."""

    subject = "payment"
    paying: Paying

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible payment, locked behind its orders and its invoices. Raises NotFound."""
        return cls(by, at, paying=locked(by, subject_id))

    @property
    def payment(self) -> Payment:
        """The payment itself."""
        return self.paying.payment

    @cached_property
    def day(self) -> date:
        """The day that is noted: today where none is named."""
        named: date | None = self.given.get("day")
        return named or self.today

    @cached_property
    def invoices(self) -> Sequence[Invoice]:
        """What it pays, as it stands: where that was looked at, with what was found."""
        return [one.invoice for one in self.match_cases]

    @cached_property
    def paid(self) -> Sequence[Invoice]:
        """What it pays, without another look at it."""
        return self.paying.invoices

    @cached_property
    def match_cases(self) -> Sequence[MatchCase]:
        """What it pays, each with all that stands on it now."""
        return match_cases_of_payment(self.paying, by=self.by, at=self.at)

    @cached_property
    def against(self) -> list[Reason]:
        """What stands against what it pays now and was not accepted; of several, with the invoice's number."""
        return said_of_each((one.invoice, against(one)) for one in self.match_cases)

    @cached_property
    def held(self) -> list[Reason]:
        """The holds that keep it from leaving today."""
        holds = holds_on_all(self.by.company_id, self.invoices) if len(self.invoices) > 1 else None
        return said_of_each(
            (one, payment_held(one, invoices.holds_on(one) if holds is None else holds, self.today))
            for one in self.invoices
        )

    @cached_property
    def confirmers(self) -> Collection[UUID]:
        """Who has confirmed one more like it that was not released yet."""
        return queries.confirmers(self.payment) if self.payment.state in UNDER_WAY else ()

    @cached_property
    def earlier_twins(self) -> Sequence[Reason]:
        """What stands against it on the day before its release on which it is said to have left."""
        return () if self.day >= self.released_on else self._twins(self.payment.amount, self.day)

    @cached_property
    def lowered_twins(self) -> Sequence[Reason]:
        """What stands against what is left of it, once an invoice is taken out."""
        named: UUID | None = self.given.get("invoice_id")
        left = self.payment.amount - (self.linked.get(named, ZERO) if named else ZERO)
        return self._twins(left, self.released_on) if 0 < left < self.payment.amount else ()

    def _twins(self, sent: Decimal, day: date) -> Sequence[Reason]:
        payment = self.payment
        found = queries.lock_twins_like(self.by.company_id, payment.contractor_id, payment.currency, sent, day)
        return twin(found, self.by, self.separated)

    @cached_property
    def linked(self) -> Mapping[UUID, Decimal]:
        """What it pays now, and how much of each: nothing where it has ended."""
        return queries.linked_with(self.payment) if self.payment.state == "released" else {}

    @cached_property
    def parts(self) -> Mapping[UUID, Decimal]:
        """What it brings to each invoice, with what was set off with it."""
        return queries.parts_of(self.payment) if self.payment.state == "settled" else {}

    @cached_property
    def released_on(self) -> date:
        """The company's day on which it was released."""
        return self.company.today(self.payment.released_at)


class BalanceCase(InvoiceCase):
    """An invoice that was paid too much, of which something comes back."""

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A visible invoice, locked behind its order. Raises NotFound."""
        invoices.lock_with_order(by, subject_id)
        return cls(by, at, invoice=invoices.visible(by).select_related("contractor").one(subject_id))

    @cached_property
    def day(self) -> date:
        """The day on which it came: today where none is named."""
        named: date | None = self.given.get("day")
        return named or self.today


class RefundCase(MemberCase):
    """A refund that was noted."""

    subject = "refund"
    refund: Refund

    @classmethod
    def locked(cls, by: Member, at: datetime, subject_id: UUID) -> Self:
        """A refund on a visible invoice, behind the order and the invoice. Raises NotFound."""
        invoices.lock_with_order(by, queries.refund(by, subject_id).credited_id)
        lock_row(Refund, by.company_id, subject_id)
        found = Refund.objects.within(by.company_id).select_related("credited__contractor").get(id=subject_id)
        return cls(by, at, refund=found)
