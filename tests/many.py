"""Some orders, copied until there are thousands: by statements over whole sets, with the triggers off, as a superuser.

Each copy has all that its pages read: head, approval and steps, revision and lines. Where the original has a number, each copy
has one of its own. What hangs on an order (evidence, invoices) is not copied, and neither is the trail.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

_NEW_ID = """
CREATE FUNCTION pg_temp.copied(original uuid, nth int) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT md5(original::text || nth::text)::uuid $$
"""
_ORDER = """
'number', row.number || '-' || nth, 'number_normal', row.number_normal || lpad(nth::text, 6, '0'),
'contractor_code', row.contractor_code || '-' || nth, 'title', row.title || ' ' || nth,
'created_at', row.created_at + nth * interval '1 second', 'updated_at', row.updated_at + nth * interval '1 second'
"""
_OF_ORDER = "order_id = ANY(%(rows)s)"
_APPROVALS = "approval_id IN (SELECT id FROM approvals_approval WHERE subject_id = ANY(%(rows)s))"
_COPIES = (
    ("approvals_approval", "subject_id = ANY(%(rows)s)", ("subject_id",), ""),
    ("approvals_step", _APPROVALS, ("approval_id",), ""),
    ("orders_order", "id = ANY(%(rows)s)", ("approval_id",), _ORDER),
    ("orders_revision", _OF_ORDER, ("order_id",), ""),
    ("orders_orderline", _OF_ORDER, ("order_id",), ""),
    ("orders_revisionline", _OF_ORDER, ("order_id", "revision_id", "line_id"), ""),
)
"""Table, which rows, which of their columns point at other copies, and what is another in each copy."""


_INVOICE = """
'number', row.number || '-' || nth, 'number_normal', row.number_normal || lpad(nth::text, 6, '0'),
'received_at', row.received_at - nth * interval '30 minutes'
"""
_PAYMENT = "'reference', 'SEPA ' || nth, 'settled_on', row.settled_on - nth / 48"
_PAID = "id IN (SELECT payment_id FROM payments_allocation WHERE invoice_id = ANY(%(rows)s))"
_BILLS = (
    ("invoices_invoice", "id = ANY(%(rows)s)", (), _INVOICE),
    ("payments_payment", _PAID, (), _PAYMENT),
    ("payments_allocation", "invoice_id = ANY(%(rows)s)", ("invoice_id", "payment_id"), ""),
)
"""The same of invoices, with what pays them: for reports, which read no more of them."""


def multiplied(superuser: "psycopg.Connection[Any]", orders: Sequence[UUID], times: int) -> None:
    """Add so many copies of each of these orders."""
    _copied(superuser, _COPIES, orders, times)


def billed_often(superuser: "psycopg.Connection[Any]", invoices: Sequence[UUID], times: int) -> None:
    """Add so many copies of each of these invoices and of their payments, each half an hour older than the one before."""
    _copied(superuser, _BILLS, invoices, times)


def _copied(superuser: "psycopg.Connection[Any]", copies: Any, rows: Sequence[UUID], times: int) -> None:
    superuser.execute("SET session_replication_role = replica")
    superuser.execute(_NEW_ID)
    for table, which, pointing, other in copies:
        ids = ", ".join(f"'{column}', pg_temp.copied(row.{column}, nth)" for column in ("id", *pointing))
        made = f"jsonb_populate_record(row, jsonb_build_object({ids}{other and ', ' + other}))"
        every = f"FROM {table} AS row, generate_series(1, %(times)s) AS nth WHERE {which}"
        superuser.execute(f"INSERT INTO {table} SELECT ({made}).* {every}", {"rows": list(rows), "times": times})
    superuser.execute("SET session_replication_role = origin")
    superuser.execute("DROP FUNCTION pg_temp.copied")
    superuser.commit()
    superuser.autocommit = True
    superuser.execute("ANALYZE")
    superuser.autocommit = False
