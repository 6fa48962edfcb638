"""Everything that a look at an invoice needs, read and locked at once in the order of the lifecycle."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Sum

from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import Prepared, lock_row
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.parties.holds import INVOICING, held
from counterfoil.foundation.parties.models import Assignment
from counterfoil.foundation.parties.queries import assignments_of
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.evidence.queries import free, usable
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.queries import invoice_corrected, invoice_credited
from counterfoil.lifecycle.invoices.states import WAITING
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.allowances import Policies, policies_for
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionLine
from counterfoil.lifecycle.orders.numbers import is_placeholder
from counterfoil.lifecycle.orders.reading import names_meant, near_misses

from .findings import Finding
from .models import InvoiceException, Surcharge

if TYPE_CHECKING:
    from .netting import Net

_MOST_NUMBERS = 2_000


@dataclass(frozen=True)
class Named:
    """Which order a quoted text means, if it is clear; else what it might mean and why it is not."""

    order_id: UUID | None = None
    near: Sequence[str] = ()


@dataclass(frozen=True)
class Booked:
    """What other invoices have billed on an order line: how many rows, and how much of it was a small difference."""

    rows: int = 0
    small: Decimal = ZERO


@dataclass
class MatchCase:
    """One invoice under its locks, with the order it is for and all that stands on both."""

    invoice: Invoice
    lines: list[InvoiceLine]
    company: Company
    today: date
    order: Order | None = None
    revision: Revision | None = None
    says: list[RevisionLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    policies: Policies = field(default_factory=dict)
    exceptions: list[InvoiceException] = field(default_factory=list)
    held: list[Reason] = field(default_factory=list)
    near: Sequence[str] = ()
    newly_linked: bool = False
    own_charged: Decimal = ZERO
    own_small: Decimal = ZERO
    """What the invoice has taken beside its lines already: within the limit, and beyond it."""
    booked: Mapping[UUID, Booked] | None = None
    """What others have billed on each line. None: nobody asked yet."""
    corrected_by: Sequence[str] = ()
    in_its_place: Sequence[Finding] | None = None
    """What would stand against a correction in the place of the paid invoice that it corrects. None: it is not to be there."""
    net: "Net | None" = None
    """What its lines claim net, once that was asked (`netting.py`)."""
    earlier: "MatchCase | None" = None
    """The same by the policies under which a person last had it matched, where they have changed since."""

    @property
    def alike(self) -> Sequence[str]:
        """The numbers of earlier documents that may be this one."""
        return invoices.alike(self.invoice)

    @property
    def held_to(self) -> "list[MatchCase]":
        """By now's policies, and by those it was matched by: both are to be satisfied."""
        return [self] if self.earlier is None else [self, self.earlier]

    @property
    def revision_lines(self) -> dict[UUID, RevisionLine]:
        """What the order says of each of its lines."""
        return {line.line_id: line for line in self.says}


@dataclass(frozen=True)
class _Read:
    """What the order says, the invoice's lines, and the evidence that they can use."""

    revision_with_lines: tuple[Revision, list[RevisionLine]] | None
    lines: list[InvoiceLine]
    pieces: list[Piece]


def find_order(invoice: Invoice, *, lock: bool = False) -> Named:
    """The one numbered order of the contractor that the quoted text means. Two are none."""
    if is_placeholder(invoice.quoted):
        return Named()
    order_id = orders.called(invoice.company_id, invoice.contractor_id, names_meant(invoice.quoted), lock=lock)
    if order_id:
        return Named(order_id=order_id)
    numbered = Order.objects.within(invoice.company_id).filter(number__isnull=False)
    numbers = numbered.filter(contractor_id=invoice.contractor_id).order_by("-created_at")
    known = list(numbers.values_list("number", flat=True)[:_MOST_NUMBERS])
    return Named(near=near_misses(invoice.quoted, known))


def order_meant(invoice: Invoice, *, lock: bool = False) -> Named:
    """The order that an invoice is linked to, or means now; a credit note is for the order of the invoice it credits, and so is
    a correction that quotes none."""
    first: Any = invoice.credits or (invoice.corrects if is_placeholder(invoice.quoted) else None)
    if not invoice.order_id and not first:
        return find_order(invoice, lock=lock)
    order_id = invoice.order_id or first.order_id
    if order_id and lock:
        lock_row(Order, invoice.company_id, order_id)
    return Named(order_id=order_id)


def lock_order_meant(invoice: Invoice) -> tuple[Order | None, Sequence[str]]:
    """That order, locked alone and read afterwards; or none, and the numbers that look like what was quoted.

    Whether it may be seen was asked of the invoice.
    """
    named = order_meant(invoice, lock=True)
    if named.order_id is None:
        return None, named.near
    return _ORDER.one(company_id=invoice.company_id, order_id=named.order_id), ()


def staged(invoice_id: UUID, *, by: Member, at: datetime) -> MatchCase:
    """Lock the order, its lines, their evidence and the invoice, in this order, and read all of them. Raises NotFound."""
    order_id = invoices.lock_with_order(by, invoice_id)
    if order_id is None:
        return _staged_by_what_it_means(invoice_id, by=by, at=at)
    order = _ORDER.one(company_id=by.company_id, order_id=order_id)
    return match_case_of(with_standings(by.company_id, invoice_id), order, by=by, at=at)


def _staged_by_what_it_means(invoice_id: UUID, *, by: Member, at: datetime) -> MatchCase:
    """The same for what is linked to no order yet, and for a credit note, whose invoice is locked before it."""
    seen: Invoice = invoices.visible(by).one(invoice_id)
    seen.credits = seen.credits or invoice_credited(seen)
    seen.corrects = seen.corrects or invoice_corrected(seen)
    order, near = lock_order_meant(seen)
    if seen.credits_id:
        lock_row(Invoice, by.company_id, seen.credits_id)
    lock_row(Invoice, by.company_id, invoice_id)
    invoice = with_standings(by.company_id, invoice_id)
    if invoice.version != seen.version:
        # Whoever we waited for may have said that it is for another order. The order is locked late then; should that
        # meet somebody who waits for the invoice, PostgreSQL ends one of the two, which begins anew.
        return staged(invoice_id, by=by, at=at)
    invoice.credits = invoice.credits or seen.credits
    return match_case_of(invoice, order, by=by, at=at, near=near)


def with_standings(company_id: UUID, invoice_id: UUID) -> Invoice:
    """An invoice with what it belongs to, and with whether anything stands on it: so that what is not there is not looked for."""
    return _INVOICE.one(company_id=company_id, invoice_id=invoice_id)


def match_case_of(
    invoice: Invoice,
    order: Order | None,
    *,
    by: Member,
    at: datetime,
    near: Sequence[str] = (),
    lines: list[InvoiceLine] | None = None,
) -> MatchCase:
    """The match case of an invoice, and of its order that is locked already. Its lines are read where they are not given."""
    revision_with_lines = orders.locked_lines(order) if order else None
    lines = invoices.locked_lines(invoice) if lines is None else lines
    read = _Read(revision_with_lines, lines, free(order) if order else [])
    return _match_case(invoice, order, read, near, by.company, by.company.today(at))


def match_case_seen(invoice: Invoice, *, by: Member, at: datetime) -> MatchCase:
    """The same for who only looks: read without a lock, in any scope. What was found is not to be saved."""
    named = order_meant(invoice)
    orders_here = Order.objects.within(by.company_id).select_related("contractor", "engagement", "requester")
    order: Order | None = orders_here.filter(id=named.order_id).first() if named.order_id else None
    revision_with_lines = orders.revision_with_lines(order) if order else None
    read = _Read(revision_with_lines, invoices.lines_of(invoice), list(usable(order)) if order else [])
    return _match_case(invoice, order, read, named.near, by.company, by.company.today(at))


def _match_case(
    invoice: Invoice, order: Order | None, read: _Read, near: Sequence[str], company: Company, today: date
) -> MatchCase:
    newly_linked = order is not None and invoice.order_id is None
    invoice.order = order
    if order and invoice.engagement_id is None and invoice.state in WAITING:
        invoice.engagement = order.engagement
    revision, says = read.revision_with_lines or (None, [])
    charged, small = _beside(invoice)
    match_case = MatchCase(
        invoice,
        read.lines,
        company,
        today,
        order=order,
        revision=revision,
        says=says,
        pieces=read.pieces,
        policies=policies_for(order) if order else {},
        exceptions=_exceptions(invoice),
        held=[] if invoice.is_credit else held(invoices.holds_on(invoice), INVOICING, today),
        near=near,
        newly_linked=newly_linked,
        own_charged=charged,
        own_small=small,
        corrected_by=[one.number for one in invoices.corrections_waiting(invoice)],
    )
    match_case.earlier = _as_judged(match_case)
    return match_case


def _as_judged(match_case: MatchCase) -> MatchCase | None:
    """The match case with the policies of the moment at which a person last had it matched, if any has changed since."""
    if match_case.order is None or not match_case.policies:
        return None
    moment = match_case.invoice.judged_at or match_case.invoice.received_at
    assignments = assignments_of(match_case.invoice.company_id, match_case.order.payee_id)
    moments = [one.set_at for one in match_case.policies.values()] + [one.set_at for one in assignments]
    return by_policies_of(match_case, moment, assignments) if max(moments) > moment else None


def by_policies_of(match_case: MatchCase, moment: datetime, assignments: Sequence[Assignment]) -> MatchCase:
    """The same match case by what the policies said at a moment, the one that its contractor had then among them."""
    order, then = copy(match_case.order), [one for one in assignments if one.set_at <= moment]
    if order is not None:
        order.contractor = copy(order.contractor)
        order.contractor.match_policy_id = then[-1].policy_id if then else None
    return replace(match_case, order=order, policies=policies_of(match_case.invoice.company_id, moment), earlier=None)


def _beside(invoice: Invoice) -> tuple[Decimal, Decimal]:
    """What it has taken of its order beside its lines. Asked only where it has."""
    if not invoice.charged_amount:
        return ZERO, ZERO
    rows = Surcharge.objects.within(invoice.company_id).filter(invoice_id=invoice.id)
    sums = rows.aggregate(amount=Sum("amount"), small=Sum("small"))
    return sums["amount"] or ZERO, sums["small"] or ZERO


def lock_order(company_id: UUID, order_id: UUID | None) -> Order | None:
    """The order, locked alone and read afterwards, or None. Whether it may be seen was asked of the invoice."""
    if order_id is None:
        return None
    lock_row(Order, company_id, order_id)
    return _ORDER.one(company_id=company_id, order_id=order_id)


def _exceptions(invoice: Invoice) -> list[InvoiceException]:
    """What was found at an earlier look, if anything was."""
    if invoice.looked_at is None or not invoice.has_exceptions:
        return []
    return list(InvoiceException.objects.within(invoice.company_id).filter(invoice_id=invoice.id))


def _order(company_id: UUID, order_id: UUID) -> Rows:
    found = orders.with_standings(Order.objects.within(company_id)).filter(id=order_id)
    return found.select_related("contractor", "engagement", "requester")


def _invoice(company_id: UUID, invoice_id: UUID) -> Rows:
    own = InvoiceException.objects.filter(company_id=OuterRef("company_id"), invoice_id=OuterRef("id"))
    found = invoices.with_standings(Invoice.objects.within(company_id)).filter(id=invoice_id)
    return found.annotate(has_exceptions=Exists(own)).select_related("contractor", "engagement", "credits", "corrects")


_ORDER, _INVOICE = Prepared[Order](_order), Prepared[Invoice](_invoice)
