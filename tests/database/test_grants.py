"""What each role may do is what config.grants lists, and nothing else: compared with the catalog."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection

from counterfoil.config.grants import GRANTS, RUNTIME_FUNCTIONS
from counterfoil.foundation.companies.models import User

pytestmark = pytest.mark.django_db

_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
_ONLY_IN_TESTS = "test_wipe()"

DEFINERS = {
    # Asked before a company is known.
    "companies_of_user(uuid)",
    "member_of_key(text,text)",
    "invitation_of(text)",
    "all_companies()",
    # The trail's own writers.
    "seal_next(integer)",
    # Row security would keep the index from being used; it filters by the company itself.
    "find_orders(text,integer)",
    "find_numbered(text,integer)",
    "find_orders_of(numeric[],integer)",
    "find_invoices(text[],text[],integer)",
    "find_invoices_of(numeric[],integer)",
    "find_payments(text[],text[],integer)",
    "find_payments_of(numeric[],integer)",
    "find_referenced(text,integer)",
    "find_contractors(text[],integer)",
    "find_contractors_by_fields(text[],integer)",
    "find_orders_by_fields(text[],integer)",
    "find_arrivals(text[],integer)",
    "documents_alike(uuid,integer)",
    "credit_balances(uuid)",
    "lock_credit_balances(uuid,text)",
}


def rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


@pytest.mark.parametrize("role", ["app", "keeper"])
def test_tables_as_listed(role: str) -> None:
    asked = "SELECT relname, p FROM pg_class, unnest(%s::text[]) p WHERE relnamespace = 'public'::regnamespace"
    asked += " AND relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(%s, pg_class.oid, p)"
    held: dict[str, set[str]] = {}
    for table, right in rows(asked, list(_RIGHTS), role):
        held.setdefault(table, set()).add(right)
    assert held == {table: set(rights.split(", ")) for table, rights in GRANTS[role].items()}


def test_no_column_is_granted_beyond_its_table() -> None:
    assert (
        rows(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attacl IS NOT NULL "
            "AND relnamespace = 'public'::regnamespace"
        )
        == []
    )


def test_functions_as_listed() -> None:
    held = {row[0] for row in rows(_FUNCTIONS + " AND has_function_privilege('app', oid, 'EXECUTE')")}
    listed = {_signature(function) for function in RUNTIME_FUNCTIONS}
    assert held == listed | {_ONLY_IN_TESTS}
    assert rows(_FUNCTIONS + " AND has_function_privilege('keeper', oid, 'EXECUTE')") == []


def test_functions_that_run_as_their_owner() -> None:
    """Every trigger function does: a guard or counter that ran under the caller's wall could be blinded."""
    triggers = {row[0] for row in rows(_FUNCTIONS + " AND prorettype = 'trigger'::regtype")}
    assert len(triggers) > 30
    assert {row[0] for row in rows(_FUNCTIONS + " AND prosecdef")} == DEFINERS | triggers | {_ONLY_IN_TESTS}


def test_every_lookup_of_a_function_names_its_company() -> None:
    """They see all rows: a condition without the company would find another one's."""
    tables = "|".join(model._meta.db_table for model in apps.get_models() if model.__name__ != "SealedUpTo")
    looked = re.compile(rf"\b(?:FROM|JOIN|UPDATE) (?:{tables})\b")
    across = ("companies_of_user", "member_of_key", "invitation_of", "all_companies", "seal_next", "test_wipe")
    sources = rows("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    statements = [(name, one) for name, source in sources if name not in across for one in source.split(";")]
    asked = [(name, one, len(looked.findall(one))) for name, one in statements if looked.search(one)]
    assert len(asked) > 60
    assert not [(name, one) for name, one, times in asked if one.count("company") < times]


def test_every_function_has_a_fixed_search_path() -> None:
    """But for current_company, which names nothing that a temporary table could shadow."""
    loose = rows(_FUNCTIONS + " AND NOT EXISTS (SELECT FROM unnest(proconfig) c WHERE c LIKE 'search_path=public%%')")
    assert loose == [("current_company()",)]


def test_public_has_nothing() -> None:
    held = (
        "SELECT relname FROM pg_class, aclexplode(relacl) a WHERE a.grantee = 0 AND relnamespace = 'public'::regnamespace "
        "UNION ALL SELECT proname FROM pg_proc, aclexplode(COALESCE(proacl, acldefault('f', proowner))) a "
        "WHERE a.grantee = 0 AND pronamespace = 'public'::regnamespace "
        "UNION ALL SELECT nspname FROM pg_namespace, aclexplode(nspacl) a WHERE a.grantee = 0 AND nspname = 'public' "
        "UNION ALL SELECT datname FROM pg_database, aclexplode(COALESCE(datacl, acldefault('d', datdba))) a "
        "WHERE a.grantee = 0 AND datname = current_database()"
    )
    assert rows(held) == []


@pytest.mark.parametrize("role", ["app", "keeper"])
def test_a_runtime_role_owns_nothing_and_makes_nothing(role: str) -> None:
    may = (
        "SELECT has_database_privilege(%s, current_database(), 'TEMP'), "
        "has_database_privilege(%s, current_database(), 'CREATE'), has_schema_privilege(%s, 'public', 'CREATE')"
    )
    assert rows(may, role, role, role) == [(False, False, False)]
    assert (
        rows(
            "SELECT 1 FROM pg_shdepend s JOIN pg_roles r ON r.oid = refobjid WHERE rolname = %s AND deptype = 'o'", role
        )
        == []
    )
    powers = (
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = %s"
    )
    assert rows(powers, role) == [(False,) * 5]
    assert rows("SELECT 1 FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member WHERE rolname = %s", role) == []


@pytest.mark.parametrize("role", ["app", "keeper"])
def test_no_role_draws_from_a_sequence_by_hand(role: str) -> None:
    """Identity columns need no such right, and the trail's order is drawn by its trigger alone."""
    held = "SELECT relname FROM (SELECT * FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace "
    held += "OFFSET 0) s WHERE has_sequence_privilege(%s, s.oid, 'USAGE, SELECT, UPDATE')"
    assert rows(held, role) == []


def test_rows_with_an_identity_can_be_added_all_the_same() -> None:
    user = User.objects.create_user("somebody@demo.example")
    assert EmailAddress.objects.create(user=user, email=user.email).pk


_FUNCTIONS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
)


def _signature(listed: str) -> str:
    """As PostgreSQL writes it: `find_orders(text, int)` is find_orders(text,integer)."""
    return listed.replace(", ", ",").replace("int)", "integer)")
