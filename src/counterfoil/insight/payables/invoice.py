"""One invoice or credit note with all that hangs on it, and what a member can do with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import CONTRACTOR
from counterfoil.foundation.companies.queries import visible_members
from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.cases import together
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.instalments import Part, newest_of, parts
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.matching.cases import VarianceCase
from counterfoil.lifecycle.matching.match_case import MatchCase, match_case_seen
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.cases import PaymentCase, RefundCase
from counterfoil.lifecycle.payments.models import BALANCE, INVOICE, Allocation, Refund, SetOff, WriteOff
from counterfoil.lifecycle.payments.set_off_cases import SetOffCase
from counterfoil.lifecycle.payments.standing import Paying

from ..trace.due_states import Due, due_of_invoice
from ..trace.noted import Noted, noted
from ..trace.outside import is_outside
from ..verbs.available import AvailableVerb, available
from .comparison import Compared, comparison
from .fitting import no_longer
from .flags import flags_of
from .loosening import Loosened, loosenings

_ENDING = ("invoice.reject", "invoice.void")


@dataclass(frozen=True)
class Settling:
    """An exception, and the member's ways out of it."""

    exception: InvoiceException
    accept: AvailableVerb
    assign: AvailableVerb


@dataclass(frozen=True)
class Refunding:
    """A refund, and what the member can do with it."""

    refund: Refund
    verbs: Sequence[AvailableVerb]


@dataclass(frozen=True)
class InvoiceRecord:
    """Everything that an invoice's page shows. Somebody from outside is shown no entries and no ways out."""

    match_case: MatchCase
    compared: Sequence[Compared]
    loosened: Sequence[Loosened]
    exceptions: Sequence[Settling]
    holds: Sequence[Hold]
    credits: Sequence[Invoice]
    corrections: Sequence[Invoice]
    flags: Sequence[Reason]
    allocations: Sequence[Allocation]
    no_longer: Mapping[UUID, Sequence[Reason]]
    """Why payments of it that are released no longer fit, by payment."""
    set_offs: Sequence[SetOff]
    refunds: Sequence[Refunding]
    write_offs: Sequence[WriteOff]
    """What of it, or of its credit balance, was written off or waits to be; nothing for somebody from outside."""
    duplicates: Sequence[Arrival]
    entries: Sequence[Entry]
    members: dict[UUID, Member]
    verbs: Sequence[AvailableVerb]
    last_reason: str
    terms: str
    """By which terms it is due."""
    instalments: Sequence[Part]
    noted: Noted | None
    """Where it is compared with what its order's requesters noted before it came."""

    @property
    def invoice(self) -> Invoice:
        """The document itself, linked to the order that it is looked at with."""
        return self.match_case.invoice

    @property
    def due(self) -> Due:
        """How it stands by the clock."""
        return due_of_invoice(self.invoice, self.match_case.today)

    def name(self, member_id: UUID | None) -> str:
        """A member's name."""
        member = self.members.get(member_id) if member_id else None
        return member.name if member else ""

    @property
    def ended_for(self) -> str:
        """Why it was rejected or made void, in the words of who did it: its contractor reads them too."""
        return self.last_reason if self.invoice.state in ("rejected", "void") else ""


def invoice_record(by: Member, invoice_id: UUID, at: datetime) -> InvoiceRecord:
    """Read one visible document. Called inside a scope; takes no lock. Raises NotFound."""
    invoice = invoices.one(by, invoice_id)
    match_case = match_case_seen(invoice, by=by, at=at)
    exceptions = matching.of_invoices(by.company_id, [invoice.id])
    allocations = payments.of_invoices(by.company_id, [invoice.id])
    inside = not is_outside(by)
    write_offs = payments.write_offs_of(invoice) if inside else []
    set_offs = payments.as_seen(by, payments.set_offs_of(invoice))
    entries = _entries(invoice, exceptions, allocations, set_offs, write_offs)
    holds = invoices.holds_on(invoice)
    instalments = [] if invoice.is_credit else newest_of(invoice)
    return InvoiceRecord(
        match_case=match_case,
        compared=comparison(match_case),
        loosened=loosenings(match_case) if inside else [],
        exceptions=_settling(by, at, match_case, exceptions),
        holds=holds,
        credits=_credits(invoice),
        corrections=_corrections(invoice),
        flags=flags_of(invoice),
        allocations=allocations,
        no_longer={
            one.payment_id: no_longer(
                PaymentCase(by, at, paying=Paying(one.payment, [invoice]), match_cases=[match_case])
            )
            for one in allocations
            if inside and one.live
        },
        set_offs=set_offs,
        refunds=_refunds(by, at, invoice),
        write_offs=write_offs,
        duplicates=duplicates_of(invoice) if inside else [],
        entries=entries if inside else [],
        members={member.id: member for member in visible_members(by)} if inside else {},
        verbs=available(_case(by, at, match_case, holds, write_offs)),
        last_reason=next(
            (one.reason for one in reversed(entries) if one.verb in _ENDING and one.outcome == Entry.DONE), ""
        ),
        terms=instalments[0].payment_terms if instalments else "",
        instalments=parts(invoice, instalments),
        noted=noted_of(invoice, match_case.order) if inside else None,
    )


def noted_of(invoice: Invoice, order: Order | None) -> Noted | None:
    """What was noted of this invoice on its order before it came; nothing where another one is meant."""
    if order is None or order.noted_number is None:
        return None
    on_it = Invoice.objects.within(invoice.company_id).filter(order_id=order.id)
    found = noted(order, list(on_it.order_by("received_at", "id")))
    return found if found and found.invoice and found.invoice.id == invoice.id else None


def duplicates_of(invoice: Invoice) -> list[Arrival]:
    """What came again under the same number and was turned away, and was not admitted since."""
    turned_away = Arrival.objects.within(invoice.company_id).filter(became="duplicate", same_as=invoice.id)
    admitted = Arrival.objects.within(invoice.company_id).filter(door=ADMITTED, same_as__isnull=False)
    waiting = turned_away.exclude(id__in=admitted.values("same_as"))
    return list(waiting.select_related("sender").order_by("arrived_at", "id"))


def colleagues(invoice_record: InvoiceRecord) -> list[Member]:
    """Who can be given an exception: everybody active who works here, by name."""
    here = [one for one in invoice_record.members.values() if one.state == Member.ACTIVE and one.user_id]
    return sorted((one for one in here if one.roles - {CONTRACTOR}), key=lambda member: member.name)


def _settling(
    by: Member, at: datetime, match_case: MatchCase, exceptions: Sequence[InvoiceException]
) -> list[Settling]:
    """The open ones first, by their day; then what was settled. Who did what to the invoice is read once for all of them."""
    in_order = sorted(exceptions, key=lambda one: (one.state != "open", one.due_on, one.opened_at))
    known: dict[str, Any] = matching.hands_on(match_case.invoice) if exceptions else {}
    cases = together([VarianceCase(by, at, match_case=match_case, exception=one, **known) for one in in_order])
    verbs = [{offered.verb: offered for offered in available(case)} for case in cases]
    return [
        Settling(case.exception, found["exception.accept"], found["exception.assign"])
        for case, found in zip(cases, verbs, strict=True)
    ]


def _refunds(by: Member, at: datetime, invoice: Invoice) -> list[Refunding]:
    cases = together([RefundCase(by, at, refund=one) for one in payments.refunds_of(invoice)])
    return [Refunding(case.refund, available(case)) for case in cases]


def _case(
    by: Member, at: datetime, match_case: MatchCase, holds: Sequence[Hold], write_offs: Sequence[WriteOff]
) -> SetOffCase:
    """The invoice as its verbs would find it."""
    return SetOffCase(
        by,
        at,
        match_case=match_case,
        invoice=match_case.invoice,
        holds=holds,
        noted=_waiting(write_offs, INVOICE),
        noted_balance=_waiting(write_offs, BALANCE),
    )


def _waiting(write_offs: Sequence[WriteOff], kind: str) -> WriteOff | None:
    return next((one for one in write_offs if one.kind == kind and one.state == "noted"), None)


def _credits(invoice: Invoice) -> list[Invoice]:
    notes = Invoice.objects.within(invoice.company_id).filter(credits_id=invoice.id)
    return list(notes.order_by("received_at", "id"))


def _corrections(invoice: Invoice) -> list[Invoice]:
    found = Invoice.objects.within(invoice.company_id).filter(corrects_id=invoice.id)
    return list(found.order_by("received_at", "id"))


def _entries(
    invoice: Invoice,
    exceptions: Sequence[InvoiceException],
    allocations: Sequence[Allocation],
    set_offs: Sequence[SetOff],
    write_offs: Sequence[WriteOff],
) -> list[Entry]:
    """What was done or refused with it, its exceptions and its payments; also before it was linked to its order.

    A payment of several orders, or one that a balance of another order goes with, is noted on one of them.
    """
    subjects = {invoice.id} | {one.id for one in exceptions} | {one.id for one in write_offs}
    subjects |= {one.id for one in payments.refunds_of(invoice)} if invoice.returned_amount else set()
    paid = {one.payment_id for one in allocations} | {one.payment_id for one in set_offs if not one.unseen}
    here = Q(order_id=invoice.order_id) | Q(order_id__isnull=True)
    entries = Entry.objects.within(invoice.company_id)
    entries = entries.filter(Q(subject_id__in=subjects) & here | Q(subject_id__in=paid - {None}))
    return list(entries.order_by("recorded_at", "id"))
