"""A company with very many orders, laid in by statements over whole sets: one issued order, copied as often as wanted.

Each copy has all that its pages read: head, revision, lines, approval and steps, its entry with a sealed position. What is
copied keeps its shape whatever columns there are; ids and what points at them are made from the old id and the copy's
number. The triggers are off meanwhile, so there are no changes on the trail, and `verify` is not asked.
"""

from collections.abc import Iterator
from uuid import UUID

import psycopg

_AT_ONCE = 25_000
_WORDS = "ARRAY['harbour', 'catalogue', 'audit', 'portrait', 'translation', 'survey', 'campaign', 'retouching']"

_NEW_ID = """
CREATE OR REPLACE FUNCTION pg_temp.copied(original uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT md5(original::text || copy::text)::uuid $$
"""
_COPIES = (
    ("approvals_approval", "subject_id = %(order)s", ("subject_id",), ""),
    ("approvals_step", "approval_id = %(approval)s", ("approval_id",), ""),
    (
        "orders_order", "id = %(order)s", ("approval_id",),
        f"""
        'number', 'OLD-' || lpad(copy::text, 8, '0'), 'number_normal', 'OLD' || lpad(copy::text, 8, '0'),
        'contractor_code', 'POOLD-' || lpad(copy::text, 8, '0'), 'title', initcap(({_WORDS})[1 + copy %% 8]) || ' ' || copy,
        'created_at', row.created_at - copy * interval '1 minute', 'updated_at', row.updated_at - copy * interval '1 minute'
        """,
    ),
    ("orders_revision", "order_id = %(order)s", ("order_id",), ""),
    ("orders_orderline", "order_id = %(order)s", ("order_id",), ""),
    ("orders_revisionline", "order_id = %(order)s", ("order_id", "revision_id", "line_id"), ""),
    ("trail_entry", "order_id = %(order)s AND verb = 'order.issue'", ("order_id", "subject_id"), "'key', ''"),
)  # fmt: skip
"""Table, which rows of the original, which of their columns point at other copies, and what is another in each copy."""

_POSITIONS = """
INSERT INTO trail_position (id, company_id, position, entry_id, leaf, at)
SELECT gen_random_uuid(), e.company_id, %(last)s + copy, pg_temp.copied(e.id, copy), e.plain_digest, e.recorded_at
FROM trail_entry e, generate_series(%(first)s::int, %(end)s::int) AS copy WHERE e.order_id = %(order)s AND verb = 'order.issue'
"""
_SEAL = """
INSERT INTO trail_seal (id, company_id, number, first, last, root, chain, at)
SELECT gen_random_uuid(), company_id, number + 1, last + 1, last + %(most)s, root, chain, at FROM trail_seal
WHERE company_id = %(company)s ORDER BY number DESC LIMIT 1
"""
_CURSORS = "UPDATE trail_cursor SET position = position + %(most)s WHERE company_id = %(company)s"


def copy_order(address: str, company: UUID, order: UUID, have: int, most: int) -> None:
    """Bring the copies of an issued and sealed order from so many to so many, as a superuser."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SELECT pg_advisory_lock(hashtext('counterfoil.seal'))")  # the sealer waits until we hang up
        connection.execute(_NEW_ID)
        approval = connection.execute("SELECT approval_id FROM orders_order WHERE id = %s", [order]).fetchone()
        last = connection.execute("SELECT max(last) FROM trail_seal WHERE company_id = %s", [company]).fetchone()
        given = {
            "order": order,
            "company": company,
            "approval": approval and approval[0],
            "last": last and last[0] - have,
        }
        for first, end in _batches(have + 1, most):
            for statement in (*map(_copying, _COPIES), _POSITIONS):
                connection.execute(statement, given | {"first": first, "end": end})
        with connection.transaction():
            connection.execute(_SEAL, given | {"most": most - have})
            connection.execute(_CURSORS, given | {"most": most - have})
        connection.execute("VACUUM ANALYZE")


def _batches(first: int, last: int) -> Iterator[tuple[int, int]]:
    while first <= last:
        yield first, min(first + _AT_ONCE - 1, last)
        first += _AT_ONCE


def _copying(what: tuple[str, str, tuple[str, ...], str]) -> str:
    table, which, pointing, other = what
    ids = ", ".join(f"'{column}', pg_temp.copied(row.{column}, copy)" for column in ("id", *pointing))
    return (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(row, jsonb_build_object({ids}{other and ', ' + other}))).* "
        f"FROM {table} AS row, generate_series(%(first)s::int, %(end)s::int) AS copy WHERE {which}"
    )
