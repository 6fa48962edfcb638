"""What hangs on issued orders: evidence, invoices with what stands against them, payments, and the holds on all of it.

Read for one order or for sixty with the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.parties.holds import Hold
from counterfoil.foundation.parties.models import ContractorHold
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceHold
from counterfoil.lifecycle.invoices.states import ENDED, PAYABLE, WAITING
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.hanging import Hanging
from counterfoil.lifecycle.orders.models import Order, OrderHold
from counterfoil.lifecycle.payments.models import Allocation, Refund, SetOff, WriteOff
from counterfoil.lifecycle.payments.states import INITIATED

from .to_invoice import figures, standing_lines

Row = TypeVar("Row")


@dataclass(frozen=True)
class Fulfilment:
    """All that hangs on one order.

    `asked` is the net amount of the lines that are matched three-way, where only what is accepted is billed; `granted` is
    what is accepted on them. `to_invoice` is what may be invoiced by now and is not; `over_invoiced` what is covered on
    lines above what is accepted of them. Neither is below zero.
    """

    asked: Decimal = ZERO
    granted: Decimal = ZERO
    to_invoice: Decimal = ZERO
    over_invoiced: Decimal = ZERO
    holds: Sequence[Hold] = ()
    pieces: Sequence[Piece] = ()
    invoices: Sequence[Invoice] = ()
    invoice_holds: Sequence[InvoiceHold] = ()
    exceptions: Sequence[InvoiceException] = ()
    allocations: Sequence[Allocation] = ()
    set_offs: Sequence[SetOff] = ()
    """Those that pay the order's invoices, and those that took what was credited on them."""
    refunds: Sequence[Refund] = ()
    write_offs: Sequence[WriteOff] = ()
    """What was settled without money, of the order and of its invoices; of what never was, nothing is asked."""

    @property
    def live_invoices(self) -> list[Invoice]:
        """The invoices that still claim something: no credit note, no advance, and none that has ended."""
        return [one for one in self.invoices if one.is_claim and one.state not in ENDED]

    @property
    def paying(self) -> list[Allocation]:
        """What pays the order's invoices. What was paid in advance is not among it: it pays one once it is set off."""
        advances = {one.id for one in self.invoices if one.is_advance}
        return [one for one in self.allocations if one.live and one.invoice_id not in advances]

    @property
    def standing(self) -> list[InvoiceException]:
        """What stands open against invoices that still claim something, the earliest due first."""
        claiming = {invoice.id for invoice in self.live_invoices}
        return [one for one in self.exceptions if one.state == "open" and one.invoice_id in claiming]

    @property
    def hanging(self) -> list[Hanging]:
        """What keeps the order from being cancelled, as `hanging_on` says it, of what is read already."""
        pieces = [
            Hanging("evidence", one.submission_id, one.state, str(one.line.position), one.standing_quantity)
            for one in self.pieces
            if one.is_live
        ]
        invoices = [
            Hanging(one.kind, one.id, one.state, one.number, None, one.total, one.currency)
            for one in self.invoices
            if one.is_live
        ]
        standing = {one.payment.id: one.payment for one in self.allocations if one.live}
        payments = [
            Hanging("payment", one.id, one.state, "", None, one.amount, one.currency) for one in standing.values()
        ]
        return pieces + invoices + payments

    @property
    def waits(self) -> bool:
        """Whether evidence, an invoice or a credit note waits to be decided on, or an advance to be paid."""
        shown = any(one.state == "submitted" for one in self.pieces)
        return shown or any(one.state in WAITING or (one.is_advance and one.is_live) for one in self.invoices)

    @property
    def payable(self) -> list[Invoice]:
        """The invoices of which something can be released."""
        return [
            invoice
            for invoice in self.live_invoices
            if invoice.state in (*PAYABLE, "paying") and invoice.open_amount > 0
        ]

    @property
    def initiated(self) -> Decimal:
        """The net amount that has left us, settled or not (R85)."""
        return self._paid(INITIATED)

    @property
    def settled(self) -> Decimal:
        """The net amount that has arrived (R85)."""
        return self._paid(("settled",))

    def _paid(self, states: Sequence[str]) -> Decimal:
        """By payment and by set-off, less what was credited afterwards and came back: what really went out."""
        own = {one.id for one in self.invoices}
        sent = sum((one.net for one in self.allocations if one.live and one.payment.state in states), ZERO)
        for one in self.set_offs:
            if one.live and (one.payment is None or one.payment.state in states):
                sent += one.net if one.invoice_id in own else ZERO
                sent -= one.credited_net if one.credited_id in own else ZERO
        return sent - sum((one.net for one in self.refunds if one.state == "confirmed"), ZERO)

    def people(self) -> set[UUID]:
        """Everybody whom these documents name."""
        named = {one.submission.submitter_id for one in self.pieces} | {one.decided_by_id for one in self.pieces}
        named |= {one.entered_by_id for one in self.invoices}
        named |= {person for one in self.exceptions for person in (one.owner_id, one.settled_by_id)}
        named |= {one.payment.released_by_id for one in self.allocations}
        named |= {one.released_by_id for one in self.set_offs}
        named |= {person for one in self.refunds for person in (one.noted_by_id, one.decided_by_id)}
        named |= {
            person for one in self.write_offs for person in (one.noted_by_id, one.approved_by_id, one.ended_by_id)
        }
        return {person for person in named if person}


def fulfilment_of(company_id: UUID, orders: Sequence[Order]) -> dict[UUID, Fulfilment]:
    """What hangs on each of these orders. Called inside a scope."""
    holds = holds_on(company_id, orders)
    numbered = [order for order in orders if order.number]
    if not numbered:
        return {order.id: Fulfilment(holds=holds[order.id]) for order in orders}
    invoices = _by_order(_invoices(company_id, numbered), lambda one: one.order_id)
    order_of = {one.id: order_id for order_id, found in invoices.items() for one in found}
    pieces = _by_order(_pieces(company_id, numbered), lambda one: one.order_id)
    on_invoices = [_by_order(rows, lambda one: order_of[one.invoice_id]) for rows in _upon(company_id, list(order_of))]
    amounts = _figures(company_id, numbered)
    balances = _balances(company_id, order_of, invoices)
    write_offs = _write_offs(company_id, numbered, invoices)
    return {
        order.id: Fulfilment(
            *amounts.get(order.id, (ZERO, ZERO, ZERO, ZERO)),
            holds[order.id],
            pieces[order.id],
            invoices[order.id],
            *(rows[order.id] for rows in on_invoices),
            *(rows[order.id] for rows in (*balances, write_offs)),
        )
        for order in orders
    }


def holds_on(company_id: UUID, orders: Sequence[Order]) -> dict[UUID, list[Hold]]:
    """The holds that stand on each order or its contractor: on a closed one too, for what it still pays. Called inside a
    scope."""
    alive = {order.id: order for order in orders if order.state != "cancelled"}
    own = OrderHold.objects.within(company_id).filter(order_id__in=alive, state="standing")
    held = {order.contractor_id for order in alive.values()}
    theirs = ContractorHold.objects.within(company_id).filter(contractor_id__in=held, state="standing")
    by_contractor = _by_order(theirs.select_related("owner").order_by("placed_at"), lambda one: one.contractor_id)
    by_order = _by_order(own.select_related("owner").order_by("placed_at"), lambda one: one.order_id)
    found: dict[UUID, list[Hold]] = defaultdict(list)
    for order in alive.values():
        found[order.id] = [*by_contractor[order.payee_id], *by_order[order.id]]
    return found


def _by_order(rows: Iterable[Row], order_of: Callable[[Row], Any]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[order_of(row)].append(row)
    return found


def _pieces(company_id: UUID, orders: Sequence[Order]) -> Iterable[Piece]:
    pieces = Piece.objects.within(company_id).filter(order_id__in=[order.id for order in orders])
    return pieces.select_related("submission", "line").order_by("submission__submitted_at", "id")


def _invoices(company_id: UUID, orders: Sequence[Order]) -> Iterable[Invoice]:
    invoices = Invoice.objects.within(company_id).filter(order_id__in=[order.id for order in orders])
    return invoices.select_related("credits").order_by("received_at", "id")


def _upon(company_id: UUID, invoice_ids: list[UUID]) -> list[Iterable[Any]]:
    """The holds that stand on invoices, everything that ever stood against them, and what pays them."""
    holds = InvoiceHold.objects.within(company_id).filter(invoice_id__in=invoice_ids, state="standing")
    exceptions = InvoiceException.objects.within(company_id).filter(invoice_id__in=invoice_ids)
    allocations = Allocation.objects.within(company_id).filter(invoice_id__in=invoice_ids)
    return [
        holds.select_related("owner").order_by("placed_at", "id"),
        exceptions.select_related("invoice_line").order_by("due_on", "opened_at", "id"),
        allocations.select_related("payment").order_by("payment__released_at", "id"),
    ]


def _balances(
    company_id: UUID, order_of: dict[UUID, UUID], invoices: dict[UUID, list[Invoice]]
) -> tuple[dict[UUID, list[SetOff]], dict[UUID, list[Refund]]]:
    """Set-offs on either side, and refunds. Asked only where something was ever credited, or paid otherwise than by money."""
    set_offs: dict[UUID, list[SetOff]] = defaultdict(list)
    refunds: dict[UUID, list[Refund]] = defaultdict(list)
    if not any(invoice.settled_amount or invoice.allocated_amount for found in invoices.values() for invoice in found):
        return set_offs, refunds
    rows = SetOff.objects.within(company_id).filter(Q(invoice_id__in=order_of) | Q(credited_id__in=order_of))
    for one in rows.select_related("payment", "credited", "invoice").order_by("released_at", "id"):
        for order_id in {order_of[each] for each in (one.invoice_id, one.credited_id) if each in order_of}:
            set_offs[order_id].append(one)
    if any(invoice.returned_amount or invoice.owed_back for found in invoices.values() for invoice in found):
        back = Refund.objects.within(company_id).filter(credited_id__in=order_of).select_related("credited")
        refunds = _by_order(back.order_by("noted_at", "id"), lambda one: order_of[one.credited_id])
    return set_offs, refunds


def _write_offs(
    company_id: UUID, orders: Sequence[Order], invoices: dict[UUID, list[Invoice]]
) -> dict[UUID, list[WriteOff]]:
    """Asked only of orders on which something stands that could have been written off."""
    could = [
        order.id
        for order in orders
        if order.written_off_amount or any(one.written_off_amount or one.returned_amount for one in invoices[order.id])
    ]
    if not could:
        return defaultdict(list)
    rows = WriteOff.objects.within(company_id).filter(order_id__in=could).select_related("order__contractor", "invoice")
    return _by_order(rows.order_by("noted_at", "id"), lambda one: one.order_id)


def _figures(company_id: UUID, orders: Sequence[Order]) -> dict[UUID, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """What each order asks evidence for, what is accepted of that, what may be invoiced and is not, and what is too much."""
    lines = standing_lines(company_id, policies_of(company_id)).filter(order_id__in=[order.id for order in orders])
    return {order_id: (asked, granted, left, above) for order_id, asked, granted, left, above in figures(lines)}
