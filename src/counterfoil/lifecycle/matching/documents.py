"""What an invoice says of itself: its day, its sums, its tax, what it charges beside its lines, and what looks like it."""

from collections.abc import Iterator
from decimal import Decimal

from counterfoil.formats.ubl import papers
from counterfoil.formats.ubl.documents import UNCLEAR
from counterfoil.foundation.catalogue.tax_rates import statutory
from counterfoil.foundation.catalogue.tolerances import CHARGES, TAX, TOTAL, Tolerated, first_said, highest, passes
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.lifecycle.invoices.models import Invoice

from .findings import Finding
from .levels import tax_rates_of, tolerances_of_document
from .match_case import MatchCase
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
    """An order states no tax yet, so it is compared with the rates that are accepted: less passes, and is shown.

    After a credit note, what is left of its tax is compared with what is left of its lines.
    """
    invoice, rates = match_case.invoice, accepted_rates(match_case)
    credited = sum((line.credited_amount for line in match_case.lines), ZERO)
    most, tax = highest_tax(invoice, rates, credited), invoice.tax
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
    """The per cents of tax that are accepted: those of the nearest policy that names any, else the statutory ones of the
    company's country and the contractor's."""
    named = tax_rates_of(match_case)
    if named is not None:
        return frozenset(named)
    contractor = match_case.invoice.contractor
    return statutory([match_case.company.country, contractor.country])


def highest_tax(invoice: Invoice, rates: frozenset[Decimal], credited: Decimal = ZERO) -> Decimal:
    """The most that an accepted rate gives on what it bills, less what of that was credited."""
    base = max(invoice.net + invoice.charges - credited, ZERO)
    return round_money(times(base, max(rates, default=ZERO)).scaleb(-2), invoice.currency)


def _charges(match_case: MatchCase) -> Iterator[Finding]:
    """What it charges beside its lines, rounding too, is nothing that was ordered."""
    invoice, claims = match_case.invoice, not match_case.invoice.is_credit
    tolerance = first_said(tolerances_of_document(match_case), CHARGES)
    charged = invoice.charges + invoice.rounding
    if claims and charged > small_in_document(match_case) and not _within(ZERO, charged, tolerance):
        yield Finding("charges", None, ZERO, charged, ZERO, charged, invoice.currency)
    for line in match_case.lines:
        if line.quantity < 0 or line.amount < 0:
            yield Finding("taken_back", line.id, ZERO, line.amount, ZERO, line.amount, invoice.currency)
        elif claims and line.charges > 0 and not _within(ZERO, line.charges, tolerance):
            yield Finding("charges", line.id, ZERO, line.charges, ZERO, line.charges, invoice.currency)


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
