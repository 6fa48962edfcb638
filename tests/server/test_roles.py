"""The three roles as they come out of `prepare_sql`, run by a superuser and by an ordinary administrator."""

import psycopg
import pytest
from psycopg import errors

from counterfoil.server.errors import PrepareFailed
from counterfoil.server.roles import prepare_sql
from counterfoil.server.roles_check import UnsafeRole, refuse_unsafe_role

ROLES = """
SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
FROM pg_roles WHERE rolname IN ('owner', 'app', 'keeper') ORDER BY 1
"""


def run_script(cluster, role, text):
    return cluster.account.answer(
        [cluster.binaries.program("psql"), "-X", "-q", "-d", cluster.url(role, "postgres"), "-f", "-"], text
    )


def test_three_roles_can_log_in_and_none_can_step_over_a_wall(running, sql):
    assert sql(running, "app", ROLES) == [
        ("app", True, False, False, False, False, False),
        ("keeper", True, False, False, False, False, False),
        ("owner", True, False, False, False, True, False),
    ]


def test_running_it_again_changes_nothing(running, sql):
    before = (
        sql(running, "postgres", ROLES),
        sql(running, "postgres", "SELECT datname, datacl::text FROM pg_database"),
    )
    running.prepare()
    after = (sql(running, "postgres", ROLES), sql(running, "postgres", "SELECT datname, datacl::text FROM pg_database"))
    assert after == before


@pytest.mark.parametrize("role", ["app", "keeper"])
@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TABLE mine (n int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE TEMP TABLE mine (n int)",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "SET ROLE owner",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM secret",
        "DROP TABLE secret",
    ],
)
def test_app_and_keeper_make_nothing_and_become_nobody(running, sql, role, attack):
    sql(running, "owner", "CREATE TABLE IF NOT EXISTS secret (n int)")
    with pytest.raises(errors.InsufficientPrivilege):
        sql(running, role, attack)


def test_owner_owns_the_database_and_makes_tables_and_test_databases(running, sql):
    sql(running, "owner", "CREATE TABLE made (n int)")
    sql(running, "owner", "CREATE DATABASE test_counterfoil")
    sql(running, "owner", "DROP DATABASE test_counterfoil")
    owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'counterfoil'"
    assert sql(running, "app", owner) == [("owner",)]


def test_nobody_else_may_connect(running, sql):
    sql(running, "postgres", "CREATE ROLE stranger LOGIN")
    with pytest.raises(psycopg.OperationalError, match="CONNECT privilege"):
        sql(running, "stranger", "SELECT 1")


def test_an_administrator_who_is_no_superuser_can_run_it_twice(make_cluster, sql):
    cluster = make_cluster()
    cluster.start()
    sql(cluster, "postgres", "CREATE ROLE boss LOGIN CREATEROLE CREATEDB", "postgres")
    text = prepare_sql("orders_2", owner_password="it's \\ odd")
    for _ in range(2):
        code, said = run_script(cluster, "boss", text)
        assert code == 0, said
    assert sql(cluster, "app", "SELECT current_user", "orders_2") == [("app",)]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("ALTER ROLE app SUPERUSER", "ALTER ROLE app NOSUPERUSER", "more rights than it may have"),
        ("ALTER ROLE keeper BYPASSRLS", "ALTER ROLE keeper NOBYPASSRLS", "more rights than it may have"),
        ("ALTER ROLE app CREATEDB", "ALTER ROLE app NOCREATEDB", "more rights than it may have"),
        ("GRANT pg_read_all_data TO app", "REVOKE pg_read_all_data FROM app", "belongs to another role"),
        ("CREATE DATABASE fresh", "DROP DATABASE fresh", "belongs to another role than owner"),
    ],
)
def test_what_is_there_and_wrong_is_refused_before_anything_is_made(running, sql, wrong, right, said):
    sql(running, "postgres", wrong)
    with pytest.raises(PrepareFailed, match=said):
        running.prepare("fresh")
    sql(running, "postgres", right)
    assert sql(running, "postgres", "SELECT FROM pg_database WHERE datname = 'fresh'") == []


@pytest.mark.parametrize(
    ("whose", "setting", "value"),
    [
        ("ROLE app", "session_replication_role", "replica"),
        ("ROLE app", "work_mem", "'64MB'"),
        ("ROLE app IN DATABASE counterfoil", "row_security", "off"),
        ("ROLE ALL", "default_transaction_isolation", "'repeatable read'"),
        ("DATABASE counterfoil", "search_path", "pg_temp"),
    ],
)
def test_a_runtime_role_with_settings_of_its_own_is_refused(running, sql, whose, setting, value):
    refuse_unsafe_role(running.url("app"))
    sql(running, "postgres", f"ALTER {whose} SET {setting} = {value}")
    try:
        with pytest.raises(UnsafeRole, match=f"settings of its own: {setting}") as refused:
            refuse_unsafe_role(running.url("app"))
        assert "RESET" in str(refused.value)
    finally:
        sql(running, "postgres", f"ALTER {whose} RESET {setting}")


def test_a_password_is_set_as_it_was_given_and_never_in_plain(running, sql):
    code, said = run_script(running, "postgres", prepare_sql(keeper_password="o'x\\y"))
    assert code == 0, said
    [(kept,)] = sql(running, "postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = 'keeper'")
    assert kept.startswith("SCRAM-SHA-256$")
    assert "\\password owner" in prepare_sql()


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "a;DROP", "Ö", "x" * 64, "1st"])
def test_a_name_that_needs_care_is_refused(name):
    with pytest.raises(ValueError, match="no name for a database"):
        prepare_sql(name)


def test_a_password_cannot_end_the_line():
    with pytest.raises(ValueError, match="line break"):
        prepare_sql(app_password="x\n\\! touch /tmp/x")
