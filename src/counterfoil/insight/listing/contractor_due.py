"""What is still to be paid to a contractor by the clock, in each currency: due later, due today, overdue, and without a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.trace.due_states import RUNNING
from counterfoil.lifecycle.invoices import queries as invoices

from .totals import MOST_COUNTED


@dataclass(frozen=True)
class DueFigures:
    """The open parts of what is in order, by their own days: of an invoice in instalments, each counts where it is due."""

    later: Decimal = ZERO
    today: Decimal = ZERO
    overdue: Decimal = ZERO
    no_day: Decimal = ZERO


NOTHING_DUE = DueFigures()
_OPEN = """
SELECT currency, COALESCE(sum(open) FILTER (WHERE due_on > %s), 0), COALESCE(sum(open) FILTER (WHERE due_on = %s), 0),
  COALESCE(sum(open) FILTER (WHERE due_on < %s), 0), COALESCE(sum(open) FILTER (WHERE due_on IS NULL), 0)
FROM (
  SELECT b.currency, i.due_on, LEAST(i.amount, GREATEST(
    sum(i.amount) OVER (PARTITION BY i.invoice_id ORDER BY i.position) - b.credited_amount - b.settled_amount, 0)) AS open
  FROM invoices_invoice b JOIN invoices_instalment i ON i.company_id = b.company_id AND i.invoice_id = b.id
  WHERE b.company_id = %s AND b.id IN (ROWS) AND i.round = (
    SELECT max(round) FROM invoices_instalment WHERE company_id = b.company_id AND invoice_id = b.id)) AS parts
GROUP BY currency
"""


def due_figures(by: Member, contractor_id: UUID, today: date) -> Mapping[str, DueFigures]:
    """By currency, of what this member sees; the newest of more than are ever summed. Called inside a scope."""
    running = invoices.visible(by).filter(contractor_id=contractor_id, kind="invoice", state__in=RUNNING)
    rows, given = running.order_by("-received_at", "-id").values("id")[:MOST_COUNTED].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.replace("ROWS", rows), [today, today, today, by.company_id, *given])
        return {currency: DueFigures(*sums) for currency, *sums in cursor.fetchall()}
