"""Statements that are written once: composing one with the ORM takes longer than PostgreSQL takes to answer it.

A `Remembered` read is composed by the ORM at its first use in a process; later calls only put other values into it.
`lock_row`, `add_row`, `add_together`, `keep_row` and `keep_rows` are what nearly every verb sends, one text for each table.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models.query import get_related_populators

from .refusals import NotFound

M = TypeVar("M", bound=models.Model)


class Remembered(Generic[M]):
    """A read of rows by ids: `compose` takes the ids by name and gives the query set, whose shape hangs on nothing else.

    `number` may be among the names, for a whole number.
    """

    def __init__(self, compose: Callable[..., "models.QuerySet[M]"]) -> None:
        self._compose = compose
        self._composed: _Composed | None = None

    def __call__(self, **ids: Any) -> list[M]:
        """The rows for these ids, with all that the query set joins and annotates."""
        if self._composed is None:
            self._composed = _Composed(self._compose, sorted(ids))
        return self._composed.rows(ids)

    def one(self, **ids: Any) -> M:
        """The one row. Raises NotFound."""
        found = self(**ids)
        if not found:
            raise NotFound(self._composed.kind if self._composed else "row")
        return found[0]


class _Composed:
    """The text of a read, which of its values are given at each call, and how its columns become rows."""

    def __init__(self, compose: Callable[..., Any], names: Sequence[str]) -> None:
        signs: list[Any] = [uuid4().int % 2**31 if name == "number" else uuid4() for name in names]
        stands_for = dict(zip(signs, names, strict=True))
        query = compose(**{name: sign for sign, name in stands_for.items()}).query
        compiler = query.get_compiler(connection=connection)
        self._sql, values = compiler.as_sql()
        self._values = [(stands_for.get(value) if isinstance(value, UUID | int) else None, value) for value in values]
        if {name for name, _value in self._values} - {None} != set(names):
            raise ValueError(f"not every one of {', '.join(names)} is asked for")
        self._convert = compiler.get_converters([column for column, *_rest in compiler.select])
        self._compiler, self._kind = compiler, compiler.klass_info
        first, last = self._kind["select_fields"][0], self._kind["select_fields"][-1] + 1
        self._own = slice(first, last)
        self._names = [column.target.attname for column, *_rest in compiler.select[self._own]]
        self._joined = get_related_populators(self._kind, compiler.select, connection.alias)  # type: ignore[call-arg]
        self._said = compiler.annotation_col_map

    @property
    def kind(self) -> str:
        """What the rows are called."""
        return str(self._kind["model"]._meta.model_name)

    def rows(self, ids: dict[str, Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [ids[name] if name else value for name, value in self._values])
            found = cursor.fetchall()
        converted = self._compiler.apply_converters(found, self._convert) if self._convert else found
        return [self._row(row) for row in converted]

    def _row(self, values: Sequence[Any]) -> Any:
        row = self._kind["model"].from_db(connection.alias, self._names, values[self._own])
        for joined in self._joined:
            joined.populate(values, row)
        for name, place in self._said.items():
            setattr(row, name, values[place])
        return row


def lock_row(model: type[models.Model], company_id: UUID, row_id: UUID) -> None:
    """Lock a row without reading it: what is read afterwards is not older than the wait. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_lock_sql(model), (company_id, row_id))
        if cursor.fetchone() is None:
            raise NotFound(model._meta.model_name or "row")


def row_of(model: type[M], company_id: UUID, row_id: UUID, *, lock: bool = False) -> M:
    """A row of a company by its id, with nothing joined; locked until the action ends where that is wanted. Raises NotFound."""
    return _by_id(model, lock).one(company_id=company_id, row_id=row_id)


def add_row(row: models.Model) -> None:
    """Insert a row of a company."""
    _write(_insert_sql(type(row)), row, row._meta.concrete_fields)
    row._state.adding = False


def add_together(rows: Iterable[models.Model]) -> None:
    """Insert rows of one company and of several tables in one statement, each table's after those of the table before.

    Rows that stand beside each other and are of one table go in together; of such no column may hold a list or JSON.
    """
    groups = [list(group) for _model, group in groupby(rows, key=type)]
    if not groups:
        return
    with connection.cursor() as cursor:
        told = tuple((type(group[0]), len(group) == 1) for group in groups)
        cursor.execute(_insert_together_sql(told), [value for group in groups for value in _given(group)])
    for group in groups:
        for row in group:
            row._state.adding = False


def keep_row(row: models.Model) -> None:
    """Write every column of a row that is there. Raises NotFound where it is gone."""
    changing = [field for field in row._meta.concrete_fields if field.attname not in _KEY]
    key = [field for name in _KEY for field in row._meta.concrete_fields if field.attname == name]
    if not _write(_update_sql(type(row)), row, [*changing, *key]):
        raise NotFound(row._meta.model_name or "row")


def keep_rows(rows: Sequence[models.Model]) -> None:
    """The same for many rows of one company and table, in one statement. No column may hold a list or JSON."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if field.attname != "company_id"]
    columns = [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_update_many_sql(type(rows[0])), [*columns, rows[0].company_id])  # type: ignore[attr-defined]
        if cursor.rowcount != len(rows):
            raise NotFound(rows[0]._meta.model_name or "row")


def _given(group: Sequence[models.Model]) -> list[Any]:
    """The values of a row by column; of several rows, a list of values by column."""
    fields = group[0]._meta.concrete_fields
    rows = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in group]
    return rows[0] if len(rows) == 1 else [list(column) for column in zip(*rows, strict=True)]


def _write(sql: str, row: Any, fields: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])
        return cursor.rowcount


_KEY = ("company_id", "id")


@cache
def _by_id(model: type[M], lock: bool) -> Remembered[M]:
    rows = model._default_manager.select_for_update() if lock else model._default_manager.all()
    return Remembered(lambda company_id, row_id: rows.filter(company_id=company_id, id=row_id))


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
        rows = f"SELECT {', '.join(['%s'] * len(fields))}"
        if not is_one:
            rows = f"SELECT given.* FROM unnest({', '.join(f'%s::{field.db_type(connection)}[]' for field in fields)}) AS given"
        if number:
            rows += f"{' FROM' if is_one else ','} (SELECT count(*) FROM added_{number - 1}) AS before"
        inserts.append(f'INSERT INTO "{model._meta.db_table}" ({names}) {rows}')
    *first, last = inserts
    return (
        "".join(
            f"{', ' if number else 'WITH '}added_{number} AS ({insert} RETURNING 1) "
            for number, insert in enumerate(first)
        )
        + last
    )


@cache
def _update_sql(model: type[models.Model]) -> str:
    names = [field.column for field in model._meta.concrete_fields if field.attname not in _KEY]
    changes = ", ".join(f'"{name}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE company_id = %s AND id = %s'


@cache
def _update_many_sql(model: type[models.Model]) -> str:
    fields = [field for field in model._meta.concrete_fields if field.attname != "company_id"]
    names = [f'"{field.column}"' for field in fields]
    changes = ", ".join(f"{name} = given.{name}" for name in names if name != '"id"')
    places = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    table = f'"{model._meta.db_table}"'
    given = f"unnest({places}) AS given ({', '.join(names)})"
    return f"UPDATE {table} AS row SET {changes} FROM {given} WHERE row.company_id = %s AND row.id = given.id"
