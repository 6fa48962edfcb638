"""A credit note against the invoice that it names: what it takes off, and what it gives back to the order."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO, last_unit, round_down, round_money, times
from counterfoil.foundation.kernel.states import move
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.queries import locked_lines
from counterfoil.lifecycle.invoices.states import WRITTEN_OFF
from counterfoil.lifecycle.orders.pricing import line_amount

from .documents import document
from .excepting import reconcile
from .findings import Finding
from .judging import strictest
from .match_case import MatchCase
from .models import Credit
from .small import MOST_UNITS, small_in_document

_Partners = list[tuple[InvoiceLine, InvoiceLine]]


def rematch(match_case: MatchCase, *, by: Member, at: datetime) -> None:
    """Match a credit note with its invoice, or say what stands against it. The invoice is looked at by the caller."""
    note = match_case.invoice
    if _standing(note):
        move(note, "match")
        return
    invoice = note.credits
    invoice_lines = locked_lines(invoice) if invoice else []
    partners = _partners(match_case.lines, invoice_lines)
    still_open = reconcile(match_case, list(_findings(match_case, invoice, partners)), by=by, at=at)
    note.looked_at = at
    note.save()
    if still_open or invoice is None:
        move(note, "dispute")
        return
    Credit.objects.bulk_create(_rows(note, invoice, partners, at))
    move(note, "match")


def undo(note: Invoice, at: datetime) -> None:
    """Take a credit note's effect back: the same rows, negative."""
    rows = _standing(note)
    Credit.objects.bulk_create(
        Credit(
            company_id=row.company_id,
            note_line_id=row.note_line_id,
            invoice_id=row.invoice_id,
            invoice_line_id=row.invoice_line_id,
            quantity=-row.quantity,
            amount=-row.amount,
            gross=-row.gross,
            taken_at=at,
        )
        for row in rows
    )


def _standing(note: Invoice) -> list[Credit]:
    """The rows of this credit note that were not undone."""
    rows = list(Credit.objects.within(note.company_id).filter(note_line__invoice_id=note.id))
    return rows if sum((row.gross for row in rows), ZERO) else []


def _findings(match_case: MatchCase, invoice: Invoice | None, partners: _Partners) -> Iterator[Finding]:
    note = match_case.invoice
    of_itself = strictest(match_case, document)
    yield from of_itself
    if invoice is None or invoice.state in ("void", "rejected"):
        yield Finding("invoice_unknown", note=note.credits_number or "—")
        return
    if note.currency != invoice.currency:
        yield Finding("currency", note=f"{note.currency}, {invoice.currency}")
    if invoice.state == WRITTEN_OFF:
        yield Finding("written_off", note=invoice.number)
    left = invoice.total - invoice.credited_amount
    if note.total > left:
        yield Finding("credited", None, left, note.total, left, note.total - left, note.currency)
    paired = {line.id for line, _partner in partners}
    for line in match_case.lines:
        if line.id not in paired:
            yield Finding("line_unknown", line.id)
    if note.gives_back:
        yield from _too_much(partners, note.currency)
        if "total" not in {finding.kind for finding in of_itself}:
            yield from _too_little(match_case, invoice)


def _too_little(match_case: MatchCase, invoice: Invoice) -> Iterator[Finding]:
    """What it gives back to the order it takes off the invoice too: otherwise the same work would be billed and paid twice."""
    note = match_case.invoice
    least = round_money(times(note.net, _gross_share(invoice)), note.currency)
    if note.total + small_in_document(match_case) < least:
        beyond = note.total - least
        yield Finding("total", None, least, note.total, least, beyond, note.currency)


def _gross_share(invoice: Invoice) -> Decimal:
    """How much of a line's amount is claimed of it at least: all of it, or what allowances on the whole document leave."""
    gross: Decimal = invoice.total + invoice.prepaid
    return min(gross / invoice.net, Decimal(1)) if invoice.net else ZERO


def _too_much(partners: _Partners, currency: str) -> Iterator[Finding]:
    """Two rows on one line count together."""
    left = {partner.id: partner.claimed_amount for _line, partner in partners}
    for line, partner in partners:
        if line.amount > left[partner.id]:
            over = line.amount - left[partner.id]
            yield Finding("credited", line.id, left[partner.id], line.amount, left[partner.id], over, currency)
        left[partner.id] -= line.amount


def _partners(lines: Sequence[InvoiceLine], invoice_lines: Sequence[InvoiceLine]) -> _Partners:
    """Each line with the invoice's line that it credits: the one it names, the only one, the one of the same words."""
    found = [(line, _partner(line, invoice_lines)) for line in lines]
    return [(line, partner) for line, partner in found if partner is not None]


def _partner(line: InvoiceLine, invoice_lines: Sequence[InvoiceLine]) -> InvoiceLine | None:
    named = [one for one in invoice_lines if line.names_line_id and one.order_line_id == line.names_line_id]
    same_words = [one for one in invoice_lines if (one.text, one.unit) == (line.text, line.unit)]
    same_price = [one for one in invoice_lines if (one.unit, one.unit_price) == (line.unit, line.unit_price)]
    for candidates in (named, list(invoice_lines), same_words, same_price):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _rows(note: Invoice, invoice: Invoice, partners: _Partners, at: datetime) -> list[Credit]:
    """Where a second person accepted that it takes off too little, it gives back no more than that, and no quantity."""
    grosses = _shares(note.total, [line.amount for line, _partner in partners], note.currency)
    whole, share = sum((line.amount for line, _partner in partners), ZERO), _gross_share(invoice)
    most = round_down(note.total / share, note.currency) if share else ZERO
    all_of_it = whole <= most + MOST_UNITS * last_unit(note.currency)
    return [
        Credit(
            company_id=note.company_id,
            note_line=line,
            invoice=invoice,
            invoice_line=partner,
            quantity=_given_back(line, partner, note.currency) if note.gives_back and all_of_it else ZERO,
            amount=_amount_back(line.amount, whole, whole if all_of_it else most, note) if note.gives_back else ZERO,
            gross=gross,
            taken_at=at,
        )
        for (line, partner), gross in zip(partners, grosses, strict=True)
    ]


def _amount_back(amount: Decimal, whole: Decimal, most: Decimal, note: Invoice) -> Decimal:
    return amount if most == whole else round_down(times(amount, most) / whole, note.currency)


def _given_back(line: InvoiceLine, partner: InvoiceLine, currency: str) -> Decimal:
    """The quantity that comes back: at the invoice's own price a quantity was wrong; at another, only the price was."""
    whole: Decimal = partner.claimed_quantity
    if line.amount == partner.claimed_amount:
        return whole
    at_its_price = line_amount(line.quantity, partner.unit_price, currency) == line.amount
    return min(line.quantity, whole) if at_its_price else ZERO


def _shares(total: Decimal, amounts: Sequence[Decimal], currency: str) -> list[Decimal]:
    """The total, tax included, shared over the lines by amount; the last takes the rounding."""
    whole = sum(amounts, ZERO)
    shares = [round_money(total * amount / whole, currency) if whole else ZERO for amount in amounts[:-1]]
    return [*shares, total - sum(shares, ZERO)]
