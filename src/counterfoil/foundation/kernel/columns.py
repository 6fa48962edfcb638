"""What the trail keeps of a column, said where the column is declared: `name = personal(models.TextField())`.

Figures, days, ids and keys are plain without a word. Whatever can hold words has to say what it is.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

F = TypeVar("F", bound="models.Field[Any, Any]")

_WORDLESS = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.ForeignKey,
    models.IntegerField,
    models.UUIDField,
)


def plain(field: F) -> F:
    """The trail keeps the value for ever."""
    return _said(field, "plain")


def personal(field: F) -> F:
    """The trail keeps the value and its salted digest: the value can be erased later, and the seal still holds."""
    return _said(field, "personal")


def secret(field: F) -> F:
    """The trail keeps that it changed, and never the value."""
    return _said(field, "secret")


def declared(fields: "Iterable[models.Field[Any, Any]]") -> dict[str, str]:
    """The columns that are plain, personal and secret, separated by spaces. Raises TypeError for one that does not say."""
    columns: dict[str, list[str]] = {"plain": [], "personal": [], "secret": []}
    for field in fields:
        columns[_kind(field)].append(str(field.column))
    return {kind: " ".join(names) for kind, names in columns.items()}


def _said(field: F, kind: str) -> F:
    # An attribute that `deconstruct` does not know: no migration speaks of it but that of the table's guard.
    field.trailed = kind  # type: ignore[attr-defined]
    return field


def _kind(field: "models.Field[Any, Any]") -> str:
    kind = getattr(field, "trailed", "plain" if isinstance(field, _WORDLESS) else None)
    if kind is None:
        raise TypeError(f"{field} can hold words: say whether it is plain, personal or secret (kernel/columns.py)")
    return str(kind)
