"""Every table is owned, walled, keyed by its company and trailed with every column declared, or named here."""

import pytest

from .test_grants import rows

pytestmark = pytest.mark.django_db

NO_COMPANY = {
    "companies_user": {"password"},
    "account_emailaddress": set(),
    "account_emailconfirmation": {"key"},
    "django_session": {"session_key", "session_data"},
    "usersessions_usersession": {"session_key"},
    "auth_group": set(),
    "auth_group_permissions": set(),
    "auth_permission": set(),
    "django_content_type": set(),
    "django_migrations": set(),
    "trail_sealedupto": set(),
    "web_cache": {"value"},
}
"""The tables without a company, each with the columns that hold a secret: in no trail and in no export."""

NO_TRAIL = {
    "trail_entry": "it is the trail",
    "trail_change": "it is the trail",
    "trail_seal": "it is the trail",
    "trail_position": "it is the trail",
    "trail_cursor": "how far a follower has read is no fact about the company",
    "trail_parked": "added to and never edited",
    "trail_batchrow": "how far a batch has come is no fact about the company, and what was done is in the entries",
}
"""The tables with a company and without a trail, each with the reason."""

KEYED_BY_ID = {*NO_TRAIL, "companies_company"}
"""Nothing points at the trail's own tables, and a company is itself."""

_SECRET_NAMES = ("password", "secret", "token", "key", "session")
_TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"


def _tables() -> set[str]:
    return {row[0] for row in rows(_TABLES)}


def _owned() -> set[str]:
    return _tables() - set(NO_COMPANY)


def _columns(table: str) -> set[str]:
    return {row[0] for row in rows("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)}


def _trails() -> dict[str, str]:
    """What each trail's trigger is told, where it fires the function of its own table."""
    asked = "SELECT relname, encode(tgargs, 'escape') FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    return dict(rows(asked + "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'trail_of_' || relname"))


def test_every_table_has_a_company_or_is_exempt() -> None:
    without = {table for table in _tables() if "company_id" not in _columns(table)}
    assert without == set(NO_COMPANY) | {"companies_company"}


def test_exempt_tables_name_their_secrets() -> None:
    """A column that sounds like a secret is listed as one."""
    for table, secrets in NO_COMPANY.items():
        sounding = {column for column in _columns(table) if any(name in column for name in _SECRET_NAMES)}
        assert sounding <= secrets | {"cache_key"}, table
        assert secrets <= _columns(table)


def test_every_company_table_is_walled_but_not_forced() -> None:
    found = rows(_TABLES.replace("SELECT relname", "SELECT relname, relrowsecurity, relforcerowsecurity"))
    assert {table for table, walled, _forced in found if walled} == _owned()
    assert not [table for table, _walled, forced in found if forced]


def test_every_policy_is_the_same_wall() -> None:
    policies = rows("SELECT tablename, cmd, permissive, roles::text, qual, with_check FROM pg_policies")
    assert {policy[0] for policy in policies} == _owned()
    assert len(policies) == len(_owned())
    for table, *wall in policies:
        column = "id" if table == "companies_company" else "company_id"
        said = f"({column} = ( SELECT current_company() AS current_company))"
        assert wall == ["ALL", "PERMISSIVE", "{public}", said, None], table


def test_every_primary_key_begins_with_the_company() -> None:
    keys = dict(
        rows(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'p' AND connamespace = 'public'::regnamespace"
        )
    )
    for table in _owned() - KEYED_BY_ID:
        assert keys[table] == "PRIMARY KEY (company_id, id)", table


def test_keys_between_company_tables_carry_the_company() -> None:
    """Composite, and checked at once: a deferred key would let an action commit first and fail later."""
    keys = rows(
        "SELECT conname, conrelid::regclass::text, confrelid::regclass::text, pg_get_constraintdef(oid), condeferrable "
        "FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    )
    between = [key for key in keys if key[1] in _owned() and key[2] in _owned()]
    assert len(between) > 20
    for name, _table, _target, definition, deferrable in between:
        assert "FOREIGN KEY (company_id, " in definition, name
        assert "(company_id, " in definition.partition("REFERENCES")[2], name
        assert not deferrable, name


def test_every_model_key_has_its_guard_in_the_database() -> None:
    """A Within field without its composite key would be a key in Python only."""
    asked = (
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname = ANY (%s) "
        "AND a.attname LIKE '%%\\_id' AND a.attname <> 'company_id' AND NOT EXISTS (SELECT FROM pg_constraint k "
        "WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey))"
    )
    plain_ids = {
        ("orders_order", "minter_id"),
        ("trail_batch", "member_id"),
        ("trail_batch", "api_key_id"),
        ("approvals_approval", "subject_id"),
        ("documents_arrival", "became_id"),
        ("documents_arrival", "order_id"),
        ("documents_document", "order_id"),
        ("mail_message", "order_id"),
        ("orders_crossing", "entry_id"),
        ("mail_message", "payment_id"),
    }
    assert set(rows(asked, list(_owned() - set(NO_TRAIL)))) == plain_ids


def test_every_column_is_declared_plain_personal_or_secret() -> None:
    triggers = _trails()
    assert set(triggers) == _owned() - set(NO_TRAIL)
    for table, arguments in triggers.items():
        declared = [column for kind in arguments.split("\\000")[:3] for column in kind.split(",") if column]
        assert sorted(declared) == sorted(_columns(table)), table


def test_secrets_are_declared_secret() -> None:
    for table, arguments in _trails().items():
        plain, personal, _secret = arguments.split("\\000")[:3]
        for column in f"{plain},{personal}".split(","):
            assert not any(name in column for name in ("password", "secret", "token")), f"{table}.{column}"


def test_no_trigger_names_columns() -> None:
    """`UPDATE OF` would block later changes of a column's type."""
    assert rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND array_length(tgattr::int2[], 1) > 0") == []


def test_every_trigger_is_on() -> None:
    assert rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'") == []
