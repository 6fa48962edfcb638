"""What a document form is made of. Kind, limits and need of each field come from the model that its verb is given."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from counterfoil.foundation.kernel.values import Kind

DAYS = ("starts_on", "ends_on")
NUMBERS = ("number", "price", "money")
Errors = dict[str, list[Any]]
_NEEDED = _("This is needed.")
_BY_TYPE = ((bool, "check"), (date, "day"), (Decimal, "number"), (UUID, "id"), (int, "whole"))


@dataclass(frozen=True)
class Shape:
    """What the model says of one field: text, long, day, number, whole, price, money, currency, choice, check, several, id or
    files."""

    kind: str
    required: bool
    max_length: int | None


@dataclass(frozen=True)
class Field:
    """One field, or one column of the lines: its words and its place.

    `fills` is the model's name where the form has another, `of` the type where the model has no such name, `control` a template
    where the page helps to choose. `taken` reads a pasted choice, `of_row` words a column by what its row is about; `into` is the
    way into the model where it has no field of its own, as for a custom field, which stands below the name of its `group`. `read`
    and `write` stand where no kind tells how a value is typed, as of several in one field. A number that can be `taken_away` is
    told to the verb as none where it is emptied. What is `tucked` away is asked for rarely: it is folded up until something
    stands in it.
    """

    name: str
    words: Any = ""
    hint: Any = ""
    css: str = ""
    start: str = ""
    rows: int = 3
    needed: Any = _NEEDED
    options: Mapping[str, Any] = field(default_factory=dict)
    fills: str = ""
    of: Any = None
    control: str = ""
    taken: Callable[[str], str] = str
    of_row: Callable[[Any], str] | None = None
    read: Callable[[str, Any], Any] | None = None
    write: Callable[[Any, Any], str] | None = None
    more: bool = False
    tucked: bool = False
    taken_away: bool = False
    focus: bool = False
    group: Any = ""
    into: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """Its name in the model."""
        return self.fills or self.name

    def label(self, about: Sequence[Any] = ()) -> str:
        """Its words, in a row that may be about something."""
        return self.of_row(about[0]) if self.of_row and about else str(self.words)


@dataclass(frozen=True)
class Lines:
    """The lines of a form. Where each is `about` something that stands, none is added and empty ones are left out.

    `about` gives what such a line names; `above` is a template before its cells, `tucked` the one that folds up the rare ones.
    `checks` says of one line what no model can know, by column.
    """

    name: str
    words: Any
    columns: tuple[Field, ...]
    hint: Any = ""
    needed: Any = ""
    css: str = "line-row"
    about: Callable[[Any], dict[str, str]] | None = None
    above: str = ""
    tucked: str = ""
    checks: Callable[[Mapping[str, str]], Errors] = lambda _line: {}

    @property
    def fixed(self) -> bool:
        """Whether each is about something that stands."""
        return self.about is not None


NO_LINES = Lines("", "", (), about=lambda _one: {})
"""Of a document that is its head alone."""


@dataclass(frozen=True)
class DocumentForm:
    """A form for one document: fields above its lines, the lines, fields below.

    `checks` says what no model can know. `sum` is the template of what the lines come to; it stands behind the field
    `sum_behind`, or behind the lines.
    """

    model: type[BaseModel]
    template: str
    above: tuple[Field, ...]
    lines: Lines
    below: tuple[Field, ...]
    checks: Callable[[Mapping[str, str]], Errors] = lambda _head: {}
    preview: str = ""
    sum: str = ""
    sum_behind: str = ""
    reckon: Callable[[Any, Any], Sequence[Any]] | None = None
    """Gives every sum but the total, where there is more to add up than the lines."""

    @property
    def head(self) -> tuple[Field, ...]:
        """Every field that is not a line's."""
        return self.above + self.below

    @cached_property
    def line_model(self) -> type[BaseModel]:
        """What the model says of one line."""
        return get_args(self.model.model_fields[self.lines.name].annotation)[0]

    @property
    def most(self) -> int:
        """How many lines the model takes."""
        return shape(self.model, Field(self.lines.name)).max_length or 0

    @property
    def priced_by(self) -> list[str]:
        """The fields on which amounts and warnings of the lines depend."""
        return [
            one.name
            for one in self.head
            if one.name in DAYS or one.control == "pick" or shape(self.model, one).kind in ("money", "currency")
        ]

    @property
    def has_days(self) -> bool:
        """Whether it has days of its own, within which those of its lines should lie."""
        return all(self.has(name) for name in DAYS)

    def has(self, name: str) -> bool:
        """Whether there is a field of this name."""
        return any(one.name == name for one in self.head)


def shape(model: type[BaseModel], one: Field) -> Shape:
    """What the model says of this field, or of the type that the field itself names."""
    found = (
        _shape(model, one.target) if one.target in model.model_fields else shape_of(FieldInfo.from_annotation(one.of))
    )
    if one.into:
        found = Shape(found.kind, False, found.max_length)
    return found if not one.options or found.kind != "text" else Shape("choice", found.required, None)


@cache
def _shape(model: type[BaseModel], name: str) -> Shape:
    return shape_of(model.model_fields[name])


def shape_of(info: FieldInfo) -> Shape:
    """What a type says of how it is asked for: in a form of a document, or of a verb."""
    parts = [info.annotation, *info.metadata, *_within(info.annotation)]
    longest = next((most for part in parts if (most := getattr(part, "max_length", None))), None)
    return Shape(_kind(info.annotation, parts), info.is_required(), longest)


def _kind(annotation: Any, parts: list[Any]) -> str:
    if any(get_origin(part) is list and get_origin(get_args(part)[0]) is Literal for part in parts):
        return "several"
    if get_origin(annotation) in (list, Literal):
        return "files" if get_origin(annotation) is list else "choice"
    marked = (part.name for part in parts if isinstance(part, Kind))
    typed = (kind for type_, kind in _BY_TYPE if type_ in parts)
    return next(marked, None) or next(typed, "text")


def _within(annotation: Any) -> Iterator[Any]:
    """The parts of an annotation, as deep as they go: Annotated stands within a union."""
    for part in get_args(annotation):
        yield part
        yield from _within(part)
