"""Statements that are written once: composing one with the ORM takes longer than PostgreSQL takes to answer it.

A `Prepared` read is composed by the ORM at its first use in a process; later calls only put other values into it.
`lock_row`, `add_row`, `add_together`, `keep_row` and `keep_rows` are what nearly every verb sends, one text for each table.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models.query import get_related_populators

from . import driver, rows
from .refusals import NotFound

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


class Prepared(Generic[T]):
    """A read by ids, texts or whole numbers: `compose` takes them by name and gives the query set, whose shape hangs on nothing
    else. Of a query set of values, each row is a tuple.
    """

    def __init__(self, compose: Callable[..., Any]) -> None:
        self._compose = compose
        self._composed: _Composed | None = None

    def __call__(self, **given: Any) -> list[T]:
        """The rows for these values, with all that the query set joins and annotates."""
        if self._composed is None:
            self._composed = _Composed(self._compose, given)
        return self._composed.rows(given)

    def one(self, **given: Any) -> T:
        """The one row. Raises NotFound."""
        found = self(**given)
        if not found:
            raise NotFound(self._composed.kind if self._composed else "row")
        return found[0]


class _Composed:
    """The text of a read, which of its values are given at each call, and how its columns become rows."""

    def __init__(self, compose: Callable[..., Any], given: dict[str, Any]) -> None:
        stands_for = {_sign(value): name for name, value in given.items()}
        composed = compose(**{name: sign for sign, name in stands_for.items()})
        compiler = composed.query.get_compiler(connection=connection)
        self._sql, values = compiler.as_sql()
        self._values = [
            (stands_for.get(value) if isinstance(value, UUID | int | str) else None, value) for value in values
        ]
        if {name for name, _value in self._values} - {None} != set(given):
            raise ValueError(f"not every one of {', '.join(given)} is asked for")
        self._convert = compiler.get_converters([column for column, *_rest in compiler.select])
        self._compiler, self._model = compiler, composed.model
        self._row = _Rows(compiler).row if composed._fields is None else tuple

    @property
    def kind(self) -> str:
        """What the rows are called."""
        return str(self._model._meta.model_name)

    def rows(self, given: dict[str, Any]) -> list[Any]:
        found: Iterable[Any] = driver.asked(self._sql, [given[name] if name else value for name, value in self._values])
        if self._convert:
            found = self._compiler.apply_converters(found, self._convert)
        return [self._row(values) for values in found]


def _sign(value: Any) -> UUID | int | str:
    """A value of the same kind that stands nowhere else in the statement."""
    sign = uuid4()
    if isinstance(value, UUID):
        return sign
    return sign.hex if isinstance(value, str) else sign.int % 2**31


class _Rows:
    """How the columns of a read become a row, with what is joined to it and annotated."""

    def __init__(self, compiler: Any) -> None:
        kind = compiler.klass_info
        self._make = rows.maker(kind["model"])
        self._own = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
        told = [column.target for column, *_rest in compiler.select[self._own]]
        if told != list(kind["model"]._meta.concrete_fields):
            raise ValueError(f"not every column of {kind['model'].__name__} is asked for")
        self._joined = [_Joined(one) for one in get_related_populators(kind, compiler.select, connection.alias)]  # type: ignore[call-arg]
        self._said = list(compiler.annotation_col_map.items())

    def row(self, values: Sequence[Any]) -> Any:
        made = self._make(values[self._own])
        for joined in self._joined:
            joined.give(values, made)
        for name, place in self._said:
            setattr(made, name, values[place])
        return made


class _Joined:
    """How some columns of a read become what is joined to its row, as `select_related` leaves it."""

    def __init__(self, told: Any) -> None:
        self._make = rows.maker(told.model_cls)
        self._columns, self._key = slice(told.cols_start, told.cols_end), told.cols_start + told.pk_idx
        self._joined = [_Joined(one) for one in told.related_populators]
        self._set, self._set_back = told.local_setter, told.remote_setter

    def give(self, values: Sequence[Any], row: Any) -> None:
        if values[self._key] is None:
            self._set(row, None)
            return
        made = self._make(values[self._columns])
        for joined in self._joined:
            joined.give(values, made)
        self._set(row, made)
        self._set_back(made, row)


def lock_row(model: type[models.Model], company_id: UUID, row_id: UUID) -> None:
    """Lock a row without reading it: what is read afterwards is not older than the wait. Raises NotFound."""
    if not driver.asked(_lock_sql(model), (company_id, row_id)):
        raise NotFound(model._meta.model_name or "row")


def row_of(model: type[M], company_id: UUID, row_id: UUID, *, lock: bool = False) -> M:
    """A row of a company by its id, with nothing joined; locked until the action ends where that is wanted. Raises NotFound."""
    return _by_id(model, lock).one(company_id=company_id, row_id=row_id)


def add_row(row: models.Model) -> None:
    """Insert a row of a company."""
    driver.done(_insert_sql(type(row)), _values(row, row._meta.concrete_fields))
    rows.remember(row)


def add_together(added: Iterable[models.Model]) -> None:
    """Insert rows of one company and of several tables in one statement, each table's after those of the table before.

    Rows that stand beside each other and are of one table go in together; of such no column may hold a list or JSON.
    """
    groups = [list(group) for _model, group in groupby(added, key=type)]
    if not groups:
        return
    told = tuple((type(group[0]), len(group) == 1) for group in groups)
    driver.done(_insert_together_sql(told), [value for group in groups for value in _given(group)])
    for group in groups:
        for row in group:
            rows.remember(row)


def keep_row(row: models.Model) -> None:
    """Write what has changed of a row that is there. Raises NotFound where it is gone."""
    fields = rows.changed(row)
    if not fields:
        return
    sql = _update_sql(type(row), tuple(field.column for field in fields))
    if not driver.done(sql, [*_values(row, fields), row.company_id, row.id]):  # type: ignore[attr-defined]
        raise NotFound(row._meta.model_name or "row")
    rows.remember(row)


def keep_rows(kept: Sequence[models.Model]) -> None:
    """The same for many rows of one company and table, in one statement: what has changed of any is written of all.

    No column may hold a list or JSON.
    """
    if not kept:
        return
    model, found = type(kept[0]), {field.attname for row in kept for field in rows.changed(row)}
    fields = [field for field in model._meta.concrete_fields if field.attname in found]
    if not fields:
        return
    columns = [[row.id for row in kept], *_columns(kept, fields)]  # type: ignore[attr-defined]
    sql = _update_many_sql(model, tuple(field.attname for field in fields))
    if driver.done(sql, [*columns, kept[0].company_id]) != len(kept):  # type: ignore[attr-defined]
        raise NotFound(model._meta.model_name or "row")
    for row in kept:
        rows.remember(row)


def _given(group: Sequence[models.Model]) -> list[Any]:
    """The values of a row by column; of several rows, a list of values by column."""
    fields = group[0]._meta.concrete_fields
    return _values(group[0], fields) if len(group) == 1 else _columns(group, fields)


def _columns(group: Sequence[models.Model], fields: Sequence[Any]) -> list[list[Any]]:
    return [list(column) for column in zip(*(_values(row, fields) for row in group), strict=True)]


def _values(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    """The values as the driver takes them. Most are that already; what is not of its field's own type, the field makes so."""
    own, held, found = _own_types(type(row)), row.__dict__, []
    for field in fields:
        value = held[field.attname]
        is_own = value is None or type(value) is own[field.attname]
        found.append(value if is_own else field.get_db_prep_save(value, connection))
    return found


@cache
def _own_types(model: type[models.Model]) -> dict[str, type | None]:
    return {field.attname: _TAKEN.get(field.get_internal_type()) for field in model._meta.concrete_fields}


_TAKEN: dict[str, type] = {
    "UUIDField": UUID,
    "ForeignKey": UUID,
    "TextField": str,
    "BooleanField": bool,
    "DecimalField": Decimal,
    "DateField": date,
    "DateTimeField": datetime,
}


@cache
def _by_id(model: type[M], lock: bool) -> Prepared[M]:
    every = model._default_manager.select_for_update() if lock else model._default_manager.all()
    return Prepared(lambda company_id, row_id: every.filter(company_id=company_id, id=row_id))


@cache
def _lock_sql(model: type[models.Model]) -> str:
    return f'SELECT 1 FROM "{model._meta.db_table}" WHERE company_id = %s AND id = %s FOR UPDATE'


@cache
def _insert_sql(model: type[models.Model]) -> str:
    names = [f'"{field.column}"' for field in model._meta.concrete_fields]
    places = ", ".join(["%s"] * len(names))
    return f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) VALUES ({places})'


@cache
def _insert_together_sql(told: tuple[tuple[type[models.Model], bool], ...]) -> str:
    """Each insert counts the rows of the one before, and so comes after it: its guards see what it hangs on."""
    inserts = []
    for number, (model, is_one) in enumerate(told):
        fields = model._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        given = f"SELECT {', '.join(['%s'] * len(fields))}"
        if not is_one:
            given = f"SELECT given.* FROM unnest({', '.join(f'%s::{field.db_type(connection)}[]' for field in fields)}) AS given"
        if number:
            given += f"{' FROM' if is_one else ','} (SELECT count(*) FROM added_{number - 1}) AS before"
        inserts.append(f'INSERT INTO "{model._meta.db_table}" ({names}) {given}')
    *first, last = inserts
    return (
        "".join(
            f"{', ' if number else 'WITH '}added_{number} AS ({insert} RETURNING 1) "
            for number, insert in enumerate(first)
        )
        + last
    )


@cache
def _update_sql(model: type[models.Model], columns: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{name}" = %s' for name in columns)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE company_id = %s AND id = %s'


@cache
def _update_many_sql(model: type[models.Model], attributes: tuple[str, ...]) -> str:
    fields = [field for field in model._meta.concrete_fields if field.attname in attributes]
    names = [f'"{field.column}"' for field in fields]
    changes = ", ".join(f"{name} = given.{name}" for name in names)
    places = ", ".join(["%s::uuid[]", *(f"%s::{field.db_type(connection)}[]" for field in fields)])
    given = f"unnest({places}) AS given ({', '.join(['id', *names])})"
    return f'UPDATE "{model._meta.db_table}" AS row SET {changes} FROM {given} WHERE row.company_id = %s AND row.id = given.id'
