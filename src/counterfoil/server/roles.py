"""The three roles and the database, as plain SQL that an administrator can read and run.

The embedded server runs the very same text, so that what is printed is what was tested.
"""

import re

OWNER = "owner"
APP = "app"
KEEPER = "keeper"

PREPARE = """\
-- Counterfoil: three roles and one database. PostgreSQL 15 to 18. Run it with psql as a superuser,
-- or as a role with CREATEROLE and CREATEDB. Running it again changes nothing that is already right.
--   owner   owns the database and every table, migrates it; CREATEDB, so that it can make test databases
--   app     runs the product and owns nothing
--   keeper  does retention and erasure, which app may not
\\set ON_ERROR_STOP on

-- First look, then change: a role that may step over row security, or a database of somebody else, stops here.
DO $check$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('owner', 'app', 'keeper')
               AND (rolsuper OR rolbypassrls OR rolreplication OR rolcreaterole
                    OR (rolcreatedb AND rolname <> 'owner'))) THEN
        RAISE EXCEPTION 'a role named owner, app or keeper has more rights than it may have; nothing was changed';
    END IF;
    IF EXISTS (SELECT FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba
               WHERE datname = '{database}' AND rolname <> 'owner') THEN
        RAISE EXCEPTION 'the database exists and belongs to another role than owner; nothing was changed';
    END IF;
    IF EXISTS (SELECT FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member
               WHERE rolname IN ('owner', 'app', 'keeper')) THEN
        RAISE EXCEPTION 'owner, app or keeper belongs to another role and has its rights; nothing was changed';
    END IF;
END
$check$;

-- A new role is no superuser, makes no roles and does not bypass row security unless told so.
SELECT 'CREATE ROLE owner LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'owner') \\gexec
SELECT 'CREATE ROLE app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') \\gexec
SELECT 'CREATE ROLE keeper LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keeper') \\gexec
{passwords}
-- Only an administrator who is no superuser needs this, to hand the database over.
SELECT 'GRANT owner TO CURRENT_USER' WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) \\gexec

SELECT 'CREATE DATABASE {name} OWNER owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec

-- Nobody connects by default, and nobody but owner makes anything in it.
REVOKE ALL ON DATABASE {name} FROM PUBLIC;
GRANT CONNECT ON DATABASE {name} TO app, keeper;
\\connect {name}
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, keeper;
"""


def prepare_sql(
    database: str = "counterfoil",
    *,
    owner_password: str | None = None,
    app_password: str | None = None,
    keeper_password: str | None = None,
) -> str:
    """Return the SQL, for psql, that makes the roles and the database and does no harm when it is run again.

    Raises ValueError for a name or a password that PostgreSQL cannot hold.
    """
    given = {OWNER: owner_password, APP: app_password, KEEPER: keeper_password}
    return PREPARE.format(
        database=database,
        name=_name(database),
        passwords="\n".join(_password_line(role, password) for role, password in given.items()),
    )


def _password_line(role: str, password: str | None) -> str:
    if password is None:
        return f"-- {role} has no password yet; set one with: \\password {role}"
    return f"ALTER ROLE {role} PASSWORD {_text(password)};"


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", value):
        raise ValueError(f"{value!r} is no name for a database here: small letters, digits and _, at most 63")
    return f'"{value}"'


def _text(value: str) -> str:
    if "\0" in value or "\n" in value:
        raise ValueError("a password holds no line break and no NUL")
    return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
