"""How the rows of catalogues look: the same for each, with its own fields."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import create_model

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue, CatalogueRow

from .shape import Figure, Shape


class CatalogueRowShape(Shape, row=CatalogueRow):
    """A row of a catalogue. It is `in_use` or `retired`; what is retired is picked no more and kept by what names it."""

    id: UUID
    code: str
    name: str
    valid_from: date | None
    valid_through: date | None
    state: str
    added_at: datetime
    retired_at: datetime | None
    version: int


def _shape(one: Catalogue) -> type[CatalogueRowShape]:
    own: dict[str, Any] = {name: (_own(one, name), ...) for name in one.more}
    name, of = f"{one.model.__name__}Shape", {"row": one.model}
    return create_model(name, __base__=CatalogueRowShape, __doc__=CatalogueRowShape.__doc__, __cls_kwargs__=of, **own)


def _own(one: Catalogue, name: str) -> Any:
    """As it is typed; a figure as every figure is told, without trailing zeros."""
    typed = one.values.model_fields[name]
    return Figure if typed.annotation is Decimal else typed.rebuild_annotation()


CATALOGUE_SHAPES = {one.subject: _shape(one) for one in CATALOGUES}
"""Each by what its verbs are called after."""
