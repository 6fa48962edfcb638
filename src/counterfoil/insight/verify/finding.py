"""One thing that does not agree."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.canonical import plain_decimal


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
    return [_finding(check, sentence, row) for row in rows(sql, *given)]


def found_in(company_id: UUID, check: str, sentence: str, sql: str, **given: Any) -> list[Finding]:
    """A finding for each row of a question that names its company as often as it has to, as `%(company)s`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"company": company_id} | given)
        return [_finding(check, sentence, row) for row in cursor.fetchall()]


def _finding(check: str, sentence: str, row: tuple[Any, ...]) -> Finding:
    return Finding(check, str(row[0]), sentence.format(*map(_shown, row)))


def _shown(value: Any) -> Any:
    return plain_decimal(value) if isinstance(value, Decimal) else value
