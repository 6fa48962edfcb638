"""CSV as RFC 4180 has it, in UTF-8 with its mark, so that a spreadsheet reads accents. Figures and days are plain."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .defusing import defused

_MARK = "\ufeff"


class _Written:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        """The line."""
        return text


def separated(heads: Sequence[str], chunks: Iterable[Iterable[Sequence[Any]]]) -> Iterator[bytes]:
    """The heads, and then the rows of each chunk as they come."""
    writer: Any = csv.writer(_Written())
    yield f"{_MARK}{writer.writerow([defused(head) for head in heads])}".encode()
    for chunk in chunks:
        yield "".join(writer.writerow([_text(value) for value in row]) for row in chunk).encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else defused(str(value))
