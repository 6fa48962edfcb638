"""Whether the product may run as this role: no owner, no superuser, nobody who steps over the walls or comes with settings."""

import psycopg

from .errors import ServerError

_ASK = """
SELECT rolsuper, rolbypassrls,
  EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace),
  EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""
# For this role, in this database or in all; and for all roles what blinds guards: row security, names, triggers, snapshots.
_SETTINGS = """
SELECT DISTINCT split_part(setting, '=', 1) FROM pg_db_role_setting, unnest(setconfig) AS setting
WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND (setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user) OR (setrole = 0 AND split_part(setting, '=', 1) IN
    ('row_security', 'search_path', 'session_replication_role', 'default_transaction_isolation', 'role')))
ORDER BY 1
"""


class UnsafeRole(ServerError):
    """The runtime role has rights that would make the controls in the database worthless."""


def refuse_unsafe_role(url: str) -> None:
    """Raise UnsafeRole unless this address connects as a role that owns nothing, is walled like everybody, and comes as it is."""
    with psycopg.connect(url) as connection:
        superuser, bypasses, owns_tables, owns_database = connection.execute(_ASK).fetchone() or (True,) * 4
        preset = [name for (name,) in connection.execute(_SETTINGS).fetchall()]
    named = {
        "a superuser": superuser,
        "exempt from row security": bypasses,
        "the owner of tables": owns_tables,
        "the owner of the database": owns_database,
    }
    wrong = [words for words, holds in named.items() if holds]
    if wrong:
        raise UnsafeRole(
            f"The role in DATABASE_URL is {' and '.join(wrong)}.",
            "Nothing was started.",
            "Use the role app there, and owner in DATABASE_OWNER_URL; `counterfoil db prepare` prints how to make them.",
        )
    if preset:
        raise UnsafeRole(
            f"The role in DATABASE_URL has settings of its own: {', '.join(preset)}. Such a setting can blind the guards.",
            "Nothing was started.",
            "Take them back as the administrator: ALTER ROLE app RESET ALL, and ALTER ROLE app IN DATABASE … RESET ALL; "
            "for all roles: ALTER ROLE ALL … RESET and ALTER DATABASE … RESET.",
        )
