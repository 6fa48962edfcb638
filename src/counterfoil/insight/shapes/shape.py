"""What a shape is: one thing as data, read from its row by the names of its columns, once for every door (API, trace, text).

What a contractor's own key may not see is said beside the field: `requester: Inside[Named | None]`. `Shape.of` blanks it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from types import NoneType
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ValidationInfo, model_validator
from pydantic.fields import FieldInfo

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import plain_decimal
from counterfoil.insight.trace.outside import is_outside
from counterfoil.lifecycle.orders.document import money_text

T = TypeVar("T")
Known = Mapping[UUID, Any]
"""Rows that were read already, by their ids: what a shape names is looked for here before the database is asked."""
NOTHING: Known = {}


class Mark(Enum):
    """What is said of a field beside its type."""

    INSIDE, GIVEN, AMOUNT = auto(), auto(), auto()


@dataclass(frozen=True)
class From:
    """The column that a field is read from where it has another name; a dot leads on to another row: `policy.version`."""

    column: str


@dataclass(frozen=True)
class Told:
    """Words made from the row, and the words for a reader from outside where they differ."""

    words: Callable[[Any], Any]
    outside: Callable[[Any], Any] | None = None


Inside = Annotated[T, Mark.INSIDE]
"""Not for a contractor's own key: null, or an empty list."""
Given = Annotated[T, Mark.GIVEN]
"""No column: whoever makes the shape gives it. A function is called only where the reader may see what it gives."""
Amount = Annotated[str, Mark.AMOUNT]
"""Money, with exactly the decimals of its currency."""
AmountOrNone = Annotated[str | None, Mark.AMOUNT]
Figure = Annotated[str, BeforeValidator(lambda value: plain_decimal(value) if isinstance(value, Decimal) else value)]
"""A quantity, a price or a rate, without trailing zeros."""
StateWords = Annotated[str, Told(lambda row: str(row.state_words(row.state)))]
"""The state as people say it."""


@dataclass(frozen=True)
class Part:
    """One field of a shape: the column that it is read from, if it is one, and what a reader from outside is given instead."""

    column: str
    marks: frozenset[Mark]
    told: Told | None
    shape: "type[Shape] | None"
    many: bool
    blank: Any
    inside: bool
    plain: bool
    """Whether it is what stands in the column, and nothing is to be done with it."""


class Shape(BaseModel):
    """One thing as data. Its fields are columns of a row, by their names: `class OrderHead(Shape, row=Order)`."""

    columns_of: ClassVar[Any] = None
    parts: ClassVar[dict[str, Part]] = {}

    def __init_subclass__(cls, row: Any = None, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.columns_of = row or cls.columns_of

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        cls.parts = {name: _part(name, field) for name, field in cls.model_fields.items()}

    @classmethod
    def of(cls, row: Any, by: Member, known: Known = NOTHING, currency: str = "", **given: Any) -> Self:
        """The row for this reader. `currency` is that of the amounts where the row has none of its own."""
        outside = is_outside(by)
        own = currency or _currency(cls, row)
        values: dict[str, Any] = {}
        for name, part in cls.parts.items():
            if outside and part.inside:
                values[name] = part.blank
            elif part.plain and name not in given:
                values[name] = getattr(row, part.column)
            elif name in given:
                value = given[name]() if callable(given[name]) else given[name]
                values[name] = _written(part, value, own)
            elif part.told:
                values[name] = ((outside and part.told.outside) or part.told.words)(row)
            else:
                values[name] = _read(part, row, by, known, own)
        return cls.model_validate(values, context=by)

    @classmethod
    def each(cls, rows: Any, by: Member, known: Known = NOTHING, currency: str = "") -> list[Self]:
        """Each of these rows for this reader."""
        return [cls.of(row, by, known, currency) for row in rows]

    @model_validator(mode="before")
    @classmethod
    def _for_a_reader(cls, values: Any, info: ValidationInfo) -> Any:
        """What has insides is made for somebody: nothing slips out because nobody asked who reads."""
        if info.context is None and isinstance(values, dict) and any(part.inside for part in cls.parts.values()):
            raise TypeError(f"{cls.__name__} is made by its `of`, for a reader")
        return values


def _read(part: Part, row: Any, by: Member, known: Known, currency: str) -> Any:
    if Mark.GIVEN in part.marks:
        raise TypeError(f"{part.column} is to be given")
    if part.shape is None:
        return _written(part, _at(row, part.column), currency)
    if part.many:
        found = getattr(row, part.column)
        return part.shape.each(found.all() if hasattr(found, "all") else found, by, known, currency)
    named: Any = getattr(row, f"{part.column}_id", None)
    related = known.get(named) or getattr(row, part.column, None)
    return part.shape.of(related, by, known) if related else None


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = None if row is None else getattr(row, name)
    return row


def _written(part: Part, value: Any, currency: str) -> Any:
    is_amount = Mark.AMOUNT in part.marks and isinstance(value, Decimal)
    return money_text(value, currency) if is_amount else value


def _currency(cls: type[Shape], row: Any) -> str:
    return str(_at(row, cls.parts["currency"].column)) if "currency" in cls.parts else getattr(row, "currency", "")


def _part(name: str, field: FieldInfo) -> Part:
    marks = frozenset(mark for mark in field.metadata if isinstance(mark, Mark))
    columns = [mark.column for mark in field.metadata if isinstance(mark, From)]
    told = next((mark for mark in field.metadata if isinstance(mark, Told)), None)
    many = get_origin(field.annotation) is list
    among = get_args(field.annotation) or (field.annotation,)
    one_thing = many or set(among) <= {NoneType, *_shapes(among)}
    shape = next(iter(_shapes(among)), None) if one_thing else None
    blank: list[Any] | None = [] if many else None
    inside, column = Mark.INSIDE in marks, columns[0] if columns else name
    if inside and not many and NoneType not in among:
        raise TypeError(f"{name} is inside: it has to be a list, or may be None")
    plain = not (marks - {Mark.INSIDE} or told or shape or "." in column)
    return Part(column, marks, told, shape, many, blank, inside, plain)


def _shapes(among: tuple[Any, ...]) -> list[type[Shape]]:
    return [one for one in among if isinstance(one, type) and issubclass(one, Shape)]
