"""Pages by key: an opaque cursor names the last row seen, so that no row is skipped or repeated as others are added."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field, create_model

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.tables import leading

MOST = 200
M = TypeVar("M", bound=Model)

After = Annotated[
    str | None, Query(None, max_length=300, description="The `next` of the page before; none for the first page.")
]
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="How many at most.")]


class Page(BaseModel):
    """One page of a list."""

    next: str | None = Field(description="Give it as `after` for the next page; null on the last one.")


def page_of(shape: type[BaseModel], says: str) -> Any:
    """The model of a page of such shapes."""
    name, items = shape.__name__.removesuffix("Shape"), (list[shape], ...)  # type: ignore[valid-type]
    return create_model(f"{name}Page", __base__=Page, __doc__=says, items=items)


def by_id(rows: QuerySet[M], after: str | None, limit: int) -> tuple[list[M], str | None]:
    """A page of rows in the order in which they were made: identifiers grow with time."""
    if after:
        rows = rows.filter(id__gt=_id(*opened(after, parts=1)))
    found = leading(rows, limit + 1, "id")
    return _cut(found, limit, lambda row: [str(row.id)])


def _cut(found: list[M], limit: int, key: Any) -> tuple[list[M], str | None]:
    page = found[:limit]
    return page, closed(key(page[-1])) if len(found) > limit else None


def closed(parts: Sequence[str]) -> str:
    """The cursor that names this place."""
    return urlsafe_b64encode(json.dumps(list(parts)).encode()).decode()


def opened(cursor: str, parts: int) -> list[str]:
    """What a cursor names. Raises Invalid for one that no list ever gave."""
    try:
        named = json.loads(urlsafe_b64decode(cursor))
    except ValueError:
        raise no_cursor() from None
    if not isinstance(named, list) or len(named) != parts or not all(isinstance(part, str) for part in named):
        raise no_cursor()
    return named


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise no_cursor() from None


def no_cursor() -> Invalid:
    """What is answered to a cursor that no list ever gave."""
    return Invalid({"after": [_("This is no cursor of this list.")]})
