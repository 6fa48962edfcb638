"""The exceptions queue, and what stands on one invoice. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import ADMITTED, Arrival
from counterfoil.foundation.kernel.prepared import Prepared
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Instalment, Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.states import LOOKED_AT, PAYABLE
from counterfoil.lifecycle.orders.models import Order, OrderLine

from .models import Cover, InvoiceException


def visible(by: Member) -> QuerySet[InvoiceException]:
    """The exceptions on invoices that this member sees, with what a list shows of them."""
    seen = InvoiceException.objects.within(by.company_id).filter(invoice_id__in=invoices.visible(by).values("id"))
    return seen.select_related("invoice__contractor", "invoice__order", "invoice_line", "owner")


def queue(by: Member) -> QuerySet[InvoiceException]:
    """The open exceptions, the earliest due first (R82)."""
    return visible(by).filter(state="open").order_by("due_on", "id")


def one(by: Member, exception_id: UUID) -> InvoiceException:
    """An exception on a visible invoice. Raises NotFound."""
    found = visible(by).filter(id=exception_id).first()
    if found is None:
        raise NotFound("exception")
    return found


def of_invoices(company_id: UUID, invoice_ids: list[UUID]) -> list[InvoiceException]:
    """Every exception on these invoices, oldest first, settled ones too."""
    found = InvoiceException.objects.within(company_id).filter(invoice_id__in=invoice_ids)
    return list(found.select_related("owner", "settled_by", "invoice_line").order_by("opened_at", "id"))


def covers_of(company_id: UUID, order_id: UUID) -> list[Cover]:
    """Every taking on an order, in the order in which they were made."""
    covers = Cover.objects.within(company_id).filter(order_id=order_id).select_related("invoice_line", "piece")
    return list(covers.order_by("taken_at", "id"))


def hands_on(invoice: Invoice) -> dict[str, set[UUID]]:
    """Who clears nothing of an invoice, by what they did to it: as `rules.accept` takes them."""
    return {
        "enterers": enterers(invoice),
        "accepters": accepters(invoice),
        "looseners": looseners(invoice),
        "releasers": releasers(invoice),
    }


def hands_on_all(company_id: UUID, rows: Sequence[Invoice]) -> dict[UUID, dict[str, set[UUID]]]:
    """The same for many invoices at once: seven queries at most, however many there are."""
    ids = [row.id for row in rows]
    enterers = {row.id: {row.entered_by_id} for row in rows}
    corrected = Entry.objects.within(company_id).filter(subject_id__in=ids, verb="invoice.correct", outcome=Entry.DONE)
    for invoice_id, member_id in corrected.values_list("subject_id", "member_id"):
        enterers[invoice_id].add(member_id)
    for invoice_id, member_id in _senders_of(company_id, [row.id for row in rows if row.copy]):
        enterers[invoice_id].add(member_id)
    of_orders: dict[UUID | None, set[UUID]] = defaultdict(set)
    accepted = Piece.objects.within(company_id).filter(order_id__in=[row.order_id for row in rows], state="accepted")
    for order_id, member_id in accepted.values_list("order_id", "decided_by_id"):
        of_orders[order_id].add(member_id)
    loosened = looseners_of(company_id, [row.order_id for row in rows])
    released = _releasers_of(
        company_id, {row.id: row.corrects_id for row in rows if row.is_correction and row.corrects_id}
    )
    return {
        row.id: {
            "enterers": enterers[row.id],
            "accepters": of_orders[row.order_id] if row.order_id else set(),
            "looseners": loosened[row.order_id],
            "releasers": released[row.id],
        }
        for row in rows
    }


def _senders_of(company_id: UUID, copies: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Who sent each of these documents before somebody admitted it."""
    if not copies:
        return []
    admitted = Arrival.objects.within(company_id).filter(door=ADMITTED, became_id__in=copies)
    first = dict(admitted.values_list("same_as", "became_id"))
    senders = Arrival.objects.within(company_id).filter(id__in=first).values_list("id", "sender_id")
    return [(first[arrival_id], member_id) for arrival_id, member_id in senders]


def _releasers_of(company_id: UUID, corrects: Mapping[UUID, UUID]) -> Mapping[UUID, set[UUID]]:
    """Who released what was paid of what each of these corrections takes the place of."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    if corrects:
        with connection.cursor() as cursor:
            cursor.execute(_RELEASERS, [list(corrects), list(corrects.values()), company_id])
            for invoice_id, member_id in cursor.fetchall():
                found[invoice_id].add(member_id)
    return found


_RELEASERS = """
SELECT i.id, r.* FROM unnest(%s::uuid[], %s::uuid[]) AS i(id, corrects) CROSS JOIN LATERAL releasers_of(%s, i.corrects) AS r
"""


def accepters(invoice: Invoice) -> set[UUID]:
    """Who accepted evidence on the invoice's order: none of them clears it."""
    accepted = Piece.objects.within(invoice.company_id).filter(order_id=invoice.order_id, state="accepted")
    return set(accepted.values_list("decided_by_id", flat=True)) if invoice.order_id else set()


def enterers(invoice: Invoice) -> set[UUID]:
    """Who typed what the invoice says: who entered it, corrected it, or sent it before it was admitted. None clears it."""
    return {invoice.entered_by_id, *_correctors(invoice), *(_senders(invoice) if invoice.copy else ())}


def looseners(invoice: Invoice) -> set[UUID]:
    """Who loosened how it is matched, since its order was submitted: none of them clears or releases it.

    Not asked where the company has no match policies and never changed its country.
    """
    if invoice.order is None or not invoice.order.may_be_loosened:
        return set()
    return looseners_of(invoice.company_id, [invoice.order_id])[invoice.order_id]


def releasers(invoice: Invoice) -> set[UUID]:
    """Who released what was paid of the invoice that a correction waits to replace: none of them clears the correction."""
    if not invoice.is_correction or invoice.corrects_id is None:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT releasers_of(%s, %s)", [invoice.company_id, invoice.corrects_id])
        return {member_id for (member_id,) in cursor.fetchall()}


def looseners_of(company_id: UUID, order_ids: Collection[UUID | None]) -> dict[UUID | None, set[UUID]]:
    """The same for the invoices of many orders. The guards ask the same function."""
    found: dict[UUID | None, set[UUID]] = {order_id: set() for order_id in order_ids}
    known = [order_id for order_id in found if order_id]
    if known:
        with connection.cursor() as cursor:
            cursor.execute(_LOOSENERS, [known, company_id])
            for order_id, member_id in cursor.fetchall():
                found[order_id].add(member_id)
    return found


_LOOSENERS = """
SELECT o.id, l.member_id FROM unnest(%s::uuid[]) AS o(id) CROSS JOIN LATERAL looseners(%s, o.id) AS l
"""


def waiting_on(company_id: UUID, order_id: UUID) -> list[UUID]:
    """The invoices on an order that are disputed and may pass now, in the order in which they were received."""
    return _ids(_ON_ORDER(company_id=company_id, order_id=order_id))


def waiting_on_shares(company_id: UUID, order_id: UUID) -> list[UUID]:
    """The same on every share of an order that contracts share."""
    shares = Order.objects.within(company_id).filter(drawn_from_id=order_id).values("id")
    found = Invoice.objects.within(company_id).filter(order_id__in=shares, state="disputed")
    return list(found.order_by("received_at", "id").values_list("id", flat=True))


def uncovered_on(company_id: UUID, order_id: UUID) -> list[UUID]:
    """The invoices on an order that are in order, while more of a line is covered than is accepted: the newest first."""
    return _ids(_UNCOVERED(company_id=company_id, order_id=order_id))


def running_from(company_id: UUID, order_id: UUID, base: str) -> list[UUID]:
    """The invoices on an order of which nothing is paid and whose terms run from such a day, which has come or moved."""
    ran = Instalment.objects.within(company_id).filter(payment_terms__contains=f" from {base}")
    found = Invoice.objects.within(company_id).filter(
        order_id=order_id, kind="invoice", state__in=LOOKED_AT, allocated_amount=0, id__in=ran.values("invoice_id")
    )
    return list(found.order_by("received_at", "id").values_list("id", flat=True))


def order_of_credit(company_id: UUID, subject_id: UUID | None) -> UUID | None:
    """The order of the credit note that an entry speaks of, itself or by its exception, where it has taken effect."""
    found = _ids(_MATCHED_CREDIT(company_id=company_id, subject_id=subject_id)) if subject_id else []
    return found[0] if found else None


def waiting_for_order(company_id: UUID, order_id: UUID) -> list[UUID]:
    """The disputed invoices of an order's contractor that are linked to no order yet."""
    return _ids(_FOR_ORDER(company_id=company_id, order_id=order_id))


def waiting_for_invoice(company_id: UUID, invoice_id: UUID) -> list[UUID]:
    """The disputed credit notes and corrections, of the contractor of an invoice, whose invoice is not known yet."""
    return _ids(_FOR_INVOICE(company_id=company_id, invoice_id=invoice_id))


def waiting_of(company_id: UUID, contractor_id: UUID) -> list[UUID]:
    """All disputed invoices of a contractor, in the order in which they were received."""
    disputed = Invoice.objects.within(company_id).filter(contractor_id=contractor_id, state="disputed")
    return list(disputed.order_by("received_at", "id").values_list("id", flat=True))


def waiting_for_a_day(company_id: UUID) -> list[UUID]:
    """The disputed invoices that may pass because a day has come: a hold has ended, or the date on the invoice is here."""
    waiting = InvoiceException.objects.within(company_id).filter(state="open", kind__in=("hold", "date"))
    disputed = Invoice.objects.within(company_id).filter(id__in=waiting.values("invoice_id"), state="disputed")
    return list(disputed.order_by("received_at", "id").values_list("id", flat=True))


def _correctors(invoice: Invoice) -> list[UUID]:
    entries = Entry.objects.within(invoice.company_id).filter(subject_id=invoice.id, verb="invoice.correct")
    return list(entries.filter(outcome=Entry.DONE).values_list("member_id", flat=True))


def _senders(invoice: Invoice) -> list[UUID]:
    admitted = Arrival.objects.within(invoice.company_id).filter(door=ADMITTED, became_id=invoice.id)
    turned_away = Arrival.objects.within(invoice.company_id).filter(id__in=admitted.values("same_as"))
    return list(turned_away.values_list("sender_id", flat=True))


def _ids(found: list[tuple[UUID]]) -> list[UUID]:
    return [row_id for (row_id,) in found]


def _on_order(company_id: UUID, order_id: UUID) -> QuerySet[Invoice, tuple[UUID]]:
    disputed = Invoice.objects.within(company_id).filter(order_id=order_id, state="disputed")
    return disputed.order_by("received_at", "id").values_list("id")


def _uncovered(company_id: UUID, order_id: UUID) -> QuerySet[Invoice, tuple[UUID]]:
    short = OrderLine.objects.within(company_id).filter(order_id=order_id, covered_quantity__gt=F("accepted_quantity"))
    lines = InvoiceLine.objects.within(company_id).filter(order_line_id__in=short.values("id"), covered_quantity__gt=0)
    standing = Invoice.objects.within(company_id).filter(id__in=lines.values("invoice_id"), state__in=PAYABLE)
    return standing.order_by("-received_at", "-id").values_list("id")


def _matched_credit(company_id: UUID, subject_id: UUID) -> QuerySet[Invoice, tuple[UUID]]:
    own = InvoiceException.objects.within(company_id).filter(id=subject_id)
    notes = Invoice.objects.within(company_id).filter(kind="credit", state="matched")
    return notes.filter(Q(id=subject_id) | Q(id__in=own.values("invoice_id"))).order_by("id").values_list("order_id")


def _for_order(company_id: UUID, order_id: UUID) -> QuerySet[Invoice, tuple[UUID]]:
    order = Order.objects.within(company_id).filter(id=order_id)
    lost = Invoice.objects.within(company_id).filter(contractor_id__in=order.values("contractor_id"))
    return lost.filter(order__isnull=True, state="disputed").order_by("received_at", "id").values_list("id")


def _for_invoice(company_id: UUID, invoice_id: UUID) -> QuerySet[Invoice, tuple[UUID]]:
    invoice = Invoice.objects.within(company_id).filter(id=invoice_id)
    disputed = Invoice.objects.within(company_id).filter(
        contractor_id__in=invoice.values("contractor_id"), state="disputed"
    )
    unknown = Q(kind="credit", credits__isnull=True) | Q(is_correction=True, corrects__isnull=True)
    return disputed.filter(unknown).order_by("received_at", "id").values_list("id")


_ON_ORDER, _UNCOVERED = Prepared[tuple[UUID]](_on_order), Prepared[tuple[UUID]](_uncovered)
_MATCHED_CREDIT = Prepared[tuple[UUID]](_matched_credit)
_FOR_ORDER, _FOR_INVOICE = Prepared[tuple[UUID]](_for_order), Prepared[tuple[UUID]](_for_invoice)
