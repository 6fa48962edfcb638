"""How purchase orders are drawn down over time: what was authorised, accepted, invoiced and settled by the end of each month.

Each figure is added up from the rows behind it, by their days; the last month has exactly what the report's foot says.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from counterfoil.foundation.kernel.money import ZERO

from .reader import Reader
from .totals import MOST_COUNTED

AUTHORISED, ACCEPTED, INVOICED, SETTLED = FIGURES = ("authorised", "accepted", "invoiced", "settled")
MOST_SHOWN = 4
"""So many currencies have a picture of their own."""
MOST_MONTHS = 24
"""Earlier ones are added up in the first that is shown."""
_MOVED = """
WITH bought AS (SELECT * FROM orders_order WHERE company_id = %(company)s AND id = ANY (%(orders)s::uuid[])),
bill AS (SELECT i.id, i.order_id, o.currency FROM invoices_invoice i JOIN bought o ON o.id = i.order_id
  WHERE i.company_id = %(company)s),
off AS (SELECT s.*, COALESCE(p.settled_on, (s.released_at AT TIME ZONE %(zone)s)::date) AS day FROM payments_setoff s
  LEFT JOIN payments_payment p ON p.company_id = s.company_id AND p.id = s.payment_id
  WHERE s.company_id = %(company)s AND s.live AND (s.payment_id IS NULL OR p.state = 'settled'))
SELECT currency, figure, date_trunc('month', day)::date, sum(amount) FROM (
  SELECT currency, 'authorised' AS figure, issued_on AS day, limit_amount AS amount FROM bought
  UNION ALL
  SELECT o.currency, 'accepted', (e.decided_at AT TIME ZONE %(zone)s)::date, e.accepted_amount FROM evidence_piece e
  JOIN bought o ON o.id = e.order_id WHERE e.company_id = %(company)s AND e.state = 'accepted'
  UNION ALL
  SELECT o.currency, 'invoiced', (c.taken_at AT TIME ZONE %(zone)s)::date, c.amount FROM matching_cover c
  JOIN bought o ON o.id = c.order_id WHERE c.company_id = %(company)s
  UNION ALL
  SELECT b.currency, 'settled', p.settled_on, a.net FROM payments_allocation a JOIN bill b ON b.id = a.invoice_id
  JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
  WHERE a.company_id = %(company)s AND a.live AND p.state = 'settled'
  UNION ALL
  SELECT b.currency, 'settled', s.day, s.net FROM off s JOIN bill b ON b.id = s.invoice_id
  UNION ALL
  SELECT b.currency, 'settled', s.day, -s.credited_net FROM off s JOIN bill b ON b.id = s.credited_id
  UNION ALL
  SELECT b.currency, 'settled', r.received_on, -r.net FROM payments_refund r JOIN bill b ON b.id = r.credited_id
  WHERE r.company_id = %(company)s AND r.state = 'confirmed') AS moved
GROUP BY 1, 2, 3 ORDER BY 1, 3
"""


@dataclass(frozen=True)
class Month:
    """What had been drawn by the end of a month."""

    first: date
    sums: dict[str, Decimal]


@dataclass(frozen=True)
class Drawing:
    """The months of the orders in one currency, the earliest first."""

    currency: str
    months: Sequence[Month]

    @property
    def now(self) -> Month:
        """The last of them: how it stands."""
        return self.months[-1]


def drawings(reader: Reader, rows: QuerySet[Any]) -> list[Drawing]:
    """How these orders were drawn, by currency; nothing where there are more than are summed. Called inside a scope."""
    ids = list(rows.order_by().values_list("id", flat=True)[: MOST_COUNTED + 1])
    if not ids or len(ids) > MOST_COUNTED:
        return []
    moved: dict[str, dict[date, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for currency, figure, month, amount in _moved(reader, ids):
        moved[currency][month][figure] = amount
    found = [Drawing(currency, _months(by_month, reader.today)) for currency, by_month in moved.items()]
    return found[:MOST_SHOWN]


def _moved(reader: Reader, ids: Sequence[UUID]) -> list[tuple[str, str, date, Decimal]]:
    company = reader.by.company
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, {"company": company.id, "zone": company.timezone, "orders": list(ids)})
        return cursor.fetchall()


def _months(by_month: dict[date, dict[str, Decimal]], today: date) -> list[Month]:
    """Every month from the first to this one, each with all that came before it."""
    month, last = min(by_month), max(max(by_month), today.replace(day=1))
    sums, found = dict.fromkeys(FIGURES, ZERO), []
    while month <= last:
        sums = {name: sums[name] + by_month.get(month, {}).get(name, ZERO) for name in FIGURES}
        found.append(Month(month, sums))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found[-MOST_MONTHS:]
