"""Rows of every catalogue for tests: what one is added with and changed to, made from what the catalogue says of itself."""

from decimal import Decimal
from typing import Any, get_origin
from uuid import UUID

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from .cast import NOW, Cast
from .verbs import every_verb

EACH = {"argvalues": CATALOGUES, "ids": [one.subject for one in CATALOGUES]}
"""How a test is parametrised over all of them."""
_FITTING: dict[str, Any] = {"percent": Decimal("12.5"), "compound": True}


def typed(one: Catalogue, **more: Any) -> Any:
    """What a row is added with, under the code 4711-20 where no other is said."""
    needed = {
        name: _FITTING[name] for name, of in one.values.model_fields.items() if of.is_required() and name in _FITTING
    }
    return one.values.model_validate({"code": "4711-20", "name": "Marketing"} | needed | more)


def added(one: Catalogue, cast: Cast, **more: Any) -> UUID:
    """A row that Fay added."""
    return UUID(every_verb()[f"{one.subject}.add"].run(by=cast.fay, at=NOW, values=typed(one, **more))["id"])


def done(one: Catalogue, deed: str, cast: Cast, row_id: UUID, **given: Any) -> dict[str, Any]:
    """One verb, done by Fay with a row."""
    named = {f"{one.subject}_id": row_id}
    return every_verb()[f"{one.subject}.{deed}"].run(by=cast.fay, at=NOW, **named, **given)


def fitting(one: Catalogue, cast: Cast) -> dict[str, Any]:
    """A value for each field that this catalogue has beyond those of every row and that can change: what the demo company has,
    or what its type can hold."""
    return {name: cast.team_id if name in one.keys else _fits(one, name) for name in one.more if name not in one.stays}


def _fits(one: Catalogue, name: str) -> Any:
    if name in _FITTING:
        return _FITTING[name]
    field = one.values.model_fields[name]
    known = {bool: True, int: 7}
    return [] if get_origin(field.annotation) is list else known.get(field.annotation, "REF 1")  # type: ignore[arg-type]


def needed(one: Catalogue) -> dict[str, str]:
    """What a form of this catalogue has to be sent with beside code and name."""
    fields = one.values.model_fields
    return {name: str(_FITTING[name]) for name in one.more if name in _FITTING and fields[name].is_required()}


def sent(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the API is sent them, and answers them."""
    return {name: str(value) if isinstance(value, UUID | Decimal) else value for name, value in values.items()}


def shown_of(one: Catalogue, listed: bool = False) -> list[str]:
    """What its page shows of a row that has what fits, and what its list shows by itself: words, a figure, a yes."""
    found = {"percent": "12.5", "compound": "yes", "team_id": "Studio", "applies_to": "Orders", "kind": "One line"}
    names = one.listed if listed and one.listed is not None else one.more
    return [found.get(name, "REF 1") for name in names]


def row_of(one: Catalogue, row_id: UUID) -> Any:
    """The row as it stands. Called inside a scope."""
    return one.model.objects.get(id=row_id)
