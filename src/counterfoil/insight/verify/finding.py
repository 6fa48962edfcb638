"""One thing that does not agree."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Finding:
    """`check` is the name of the check, `subject` the row or entry, `sentence` what is wrong with it."""

    check: str
    subject: str
    sentence: str

    def as_data(self) -> dict[str, Any]:
        """The finding for JSON."""
        return asdict(self)


def rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """The rows of a question that only SQL can ask of a whole table at once."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def found(check: str, sentence: str, sql: str, *given: Any) -> list[Finding]:
    """A finding for each row of a question whose first column is the subject."""
    return [Finding(check, str(row[0]), sentence.format(*row)) for row in rows(sql, *given)]
