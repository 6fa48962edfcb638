"""On which days an invoice is due, by its order's terms: reckoned at each look, while nothing of it is paid (R127, R136)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from counterfoil.foundation.companies.business_days import closed_in
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.foundation.kernel.prepared import add_together
from counterfoil.foundation.kernel.terms import COMPLETION, INVOICE, SENT, Terms, due_days, read
from counterfoil.foundation.parties.agreed import payment_terms_of
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.instalments import newest_of, next_due
from counterfoil.lifecycle.invoices.models import Instalment
from counterfoil.lifecycle.invoices.states import LOOKED_AT

from .match_case import MatchCase


def fall_due(match_case: MatchCase) -> None:
    """Write its instalments anew where its total, its terms or the day that they run from have changed. Else all days stand,
    whatever holiday or contractor's term has changed since."""
    invoice = match_case.invoice
    if invoice.state not in LOOKED_AT or invoice.allocated_amount:
        return
    before = newest_of(invoice) if invoice.looked_at else []
    said = _terms_of(match_case, before)
    terms = read(said)
    base = _base(match_case, terms)
    total = sum((one.amount for one in before), ZERO)
    if before and (before[0].payment_terms, before[0].runs_from, total) == (said, base, invoice.total):
        return
    fresh = _reckoned(match_case, terms, base, before[0].round + 1 if before else 1)
    add_together(fresh)
    invoice.due_on = next_due(invoice, fresh)


def _terms_of(match_case: MatchCase, before: Sequence[Instalment]) -> str:
    """Those of its order; where that says none, those that it was reckoned by before, else its contractor's."""
    order, invoice = match_case.order, match_case.invoice
    if order and order.payment_terms:
        return str(order.payment_terms)
    if before:
        return str(before[0].payment_terms)
    return payment_terms_of(invoice.contractor, match_case.company)


def _base(match_case: MatchCase, terms: Terms) -> date | None:
    """The day that the terms run from, where it has come."""
    order, invoice = match_case.order, match_case.invoice
    if terms.is_unknown:
        return None
    if terms.base == INVOICE:
        return invoice.issued_on
    if order is None:
        return None
    return order.sent_on if terms.base == SENT else _completed_on(match_case)


def _completed_on(match_case: MatchCase) -> date | None:
    """The company's day of the last accepted evidence of the order. What was taken back later was accepted nonetheless."""
    pieces = Piece.objects.within(match_case.company.id).filter(order=match_case.order, state="accepted", corrects=None)
    last = pieces.aggregate(last=Max("decided_at"))["last"]
    return match_case.company.today(last) if last else None


def _reckoned(match_case: MatchCase, terms: Terms, base: date | None, round_: int) -> list[Instalment]:
    invoice, company = match_case.invoice, match_case.company
    days = due_days(
        terms,
        invoiced_on=invoice.issued_on,
        sent_on=base if terms.base == SENT else None,
        completed_on=base if terms.base == COMPLETION else None,
        total=invoice.total,
        currency=invoice.currency,
        is_closed=closed_in(company.country),
    )
    return [
        Instalment(
            company_id=invoice.company_id,
            invoice=invoice,
            round=round_,
            position=position,
            due_on=day,
            amount=amount,
            payment_terms=str(terms),
            runs_from=base,
        )
        for position, (day, amount) in enumerate(days, 1)
    ]
