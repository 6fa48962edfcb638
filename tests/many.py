"""Some orders, copied until there are thousands: by statements over whole sets, with the triggers off, as a superuser.

Each copy has all that its pages read: head, approval and steps, revision and lines. Where the original has a number, each copy
has one of its own. What hangs on an order (evidence, invoices) is not copied, and neither is the trail.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

_NEW_ID = """
CREATE FUNCTION pg_temp.copied(original uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT md5(original::text || copy::text)::uuid $$
"""
_ORDER = """
'number', row.number || '-' || copy, 'number_normal', row.number_normal || lpad(copy::text, 6, '0'),
'contractor_code', row.contractor_code || '-' || copy, 'title', row.title || ' ' || copy,
'created_at', row.created_at + copy * interval '1 second', 'updated_at', row.updated_at + copy * interval '1 second'
"""
_OF_ORDER = "order_id = ANY(%(orders)s)"
_APPROVALS = "approval_id IN (SELECT id FROM approvals_approval WHERE subject_id = ANY(%(orders)s))"
_COPIES = (
    ("approvals_approval", "subject_id = ANY(%(orders)s)", ("subject_id",), ""),
    ("approvals_step", _APPROVALS, ("approval_id",), ""),
    ("orders_order", "id = ANY(%(orders)s)", ("approval_id",), _ORDER),
    ("orders_revision", _OF_ORDER, ("order_id",), ""),
    ("orders_orderline", _OF_ORDER, ("order_id",), ""),
    ("orders_revisionline", _OF_ORDER, ("order_id", "revision_id", "line_id"), ""),
)
"""Table, which rows, which of their columns point at other copies, and what is another in each copy."""


def multiplied(superuser: "psycopg.Connection[Any]", orders: Sequence[UUID], times: int) -> None:
    """Add so many copies of each of these orders."""
    superuser.execute("SET session_replication_role = replica")
    superuser.execute(_NEW_ID)
    for table, which, pointing, other in _COPIES:
        ids = ", ".join(f"'{column}', pg_temp.copied(row.{column}, copy)" for column in ("id", *pointing))
        made = f"jsonb_populate_record(row, jsonb_build_object({ids}{other and ', ' + other}))"
        rows = f"FROM {table} AS row, generate_series(1, %(times)s) AS copy WHERE {which}"
        superuser.execute(f"INSERT INTO {table} SELECT ({made}).* {rows}", {"orders": list(orders), "times": times})
    superuser.execute("SET session_replication_role = origin")
    superuser.execute("DROP FUNCTION pg_temp.copied")
    superuser.commit()
    superuser.autocommit = True
    superuser.execute("ANALYZE")
    superuser.autocommit = False
