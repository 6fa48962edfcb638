"""Rows of every catalogue for tests: what one is added with and changed to, made from what the catalogue says of itself."""

from typing import Any, get_origin
from uuid import UUID

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from .cast import NOW, Cast
from .verbs import every_verb

EACH = {"argvalues": CATALOGUES, "ids": [one.subject for one in CATALOGUES]}
"""How a test is parametrised over all of them."""


def typed(one: Catalogue, **more: Any) -> Any:
    """What a row is added with, under the code 4711-20 where no other is said."""
    return one.values.model_validate({"code": "4711-20", "name": "Marketing"} | more)


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
    field = one.values.model_fields[name]
    known = {bool: True, int: 7}
    return [] if get_origin(field.annotation) is list else known.get(field.annotation, "REF 1")  # type: ignore[arg-type]


def row_of(one: Catalogue, row_id: UUID) -> Any:
    """The row as it stands. Called inside a scope."""
    return one.model.objects.get(id=row_id)
