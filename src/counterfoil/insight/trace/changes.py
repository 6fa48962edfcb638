"""The rows that the entries of a trail changed, as they were and as they are: read at once, in their order."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from counterfoil.foundation.trail.models import Change

from .kept.every import TABLES
from .kept.kept import Kept

Key = tuple[str, UUID]
"""A row: its table and its id."""
Pair = tuple[Any, Any]
"""What a column said and what it says."""


@dataclass(frozen=True)
class Row:
    """One row that was changed by an entry, with the columns that differ."""

    entry: UUID
    kept: Kept
    id: UUID
    op: str
    pairs: Mapping[str, Pair]

    @property
    def key(self) -> Key:
        """Which row it is."""
        return self.kept.table, self.id

    def stood(self, name: str) -> Any:
        """What a column of a row says that is new or was taken out."""
        before, now = self.pairs.get(name, (None, None))
        return before if self.op == "D" else now

    def says(self, name: str) -> Pair | None:
        """What a column said and what it says, where that is told: not the state that something new begins in."""
        if self.op == "I" and name == "state":
            return None
        return self.pairs.get(name)

    @property
    def tells(self) -> bool:
        """Whether people are told of it: what only counts along is not."""
        return self.op != "U" or any(name in self.kept.columns for name in self.pairs)


def rows_of(company_id: UUID, entries: Sequence[UUID]) -> Iterator[Row]:
    """The rows that these entries changed, as they were; their values as text, so that no figure is read as a float."""
    found = Change.objects.within(company_id).filter(entry_id__in=entries, relation__in=list(TABLES)).order_by("seq")
    told = found.annotate(own=Cast("plain", TextField()), words=Cast("personal", TextField()))
    for entry, table, row_id, op, own, words in told.values_list(
        "entry_id", "relation", "row_id", "op", "own", "words"
    ):
        kept, pairs = TABLES[table], json.loads(own, parse_float=Decimal) | json.loads(words, parse_float=Decimal)
        known = {name: pair for name, pair in pairs.items() if name in kept.fields}
        yield Row(
            entry, kept, row_id, op, {name: _pair(kept.fields[name], pair) for name, pair in known.items() if pair}
        )


def together(rows: Iterable[Row]) -> list[Row]:
    """What one entry changed in several steps, each row once: from what it was before to what it was afterwards."""
    found: dict[Key, Row] = {}
    for row in rows:
        first = found.get(row.key)
        found[row.key] = row if first is None else replace(first, op=_op(first, row), pairs=_after(first, row))
    return list(found.values())


def put_again(rows: Sequence[Row]) -> list[Row]:
    """Parts that were taken out and put in again in one go, each as the change of one: of the same words, else of those left."""
    found = [row for row in rows if not (row.kept.part and row.kept.part.alike and row.op in "ID")]
    for table in dict.fromkeys(row.kept.table for row in rows if row.kept.part and row.kept.part.alike):
        out, come = ([row for row in rows if row.kept.table == table and row.op == op] for op in "DI")
        found += _paired(out, come)
    return found


def _pair(column: Any, pair: Sequence[Any]) -> Pair:
    kind = column.target_field if column.is_relation else column
    before, now = (kind.to_python(value) if isinstance(value, (str, int, Decimal)) else value for value in pair)
    return before, now


def _op(first: Row, then: Row) -> str:
    return "D" if then.op == "D" else first.op


def _after(first: Row, then: Row) -> dict[str, Pair]:
    pairs = dict(first.pairs)
    for name, (before, now) in then.pairs.items():
        pairs[name] = (pairs[name][0] if name in pairs else before, now)
    return pairs


def _paired(out: list[Row], come: Sequence[Row]) -> Iterator[Row]:
    others = []
    for row in come:
        same = next((one for one in out if _alike(one, row)), None)
        if same is None:
            others.append(row)
            continue
        out.remove(same)
        yield _changed(same, row)
    for row in others:
        yield _changed(out.pop(0), row) if out else row
    yield from out


def _alike(one: Row, other: Row) -> bool:
    name = one.kept.part.alike if one.kept.part else ""
    return bool(one.stood(name) == other.stood(name))


def _changed(before: Row, now: Row) -> Row:
    pairs = {name: (before.stood(name), now.stood(name)) for name in {**before.pairs, **now.pairs}}
    return replace(now, pairs=pairs, op="U")
