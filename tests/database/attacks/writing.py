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
