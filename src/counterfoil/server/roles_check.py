"""Whether the runtime role is one that the product may run as: no owner, no superuser, nobody who steps over the walls."""

import psycopg

from .errors import ServerError

_ASK = """
SELECT rolsuper, rolbypassrls,
  EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace),
  EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""


class UnsafeRole(ServerError):
    """The runtime role has rights that would make the controls in the database worthless."""


def refuse_unsafe_role(url: str) -> None:
    """Raise UnsafeRole unless this address connects as a role that owns nothing and is walled like everybody."""
    with psycopg.connect(url) as connection:
        superuser, bypasses, owns_tables, owns_database = connection.execute(_ASK).fetchone() or (True,) * 4
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
