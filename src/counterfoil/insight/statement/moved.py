"""What the database tells of a contractor's account: every figure and every line in one statement each, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.outside import is_outside
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.orders import queries as orders

from .kinds import ACCOUNT, KINDS, Kind

_BILL = ("id", "kind", "currency", "order_id", "state", "total", "received_at")
_ORDERED = ("id", "currency", "state", "issued_on", "cancelled_at", "closed_at", "revision_number", "open")
_OPEN = F("limit_amount") - F("covered_amount") - F("charged_amount") - F("written_off_amount")
_SUMS = """
SELECT currency, kind, COALESCE(sum(amount) FILTER (WHERE day < %(first)s), 0),
  COALESCE(sum(amount) FILTER (WHERE day >= %(first)s), 0)
FROM moved WHERE day <= %(last)s GROUP BY currency, kind
UNION ALL
SELECT currency, NULL, sum(GREATEST(owed, 0)), sum(GREATEST(-owed, 0)) FROM (
  SELECT currency, sum(amount) AS owed FROM moved WHERE day <= %(last)s AND account GROUP BY currency, invoice_id) AS each
GROUP BY currency
"""
_LINES = """
SELECT * FROM (
  SELECT currency, day, kind, thing, sum(amount) AS amount,
    sum(sum(amount) FILTER (WHERE account)) OVER (
      PARTITION BY currency ORDER BY day, kind, thing ROWS UNBOUNDED PRECEDING) AS balance,
    array_agg(DISTINCT invoice_id) FILTER (WHERE invoice_id IS NOT NULL) AS invoices,
    array_agg(DISTINCT order_id) FILTER (WHERE order_id IS NOT NULL) AS orders
  FROM moved WHERE day <= %(last)s GROUP BY currency, day, kind, thing) AS told
WHERE day >= %(first)s AND (currency, day, kind, thing) > (%(currency)s, %(day)s, %(kind)s, %(thing)s)
ORDER BY currency, day, kind, thing LIMIT %(most)s
"""


class Place(NamedTuple):
    """Where a page of lines ended."""

    currency: str
    day: date
    kind: int
    thing: UUID

    @classmethod
    def read(cls, parts: Sequence[str]) -> "Place":
        """The place by what an address or a cursor says of it. Raises ValueError where it says nothing."""
        try:
            return _PLACE.validate_strings(dict(zip(cls._fields, parts, strict=True)))
        except ValidationError:
            raise ValueError(parts) from None


_PLACE = TypeAdapter(Place)
BEGINNING = Place("", date.min, -1, UUID(int=0))


@dataclass(frozen=True)
class Sum:
    """What the lines of a kind come to before a period and within it; of no kind: what we owe and what they owe at its end."""

    currency: str
    kind: Kind | None
    one: Decimal
    other: Decimal


@dataclass(frozen=True)
class Moved:
    """One line: how much of which thing moved on a day, and what is owed after it."""

    place: Place
    kind: Kind
    amount: Decimal
    balance: Decimal
    invoices: Sequence[UUID]
    orders: Sequence[UUID]


def sums(by: Member, contractor_id: UUID, first: date, last: date, outside: bool) -> list[Sum]:
    """By currency and kind, of what this member sees. Called inside a scope."""
    found = _asked(by, contractor_id, _SUMS, {"first": first, "last": last}, outside)
    return [Sum(currency, None if kind is None else KINDS[kind], one, other) for currency, kind, one, other in found]


def lines(
    by: Member, contractor_id: UUID, first: date, last: date, after: Place, most: int, outside: bool
) -> list[Moved]:
    """So many lines after a place, by currency and day. Called inside a scope."""
    asked = {"first": first, "last": last, "most": most} | after._asdict()
    return [
        Moved(
            Place(currency, day, kind, thing), KINDS[kind], amount, balance or Decimal(0), invoices or [], orders or []
        )
        for currency, day, kind, thing, amount, balance, invoices, orders in _asked(
            by, contractor_id, _LINES, asked, outside
        )
    ]


def _asked(by: Member, contractor_id: UUID, sql: str, asked: dict[str, Any], outside: bool) -> list[tuple[Any, ...]]:
    seen = invoices.visible(by).filter(contractor_id=contractor_id).exclude(kind="credit").order_by()
    promised = orders.visible(by).filter(contractor_id=contractor_id, issued_on__isnull=False).order_by()
    bill, given = _named("bill", seen.values_list(*_BILL))
    ordered, more = _named("ordered", promised.annotate(open=_OPEN).values_list(*_ORDERED))
    own: dict[str, Any] = {"company": by.company_id, "zone": by.company.timezone}
    tables = f"bill ({', '.join(_BILL)}) AS MATERIALIZED ({bill}), ordered ({', '.join(_ORDERED)}) AS MATERIALIZED ({ordered})"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables}, {_moved(outside or is_outside(by))} {sql}", own | given | more | asked)
        return cursor.fetchall()


def _moved(outside: bool) -> str:
    """Every movement of every kind that this reader may know of. A kind is known by its place among them."""
    each = [
        f"SELECT {place}, {'true' if kind.book == ACCOUNT else 'false'}, r{place}.* FROM ({kind.rows}) AS r{place}"
        for place, kind in enumerate(KINDS)
        if not (kind.inside and outside)
    ]
    return (
        "moved (kind, account, thing, day, currency, invoice_id, order_id, amount) AS MATERIALIZED ("
        f"{' UNION ALL '.join(each)})"
    )


def _named(table: str, rows: QuerySet[Any]) -> tuple[str, dict[str, Any]]:
    """What Django asks, with its values by names, so that it can stand beside others."""
    sql, values = rows.query.sql_with_params()
    for place in range(len(values)):
        sql = sql.replace("%s", f"%({table}_{place})s", 1)
    return sql, {f"{table}_{place}": value for place, value in enumerate(values)}
