"""What an invoice says of itself: its day, its sums, its tax, what it charges beside its lines, and what looks like it."""

from collections.abc import Iterator
from decimal import Decimal

from counterfoil.formats.ubl import papers
from counterfoil.formats.ubl.documents import UNCLEAR
from counterfoil.foundation.catalogue.tax_rates import statutory
from counterfoil.foundation.catalogue.tolerances import CHARGES, TAX, TOTAL, Tolerated, first_said, highest, passes
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine

from .findings import Finding
from .levels import tax_rates_of, tolerances_of_document
from .match_case import MatchCase
from .netting import is_reduced, net_of, stated_tax, taxes_of
from .small import small_in_document


def document(match_case: MatchCase) -> Iterator[Finding]:
    """Everything that stands against the document by itself."""
    invoice = match_case.invoice
    if invoice.issued_on > match_case.today:
        yield Finding("date", note=invoice.issued_on.isoformat())
    yield from _total(match_case)
    if not invoice.is_credit:
        yield from _tax(match_case)
    yield from _charges(match_case)
    yield from _paper(match_case)
    if match_case.alike:
        yield Finding("duplicate", note=", ".join(sorted(match_case.alike)))


def _total(match_case: MatchCase) -> Iterator[Finding]:
    """The total against what its own figures give. What was paid before makes a bill smaller, and a credit note no smaller."""
    invoice = match_case.invoice
    reckoned = invoice.reckoned + (invoice.prepaid if invoice.is_credit else ZERO)
    tolerance = first_said(tolerances_of_document(match_case), TOTAL)
    beyond = invoice.total - reckoned
    if abs(beyond) <= small_in_document(match_case) or passes(reckoned, invoice.total, tolerance):
        return
    yield Finding("total", None, reckoned, invoice.total, reckoned, beyond, invoice.currency)


def _tax(match_case: MatchCase) -> Iterator[Finding]:
    """Compared with the order's own taxes, or, where it states none, with the rates that are accepted: less passes, and is shown.

    After a credit note, what is left of its tax is compared with what is left of its lines.
    """
    invoice, rates = match_case.invoice, accepted_rates(match_case)
    credited = sum((line.credited_amount for line in match_case.lines), ZERO)
    most, tax = most_tax(match_case), invoice.tax
    if invoice.credited_amount:
        tax = max(tax - invoice.credited_amount + credited, ZERO)
    tolerance = first_said(tolerances_of_document(match_case), TAX)
    strange = sorted(rate for rate in invoice.tax_rates if Decimal(rate) not in rates)
    if strange and tax:
        note = ", ".join(f"{rate.normalize():f} %" for rate in strange)
        yield Finding("tax", None, most, tax, most, max(tax - most, ZERO), invoice.currency, note)
    elif tax > most + small_in_document(match_case) and not _within(most, tax, tolerance):
        allowed = highest(most, tolerance) or most
        yield Finding("tax", None, most, tax, allowed, tax - allowed, invoice.currency)


def accepted_rates(match_case: MatchCase) -> frozenset[Decimal]:
    """The per cents of tax that are accepted: those that the order states itself, else those of the nearest policy that names
    any, else the statutory ones of the company's country and the contractor's."""
    if taxes := taxes_of(match_case):
        return frozenset({ZERO, *(one.percent for one in taxes if one.percent is not None)})
    named = tax_rates_of(match_case)
    if named is not None:
        return frozenset(named)
    contractor = match_case.invoice.contractor
    return statutory([match_case.company.country, contractor.country])


def most_tax(match_case: MatchCase) -> Decimal:
    """The most tax that may be claimed on what the invoice bills: the order's own taxes, or the highest accepted rate (R150)."""
    if taxes_of(match_case):
        return stated_tax(match_case)
    credited = sum((line.credited_amount for line in match_case.lines), ZERO)
    return highest_tax(match_case.invoice, accepted_rates(match_case), credited)


def highest_tax(invoice: Invoice, rates: frozenset[Decimal], credited: Decimal = ZERO) -> Decimal:
    """The most that an accepted rate gives on what it bills, less what of that was credited."""
    base = max(invoice.net + invoice.charges - credited, ZERO)
    return round_money(times(base, max(rates, default=ZERO)).scaleb(-2), invoice.currency)


def _charges(match_case: MatchCase) -> Iterator[Finding]:
    """What it charges beside its lines, rounding too, is nothing that was ordered, but for the order's own markups and
    adjustments."""
    invoice, claims, net = match_case.invoice, not match_case.invoice.is_credit, net_of(match_case)
    tolerance = first_said(tolerances_of_document(match_case), CHARGES)
    charged = invoice.charges + invoice.rounding
    ordered, beyond = net.expected, charged - net.expected
    if claims and beyond > small_in_document(match_case) and not _within(ordered, charged, tolerance):
        yield Finding("charges", None, ordered, charged, ordered, beyond, invoice.currency)
    for line in match_case.lines:
        if line.quantity < 0 or line.amount < 0:
            yield Finding("taken_back", line.id, ZERO, line.amount, ZERO, line.amount, invoice.currency)
        elif (
            claims
            and line.charges > 0
            and not _is_agreed(line, match_case)
            and not _within(ZERO, line.charges, tolerance)
        ):
            yield Finding("charges", line.id, ZERO, line.charges, ZERO, line.charges, invoice.currency)


def _is_agreed(line: InvoiceLine, match_case: MatchCase) -> bool:
    """Whether the order itself reduces or raises this line: its price is compared net then, charges and all."""
    ordered = match_case.revision_lines.get(line.order_line_id) if line.order_line_id else None
    return ordered is not None and is_reduced(ordered)


def _paper(match_case: MatchCase) -> Iterator[Finding]:
    """Whether it is clear what it is. What takes something off although it is written as an invoice is believed."""
    invoice = match_case.invoice
    if papers.meaning(invoice.type_code, invoice.written_as or "Invoice") == UNCLEAR:
        yield Finding("paper_unclear", note=invoice.type_code)
    elif papers.contradicts(invoice.type_code, invoice.written_as) and not invoice.is_credit:
        yield Finding("paper_kind", note=f"{invoice.written_as} {invoice.type_code}")
    if invoice.below_zero:
        yield Finding("below_zero", actual=invoice.total, measure=invoice.currency)


def _within(expected: Decimal, actual: Decimal, tolerance: Tolerated) -> bool:
    """Whether a figure that may be lower is not too high."""
    above = highest(expected, tolerance)
    return above is None or actual <= above
