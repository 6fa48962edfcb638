"""Controls that live in the database and travel through makemigrations as Meta.constraints.

Each guard is a Django constraint whose SQL is ours, so `makemigrations --check` is the drift check. The functions
they call are in the rooms' functions.sql, or written out for the table (`triggers.py`). Both are replaced at each migrate.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BaseConstraint

from . import triggers


class Guard(BaseConstraint):
    """A constraint with SQL of its own; `up` and `down` are filled with the table's names and the guard's arguments."""

    up = ""
    down = 'DROP TRIGGER "{name}" ON {table}'

    def __init__(self, *, name: str, **given: Any) -> None:
        super().__init__(name=name)
        self.given = given

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        return f"{type(self).__module__}.{type(self).__name__}", (), {"name": self.name, **self.given}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        # Inside CREATE TABLE there is no table yet: run right after it instead.
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return self.up.format(**self.words(model))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return self.down.format(**self.words(model))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database checks; there is nothing to ask beforehand."""

    def words(self, model: Any) -> dict[str, Any]:
        bare = model._meta.db_table
        return {"table": f'"{bare}"', "bare": bare, "name": self.name, **self.given}


class CompanyWall(Guard):
    """Row-level security: a row is there only for its own company."""

    up = (
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
        'CREATE POLICY "{name}" ON {table} USING ({column} = (SELECT current_company()))'
    )
    down = 'DROP POLICY "{name}" ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY'

    def __init__(self, *, name: str, column: str = "company_id") -> None:
        super().__init__(name=name, column=column)


class CompanyKey(Guard):
    """The real primary key is (company_id, id). Django goes on believing in `id`."""

    up = 'ALTER TABLE {table} DROP CONSTRAINT "{bare}_pkey", ADD CONSTRAINT "{bare}_pkey" PRIMARY KEY (company_id, id)'
    down = 'ALTER TABLE {table} DROP CONSTRAINT "{bare}_pkey", ADD CONSTRAINT "{bare}_pkey" PRIMARY KEY (id)'


class SameCompany(Guard):
    """A key that carries the company: no row can point into another one."""

    up = (
        'ALTER TABLE {table} ADD CONSTRAINT "{name}" '
        "FOREIGN KEY (company_id, {column}) REFERENCES {target} (company_id, id)"
    )
    down = 'ALTER TABLE {table} DROP CONSTRAINT "{name}"'

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        # At the end of the migration: the key it refers to may be made in the same one.
        schema_editor.deferred_sql.append(super().create_sql(model, schema_editor))
        return ""

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        return self.create_sql(model, schema_editor)

    def words(self, model: Any) -> dict[str, Any]:
        field = model._meta.get_field(self.given["field"])
        return super().words(model) | {"column": field.column, "target": f'"{field.related_model._meta.db_table}"'}


class SameParent(SameCompany):
    """A key that carries the company and the parent: a row can't point at a child of another parent."""

    up = (
        'ALTER TABLE {table} ADD CONSTRAINT "{name}" '
        "FOREIGN KEY (company_id, {parent}_id, {column}) REFERENCES {target} (company_id, {parent}_id, id)"
    )


class WrittenOut(Guard):
    """A guard with a trigger function of its own, written out for its table. What stood in its place is replaced."""

    when = ""
    called = ""
    """How the function is called: as no function of a functions.sql begins."""
    up = 'CREATE OR REPLACE TRIGGER "{name}" {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}({told})'

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return self.written_out(model) + super().create_sql(model, schema_editor)

    def written_out(self, model: Any) -> str:
        """The SQL that makes its function."""
        raise NotImplementedError

    def function(self, model: Any) -> str:
        """Its name in the database."""
        return self.called.format(bare=model._meta.db_table, name=self.name)

    def words(self, model: Any) -> dict[str, Any]:
        return super().words(model) | {"when": self.when, "function": self.function(model), "told": ""}


class Trailed(WrittenOut):
    """Every change of a row goes on the trail. The lists come from the fields (`columns.py`), once the table has them all.

    The trigger is told them too, so that the catalog says of each column what it is.
    """

    when = "AFTER INSERT OR UPDATE OR DELETE"
    called = "trail_of_{bare}"

    def __init__(self, *, name: str, plain: str = "", personal: str = "", secret: str = "") -> None:
        super().__init__(name=name, plain=plain, personal=personal, secret=secret)

    def __eq__(self, other: object) -> bool:
        # In which order they stand means nothing, and older migrations have one of their own.
        return isinstance(other, Trailed) and self.name == other.name and self._columns() == other._columns()

    def written_out(self, model: Any) -> str:
        return triggers.trail(self.function(model), **self._lists())

    def words(self, model: Any) -> dict[str, Any]:
        told = ", ".join(f"'{','.join(columns)}'" for columns in self._lists().values())
        return super().words(model) | {"told": told}

    def _columns(self) -> dict[str, list[str]]:
        return {kind: sorted(columns) for kind, columns in self._lists().items()}

    def _lists(self) -> dict[str, list[str]]:
        return {kind: columns.split() for kind, columns in self.given.items()}


class States(Guard):
    """The TRANSITIONS table in iron: a row begins in a first state and moves only along a permitted step."""

    up = (
        'CREATE TRIGGER "{name}" BEFORE INSERT OR UPDATE ON {table} '
        "FOR EACH ROW EXECUTE FUNCTION guard_states('{first}', '{moves}')"
    )

    def words(self, model: Any) -> dict[str, Any]:
        moves = ",".join(f"{start}>{end}" for start, end in self.given["moves"])
        return super().words(model) | {"first": ",".join(self.given["first"]), "moves": moves}


class Frozen(WrittenOut):
    """In these states every column but the free ones is stone."""

    when = "BEFORE UPDATE"
    called = "frozen_{name}"

    def __init__(self, *, name: str, states: Sequence[str], free: str) -> None:
        super().__init__(name=name, states=list(states), free=free)

    def written_out(self, model: Any) -> str:
        return triggers.frozen(self.function(model), self.given["states"], self.given["free"].split())


class FrozenWith(WrittenOut):
    """Rows of a frozen parent are stone too, but for the free columns. Old and new parent are both asked."""

    when = "BEFORE INSERT OR UPDATE OR DELETE"
    called = "frozen_{name}"

    def __init__(self, *, name: str, parent: str, states: Sequence[str], free: str = "") -> None:
        super().__init__(name=name, parent=parent, states=list(states), free=free)

    def written_out(self, model: Any) -> str:
        key = model._meta.get_field(self.given["parent"])
        parent = key.related_model._meta.db_table
        free = self.given["free"].split()
        return triggers.frozen_with(self.function(model), parent, key.column, self.given["states"], free)


class Rule(Guard):
    """A trigger function of the room's own, for what no general guard can say. `told` is its one argument."""

    up = "CREATE TRIGGER \"{name}\" BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}('{told}')"

    def __init__(self, *, name: str, function: str, when: str = "INSERT OR UPDATE", told: Iterable[str] = ()) -> None:
        super().__init__(name=name, function=function, when=when, told=sorted(told))

    def words(self, model: Any) -> dict[str, Any]:
        return super().words(model) | {"told": ",".join(self.given["told"])}


class RuleUpon(Rule):
    """A later room's rule on an earlier room's table, which must not know of it."""

    up = 'CREATE TRIGGER "{name}" BEFORE {when} ON "{upon}" FOR EACH ROW EXECUTE FUNCTION {function}(\'{told}\')'
    down = 'DROP TRIGGER "{name}" ON "{upon}"'

    def __init__(
        self, *, name: str, upon: str, function: str, when: str = "INSERT OR UPDATE", told: Iterable[str] = ()
    ) -> None:
        Guard.__init__(self, name=name, upon=upon, function=function, when=when, told=sorted(told))


class Balances(WrittenOut):
    """Columns that begin at nothing and are written by the counting triggers alone, never by a statement."""

    when = "BEFORE INSERT OR UPDATE"
    called = "kept_{name}"

    def __init__(self, *, name: str, columns: str) -> None:
        super().__init__(name=name, columns=columns)

    def written_out(self, model: Any) -> str:
        return triggers.balances(self.function(model), self.given["columns"].split())


class Counted(Guard):
    """Rows whose sums stand as balances on other rows: the function adds up what each new or changed row brings.

    `told` is its one argument, where it has one.
    """

    up = 'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}({told})'

    def __init__(self, *, name: str, function: str, told: Iterable[str] = ()) -> None:
        given = {"told": sorted(told)} if told else {}
        super().__init__(name=name, function=function, **given)

    def words(self, model: Any) -> dict[str, Any]:
        told = ",".join(self.given.get("told", ()))
        return super().words(model) | {"told": f"'{told}'" if told else ""}


class CountedUpon(Counted):
    """The same of an earlier room's rows, which must not know of what they count for."""

    up = 'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE ON "{upon}" FOR EACH ROW EXECUTE FUNCTION {function}()'
    down = 'DROP TRIGGER "{name}" ON "{upon}"'

    def __init__(self, *, name: str, upon: str, function: str) -> None:
        Guard.__init__(self, name=name, upon=upon, function=function)


def owned(name: str) -> list[BaseConstraint]:
    """The guards of every trailed, company-owned table: key, wall and trail."""
    return [CompanyKey(name=f"{name}_company_key"), CompanyWall(name=f"{name}_wall"), Trailed(name=f"{name}_trail")]
