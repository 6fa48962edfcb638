"""The few shapes of SQL that attacks are written in, with the names of the scene as parameters."""


def copied(table: str, source: str, changes: str) -> str:
    """Insert a copy of a row under a new id, with some columns changed."""
    changed = f"jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), {changes}))"
    return f"INSERT INTO {table} SELECT ({changed}).* FROM {table} t WHERE id = %({source})s"


def updated(table: str, row: str, changes: str) -> str:
    """Change one row."""
    return f"UPDATE {table} SET {changes} WHERE id = %({row})s"


ISSUE = (
    "state = 'issued', number = 'PO-2026-00077', number_normal = 'PO202600077', contractor_code = 'POX0077', "
    "issued_at = now(), issued_on = current_date, document = '{}', document_sha256 = encode(sha256('{}'), 'hex')"
)
"""What a lawful issue sets."""

FRESH_INVOICE = "'state', 'received', 'credited_amount', 0, 'allocated_amount', 0, 'settled_amount', 0"
"""An invoice or credit note that has just come."""

ONE, TWO = "11111111-1111-7111-8111-111111111111", "22222222-2222-7222-8222-222222222222"
"""Ids for rows that a later statement of the same attack names."""


def made(table: str, source: str, changes: str, new: str = ONE) -> str:
    """As `copied`, under an id that is known."""
    return copied(table, source, f"'id', '{new}', {changes}")


def due_at_once(invoice: str) -> str:
    """A new round of its instalments: one over its whole total."""
    total = f"(SELECT total FROM invoices_invoice WHERE id = %({invoice})s)"
    return copied("invoices_instalment", f"{invoice}_instalment", f"'round', 2, 'amount', {total}")


def touched(table: str, changes: str, new: str = ONE) -> str:
    """Change a row that was made."""
    return f"UPDATE {table} SET {changes} WHERE id = '{new}'"


def then(*statements: str) -> str:
    """One statement after the other."""
    return "; ".join(statements)


def arriving(became: str, of: str) -> str:
    """What arrives now, and what it becomes of which order."""
    return made("documents_arrival", "untouched_arrival", f"'sha256', 'f', 'became', '{became}', 'became_id', {of}")
