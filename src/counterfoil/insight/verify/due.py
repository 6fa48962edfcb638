"""Whether invoices are due when their terms say: instalments that are the total, on the days that follow from where they run."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from counterfoil.foundation.kernel.terms import Terms, due_days, read
from counterfoil.lifecycle.invoices.models import Instalment

from .finding import Finding, found_in
from .naming import NAMES

_NAME = NAMES["invoices_invoice"]
_ROUND = """(SELECT i.round, sum(i.amount) AS amount FROM invoices_instalment i
  WHERE i.company_id = t.company_id AND i.invoice_id = t.id GROUP BY i.round ORDER BY i.round DESC LIMIT 1)"""
_WHOLE = f"""
SELECT t.id, {_NAME}, s.amount, t.total FROM invoices_invoice t CROSS JOIN LATERAL {_ROUND} AS s
WHERE t.company_id = %(company)s AND s.amount <> t.total
"""
_NEXT = f"""
SELECT t.id, {_NAME}, COALESCE(t.due_on::text, 'no day'), COALESCE(d.due_on::text, 'no day') FROM invoices_invoice t
CROSS JOIN LATERAL (SELECT next_due(t.company_id, t.id, t.credited_amount + t.settled_amount) AS due_on) AS d
WHERE t.company_id = %(company)s AND t.due_on IS DISTINCT FROM d.due_on
  AND EXISTS (SELECT FROM invoices_instalment i WHERE i.company_id = t.company_id AND i.invoice_id = t.id)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every invoice that is due otherwise than its instalments and terms say. Called inside a scope."""
    yield from found_in(company_id, "due", "the instalments of {1} add up to {2}, and its total is {3}", _WHOLE)
    yield from found_in(company_id, "due", "{1} is due on {2}, and by its instalments on {3}", _NEXT)
    yield from _misreckoned(company_id)


def _misreckoned(company_id: UUID) -> Iterator[Finding]:
    """Rounds that their own terms do not give. Where a business day counts, holidays may have been others then: those are not
    reckoned again."""
    every = Instalment.objects.within(company_id).order_by("invoice_id", "round", "position")
    facts = every.values_list(
        "invoice_id", "round", "invoice__number", "invoice__currency", "payment_terms", "runs_from", "due_on", "amount"
    )
    for (invoice_id, _round), rows in groupby(facts.iterator(), key=lambda row: row[:2]):
        parts = list(rows)
        number, currency, terms, base = parts[0][2:6]
        stands = [(due_on, amount) for *_facts, due_on, amount in parts]
        given = _given(_terms(terms), base, sum((amount for _day, amount in stands), Decimal(0)), currency)
        if given is not None and given != stands:
            sentence = f"invoice {number} is due on {_days(stands)}, and {terms} from {base} are {_days(given)}"
            yield Finding("due", str(invoice_id), sentence)


def _given(terms: Terms, base: date | None, total: Decimal, currency: str) -> list[tuple[date | None, Decimal]] | None:
    if terms.business:
        return None
    if base is None:
        return [(None, total)]
    return due_days(terms, invoiced_on=base, sent_on=base, completed_on=base, total=total, currency=currency)


@cache
def _terms(said: str) -> Terms:
    return read(said)


def _days(parts: list[tuple[Any, Any]]) -> str:
    return ", ".join(str(day or "no day") for day, _amount in parts)
