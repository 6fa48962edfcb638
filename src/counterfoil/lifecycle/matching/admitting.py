"""Taking a claimed document in: written, linked to its order under the locks, and looked at."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.prepared import add_together
from counterfoil.lifecycle.invoices.models import DOCUMENT, Invoice
from counterfoil.lifecycle.invoices.values import InvoiceValues

from .match_case import MatchCase, lock_order_meant, match_case_of
from .pairing import pair
from .receiving import new_lines, written
from .rematch import rematch


def take_in(
    values: InvoiceValues, arrival: Arrival, *, is_document: bool, by: Member, at: datetime, copy: int = 0
) -> Invoice:
    """Make the invoice that the arrival became, link it to the one order that it means, and look at it.

    Its number is free: that was asked. An arrival that is not there yet is written with it.
    """
    invoice = written(values, by=by, at=at, copy=copy)
    invoice.id = arrival.became_id
    if is_document:
        invoice.origin, invoice.arrival = DOCUMENT, arrival
    order, near = lock_order_meant(invoice)
    if invoice.credits_id:
        invoice.credits = Invoice.objects.within(by.company_id).locked(invoice.credits_id)
    invoice.order = order
    if order and order.contractor_id == invoice.contractor_id:
        invoice.contractor = order.contractor  # the same, and read already
    if order and invoice.engagement_id is None:
        invoice.engagement = order.engagement
    invoice.has_holds = invoice.has_corrections = False  # it is new
    match_case = match_case_of(invoice, order, by=by, at=at, near=near, lines=[])
    match_case.lines = new_lines(invoice, values.lines, known=_known(match_case))
    if not invoice.is_credit:
        pair(match_case)  # written with its partners, a line need not be written twice
    add_together([*([arrival] if arrival._state.adding else []), invoice, *match_case.lines])
    rematch(match_case, by=by, at=at)
    return invoice


def _known(match_case: MatchCase) -> set[UUID]:
    """What is there on the invoice's own order, if that is its contractor's."""
    if match_case.order is None or match_case.order.contractor_id != match_case.invoice.contractor_id:
        return set()
    return {*match_case.revision_lines, *(piece.id for piece in match_case.pieces)}
