"""invoice.correct: what a person typed wrongly is put right while the invoice waits; old and new are on the trail."""

from datetime import datetime

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import Why
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.lifecycle.invoices import rules as invoice_rules
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.invoices.values import InvoiceFacts

from .. import rules
from ..cases import MatchedInvoiceCase
from ..judging import judge
from ..match_case import MatchCase, lock_order_meant, match_case_of
from ..receiving import write_head, write_lines
from ..rematch import rematch


@action("invoice.correct", on=MatchedInvoiceCase, rule=(invoice_rules.correct, rules.correct))
def correct(case: MatchedInvoiceCase, *, values: InvoiceFacts, reason: Why) -> Stored:
    """Type it anew, all but its number and whose it is, and look at it again. The old lines stay, struck out."""
    match_case, by, at = case.match_case, case.by, case.at
    judge(match_case, by=by, at=at)
    again = _rewritten(match_case, values, by=by, at=at)
    rematch(again, by=by, at=at)
    return Stored(again.invoice.id, again.invoice.stored(), order_id=again.invoice.order_id, reason=reason)


def _rewritten(match_case: MatchCase, values: InvoiceFacts, *, by: Member, at: datetime) -> MatchCase:
    invoice: Invoice = match_case.invoice
    invoice.currency = values.currency
    write_head(invoice, values)
    invoice.order = None
    order, near = lock_order_meant(invoice)
    invoice.order, invoice.engagement = order, invoice.engagement or (order.engagement if order else None)
    invoice.version += 1
    invoice.save()
    old = InvoiceLine.objects.within(by.company_id).filter(invoice_id=invoice.id)
    last = max((line.position for line in old), default=0)
    old.filter(struck=False).update(struck=True)
    write_lines(invoice, values.lines, after=last)
    return match_case_of(invoice, order, by=by, at=at, near=near)
