"""What is written out for each table does what the general function does that looks its columns up in each row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from psycopg.types.json import Jsonb

from counterfoil.foundation.kernel.guards import Balances, Frozen, FrozenWith, Trailed, WrittenOut

from .siege import Siege
from .test_grants import rows

pytestmark = pytest.mark.django_db

GENERAL = (Path(__file__).parent / "general.sql").read_text()
COMPANY, ROW = UUID("01900000-0000-7000-8000-00000000000a"), UUID("01900000-0000-7000-8000-00000000000b")
_AT = datetime(2026, 3, 1, 12, 30, 0, 1, tzinfo=UTC)
VALUES: dict[str, tuple[Any, Any]] = {
    "text": ('says "ä"\n', ""),
    "character varying": ("CH", ""),
    "integer": (1, 2),
    "bigint": (2**40, 0),
    "boolean": (True, False),
    "numeric": (Decimal("1.5"), Decimal("-20")),
    "uuid": (ROW, COMPANY),
    "date": (date(2026, 3, 1), date(2026, 3, 2)),
    "timestamp with time zone": (_AT, datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    "time without time zone": (time(9, 30), time(0)),
    "jsonb": (Jsonb([{"b": None, "a": 1.50}]), Jsonb({})),
    "xid8": ("7", "8"),
    "text[]": (["a", "b,c"], []),
    "uuid[]": ([ROW, COMPANY], []),
    "numeric[]": ([Decimal("7.7"), Decimal(19)], []),
}
"""Two values of every type that a trailed column has."""

_SAID = """
SELECT company_id, entry_id, xact::text, relation, row_id, op, plain::text, personal::text, secret::text,
  ARRAY(SELECT jsonb_object_keys(salts)), personal_digests = trail_personal_digests(personal, salts),
  digest = trail_text_digest(jsonb_build_array(relation, row_id, op, plain, personal_digests, secret))
FROM trail_change WHERE seq > %s ORDER BY seq
"""


class Apart:
    """One table as it is, without rows, keys and guards, in a schema apart: what fires there is what the test puts there."""

    def __init__(self, siege: Siege, model: Any) -> None:
        self.cursor, self.table = siege.cursor, model._meta.db_table
        self.cursor.execute("CREATE SCHEMA apart")
        self.cursor.execute(GENERAL)
        self.cursor.execute(f"CREATE TABLE apart.{self.table} (LIKE public.{self.table})")
        asked = "SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute "
        self.cursor.execute(asked + "WHERE attrelid = %s::regclass AND attnum > 0", [f"apart.{self.table}"])
        found = [(name, VALUES[kind], bool(needed)) for name, kind, needed in self.cursor.fetchall()]
        self.columns = {name: values for name, values, _needed in found}
        self.nullable = [name for name, _values, needed in found if not needed]
        self.first = {name: values[0] for name, values, _needed in found} | {"id": ROW}
        self.company = "company_id" if "company_id" in self.columns else "id"
        self.first |= {self.company: COMPANY}

    def fires(self, name: str, when: str, function: str, *told: str) -> None:
        given = ", ".join(f"'{one}'" for one in told)
        self.cursor.execute(
            f"CREATE TRIGGER {name} {when} ON apart.{self.table} FOR EACH ROW EXECUTE FUNCTION {function}({given})"
        )

    def insert(self, **values: Any) -> None:
        row = self.first | values
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(["%s"] * len(row))
        self.cursor.execute(f"INSERT INTO apart.{self.table} ({names}) VALUES ({marks})", list(row.values()))

    def update(self, **values: Any) -> None:
        setting = ", ".join(f'"{name}" = %s' for name in values)
        self.cursor.execute(f"UPDATE apart.{self.table} SET {setting}", list(values.values()))

    def delete(self) -> None:
        self.cursor.execute(f"DELETE FROM apart.{self.table}")

    def changes(self) -> Iterator[tuple[str, Any]]:
        """Each column but the company to its other value and, where it may be, to none: the names and the values."""
        for name, (_first, other) in self.columns.items():
            if name != self.company:
                yield name, other
                if name in self.nullable:
                    yield name, None


def _guarded(*kinds: type[WrittenOut]) -> list[Any]:
    found = [(model, guard) for model in apps.get_models() for guard in model._meta.constraints]
    return [pytest.param(model, guard, id=guard.name) for model, guard in found if isinstance(guard, kinds)]


@pytest.mark.parametrize(("model", "guard"), _guarded(Trailed))
def test_every_change_goes_on_the_trail_in_the_same_words(siege: Siege, model: Any, guard: Trailed) -> None:
    apart = Apart(siege, model)
    lists = [",".join(columns.split()) for columns in guard.given.values()]
    for name, function in (("a_general", "trail_change"), ("b_written_out", f"trail_of_{apart.table}")):
        apart.fires(name, guard.when, function, *lists)
    siege.cursor.execute("SELECT COALESCE(max(seq), 0), set_config('timezone', 'Asia/Tokyo', true) FROM trail_change")
    [[before, _zone]] = siege.cursor.fetchall()
    written = _every_change(apart)
    siege.cursor.execute(_SAID, [before])
    said = siege.cursor.fetchall()
    assert len(said) == 2 * written
    assert said[::2] == said[1::2]
    assert all(digests and digest for *_rest, digests, digest in said)
    named = {
        name
        for *_rest, plain, personal, secret, _salts, _digests, _digest in said
        for name in _names(plain, personal, secret)
    }
    assert named == set(apart.columns)


def _every_change(apart: Apart) -> int:
    """A row from its first to its last change. Returns how many of them are changes."""
    changes = list(apart.changes())
    apart.insert()
    apart.update(**apart.first)
    for name, value in changes:
        apart.update(**{name: value})
        apart.update(**{name: value})
    apart.update(**apart.first)
    apart.delete()
    apart.insert(**dict.fromkeys(apart.nullable))
    apart.delete()
    return len(changes) + 5


def _names(*said: str) -> set[str]:
    return set(re.findall(r'"(\w+)": \[', "".join(said))) | set(re.findall(r'"(\w+)"', said[-1]))


@pytest.mark.parametrize(("model", "guard"), _guarded(Frozen))
def test_the_same_columns_are_stone_in_the_same_states(siege: Siege, model: Any, guard: Frozen) -> None:
    apart, frozen, free = Apart(siege, model), guard.given["states"], guard.given["free"].split()
    general = ("guard_frozen", ",".join(frozen), ",".join(free))
    tried = {
        (state, name, str(value)): partial(_change, apart, state, name, value)
        for state in [*frozen, "another state"]
        for name, value in apart.changes()
    }
    stopped = _stopped(apart, guard, general, tried)
    assert {state for state, _name, _value in stopped} == set(frozen)
    assert {name for _state, name, _value in stopped} >= set(apart.columns) - set(free) - {"company_id", "state"}


def _change(apart: Apart, state: str, name: str, value: Any) -> None:
    apart.insert(state=state)
    apart.update(**{name: value})


@pytest.mark.parametrize(("model", "guard"), _guarded(Balances))
def test_the_same_columns_are_counted_alone(siege: Siege, model: Any, guard: Balances) -> None:
    apart, counted = Apart(siege, model), guard.given["columns"].split()
    apart.first |= dict.fromkeys(counted, 0)
    apart.insert()
    changes = {name: value for name, value in apart.changes() if value is not None}
    begun = {
        ("begun", name): partial(apart.insert, **{name: 5 if name in counted else changes[name]}) for name in changes
    }
    moved = {
        ("moved", name): partial(apart.update, **{name: 5 if name in counted else changes[name]}) for name in changes
    }
    stopped = _stopped(apart, guard, ("guard_balances", ",".join(counted)), begun | moved)
    assert stopped == {(how, name) for how in ("begun", "moved") for name in counted}


@pytest.mark.parametrize(("model", "guard"), _guarded(FrozenWith))
@pytest.mark.parametrize(("parent", "stands"), [("cleared", True), ("disputed", False), ("issued", True)])
def test_the_same_rows_are_frozen_with_their_parent(
    siege: Siege, model: Any, guard: FrozenWith, parent: str, stands: bool
) -> None:
    """Of invoices in two states, and of what is no invoice at all: a parent that is not there counts as frozen."""
    apart, key = Apart(siege, model), model._meta.get_field(guard.given["parent"])
    apart.first |= {"company_id": siege.names["company"], key.column: siege.names[parent]}
    apart.insert()
    lists = [",".join(guard.given["states"]), ",".join(guard.given["free"].split())]
    changed = {(name, str(value)): partial(apart.update, **{name: value}) for name, value in apart.changes()}
    tried: dict[Any, Callable[[], None]] = {"begun": apart.insert, "ended": apart.delete, **changed}
    general = ("guard_frozen_with", key.related_model._meta.db_table, key.column, *lists)
    stopped = _stopped(apart, guard, general, tried)
    assert {"begun", "ended", ("unit", "")} & stopped == ({"begun", "ended", ("unit", "")} if stands else set())


def _stopped(
    apart: Apart, guard: WrittenOut, general: Sequence[str], tried: Mapping[Any, Callable[[], None]]
) -> set[Any]:
    """What the written-out guard stops, in the words of the general one."""
    said = []
    for function in (general, [guard.called.format(name=guard.name)]):
        apart.fires(str(guard.name), guard.when, *function)
        said.append({what: _refusal(apart, do) for what, do in tried.items()})
        apart.cursor.execute(f"DROP TRIGGER {guard.name} ON apart.{apart.table}")
    assert said[0] == said[1]
    return {what for what, sentence in said[1].items() if sentence}


def _refusal(apart: Apart, do: Callable[[], None]) -> str:
    """The guard and what it says; nothing, where it goes through. Nothing of it stays."""
    apart.cursor.execute("SAVEPOINT asked")
    try:
        do()
        sentence = ""
    except psycopg.errors.CheckViolation as error:
        sentence = f"{error.diag.constraint_name}: {error.diag.message_primary}"
    apart.cursor.execute("ROLLBACK TO SAVEPOINT asked")
    return sentence


def test_no_name_of_theirs_meets_another() -> None:
    """PostgreSQL cuts a name off without a word, and replaces what is called the same."""
    called = [guard.function(model) for model, guard in (param.values for param in _guarded(WrittenOut))]
    assert len(called) == len(set(called)) > 60
    assert max(map(len, called)) < 64
    sources = [Path(room.path) / "functions.sql" for room in apps.get_app_configs()]
    by_hand = {
        name for source in sources if source.exists() for name in re.findall(r"FUNCTION (\w+)", source.read_text())
    }
    assert not [name for name in by_hand if name.startswith(("trail_of_", "frozen_", "kept_"))]


def test_every_trigger_of_theirs_fires_the_function_of_its_own_guard() -> None:
    asked = "SELECT tgname, proname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"
    fired = dict(rows(asked))
    for model, guard in (param.values for param in _guarded(WrittenOut)):
        assert fired[guard.name] == guard.function(model)


def test_every_trigger_function_is_fired() -> None:
    asked = (
        "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace"
    )
    assert rows(asked + " AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = pg_proc.oid)") == []


def test_what_stood_in_its_place_is_replaced(siege: Siege) -> None:
    """As in a database that is older than what is written out."""
    model, guard = next(param.values for param in _guarded(Trailed) if param.id == "order_trail")
    siege.cursor.execute(GENERAL)
    siege.cursor.execute("DROP TRIGGER order_trail ON orders_order")
    siege.cursor.execute(
        "CREATE TRIGGER order_trail AFTER INSERT ON orders_order FOR EACH ROW EXECUTE FUNCTION trail_change('id', '', '')"
    )
    siege.cursor.execute(guard.create_sql(model, None))
    siege.cursor.execute(
        "SELECT proname, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgname = 'order_trail'"
    )
    every = 1 | 4 | 8 | 16  # for each row, upon insert, delete and update
    assert siege.cursor.fetchall() == [("trail_of_orders_order", every)]
