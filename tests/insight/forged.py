"""One forgery, as the tables of forgeries hold it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Forgery:
    """One forgery. `entry` is who is said to have done which verb, and on what; what it meets reads `guard NAME` or a check.

    `owner` is a statement on `table` where the owner's differs from the runtime role's.
    """

    name: str
    table: str
    sql: str
    entry: tuple[str, str, str]
    app: str
    owner: str
    owner_sql: str = ""
