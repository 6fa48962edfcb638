"""How the trail looks: each entry, why it was refused, and the rows that it changed."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.trail.models import Change, Entry
from counterfoil.insight.verbs.words import verb_words

from .named import Named
from .shape import From, Given, Shape, Told


class ReasonShape(Shape, row=Reason):
    """One reason: a stable key with its parameters, and the sentence in the reader's language."""

    key: str
    params: dict[str, str]
    words: str


class RowShape(Shape, row=Change):
    """One row that was changed: by column, its old and new value."""

    table: Annotated[str, From("relation")]
    row: Annotated[UUID, From("row_id")]
    op: str
    values: Annotated[dict[str, Any], Told(lambda change: {**change.plain, **change.personal})]


class EntryShape(Shape, row=Entry):
    """One verb that was done or refused. `position` is its place in the sealed order, none until it is sealed."""

    id: UUID
    position: Given[int | None]
    at: datetime
    member: Named | None
    verb: str
    words: Annotated[str, Told(lambda entry: verb_words(entry.verb))]
    outcome: str
    door: str
    reason: str
    reasons: list[ReasonShape] | None
    changes: Given[list[RowShape]]
