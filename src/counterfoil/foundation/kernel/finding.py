"""What free text is found by: functions of the database that look as its owner, because row security uses no trigrams."""

from typing import Any

from django.db.models.expressions import RawSQL

from .numbering import document_number

MOST_FOUND = 20_001
"""So many of the newest are found: one more than is counted, so that "more than 20,000" is told where there are."""


def found_by(function: str, *given: Any) -> RawSQL:
    """The ids that a function finds, to be asked `id__in`: they stay in the database."""
    return RawSQL(f"SELECT {function}", (*given, MOST_FOUND))  # noqa: S611 - the function is named by us, its values are parameters


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and each as numbers of documents are compared, without signs."""
    words = text.split()
    return words, [document_number(word).replace("-", "") for word in words]
