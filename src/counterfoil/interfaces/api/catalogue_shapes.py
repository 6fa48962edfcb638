"""How the rows of catalogues look in answers, and where their verbs are done: the same for each, with its own fields."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import create_model

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue

from .paging import Page
from .shapes import Made, Shape
from .verb_routes import Address, patch, post


class RowStored(Made):
    """The row as its verb left it. It is `in_use` or `retired`."""

    code: str
    state: str
    version: int


class RowShape(Shape):
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


class RowPage(Page):
    """Rows of a catalogue, by their code unless another order was asked for."""

    shape: ClassVar[type[RowShape]]
    items: list[Any]

    @classmethod
    def of(cls, rows: Sequence[Any], following: str | None) -> Self:
        """The page of these rows."""
        return cls(items=[cls.shape.model_validate(row) for row in rows], next=following)


def _shape(one: Catalogue) -> type[RowShape]:
    own: dict[str, Any] = {name: (one.values.model_fields[name].rebuild_annotation(), ...) for name in one.more}
    return create_model(f"{one.model.__name__}Shape", __base__=RowShape, __doc__=RowShape.__doc__, **own)


def _page(one: Catalogue) -> type[RowPage]:
    shape = SHAPES[one.subject]
    items: dict[str, Any] = {"items": (list[shape], ...)}  # type: ignore[valid-type]
    page = create_model(f"{one.model.__name__}Page", __base__=RowPage, __doc__=RowPage.__doc__, **items)
    page.shape = shape
    return page


SHAPES = {one.subject: _shape(one) for one in CATALOGUES}
PAGES = {one.subject: _page(one) for one in CATALOGUES}


def catalogue_addresses() -> Iterator[Address]:
    """The addresses of every catalogue's verbs."""
    for one in CATALOGUES:
        rows, row = f"/{one.path}", f"/{one.path}/{{{one.subject}_id}}"
        yield post(f"{one.subject}.add", rows, RowStored, status=201, versioned=True, under=rows)
        yield patch(f"{one.subject}.change", row, RowStored, versioned=True)
        yield post(f"{one.subject}.retire", f"{row}/retire", RowStored, versioned=True)
        yield post(f"{one.subject}.restore", f"{row}/restore", RowStored, versioned=True)
