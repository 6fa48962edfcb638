"""What each entry of a trail was about: the things by name and amount, and every field that says otherwise since.

Read for a whole trail at once: the changes, then each kind of row that they name, of which nobody is told what they do not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER, sees_dealings
from counterfoil.foundation.kernel.written import MonetaryAmount
from counterfoil.foundation.trail.models import Entry
from counterfoil.lifecycle.orders.models import OrderLine

from .about import About, Differing, Said
from .changes import Key, Pair, Row, put_again, rows_of, together
from .kept.every import SUBJECTS, TABLES, THINGS
from .kept.kept import Column, Kept
from .outside import is_outside

_COMPANY = Company._meta.db_table


def said(by: Member, entries: Sequence[Entry]) -> dict[UUID, Said]:
    """What each of these entries was about, for a reader who works here. Called inside a scope."""
    if is_outside(by) or not entries:
        return {}
    rows = list(rows_of(by.company_id, [entry.id for entry in entries if entry.outcome == Entry.DONE]))
    return _Told(by, entries, rows).each()


def unseen(by: Member, entries: Sequence[Entry]) -> set[Key]:
    """The rows that these entries changed and that a manager of some teams does not see: what one verb does to an order of
    theirs and to another team's, as a set-off does. Called inside a scope."""
    if by.roles & SEES_EVERY_ORDER or not entries or (sees_dealings(by.roles) and not by.team_ids):
        return set()
    rows = list(rows_of(by.company_id, [entry.id for entry in entries]))
    told = _Told(by, entries, rows)
    owners = {row.key: told.parents[row.key] or [row.key] for row in rows}
    return {key for key, found in owners.items() if not all(one in told.things for one in found)}


class _Told:
    """A whole trail, with everything that it names, read at once."""

    def __init__(self, by: Member, entries: Sequence[Entry], rows: Sequence[Row]) -> None:
        self.by, self.entries, self.rows = by, entries, rows
        self.subjects = {entry.id: _subject(entry) for entry in entries}
        self.known = self._parts()
        self.lines = self._positions()
        self.parents = {row.key: self._parents(row.kept, row.id, row) for row in rows}
        self.things = self._things()
        self.currencies = self._currencies()

    def each(self) -> dict[UUID, Said]:
        """By entry, what it was about and what it changed."""
        rows: dict[UUID, list[Row]] = defaultdict(list)
        for row in self.rows:
            rows[row.entry].append(row)
        return {
            entry.id: self._said(place, entry, together(rows[entry.id])) for place, entry in enumerate(self.entries)
        }

    # -- read at once --------------------------------------------------------------------------------------------------

    def _parts(self) -> dict[Key, dict[str, Any]]:
        """What rows that are part of a thing say of where they belong, where the trail itself does not say it here."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for row in self.rows:
            if row.kept.part and not all(name in row.pairs for name in _lookups(row.kept)):
                wanted[row.kept.table].add(row.id)
        for key in self.subjects.values():
            if key and TABLES[key[0]].part:
                wanted[key[0]].add(key[1])
        found: dict[Key, dict[str, Any]] = {}
        for table, ids in wanted.items():
            rows = _of(TABLES[table].model, self.by.company_id, ids).values("id", *_lookups(TABLES[table]))
            found |= {(table, row["id"]): row for row in rows}
        return found

    def _positions(self) -> dict[UUID, int]:
        """The places of the order's lines that are named: of those that are there no more, the trail knows them."""
        here = {row.id: row.stood("position") for row in self.rows if row.kept.model is OrderLine and row.op != "U"}
        named = {self._own(row, row.kept.part.place) for row in self.rows if row.kept.part and _on_line(row.kept)}
        named |= {one for row in self.rows for one in row.pairs.get("order_line_id", ()) if one}
        wanted = {one for one in named if one} - set(here)
        found = _of(OrderLine, self.by.company_id, wanted).values_list("id", "position") if wanted else ()
        return here | dict(found)

    def _things(self) -> dict[Key, dict[str, Any]]:
        """The things that are named and that the reader sees."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for table, row_id in self._named():
            if table in THINGS:
                wanted[table].add(row_id)
        found: dict[Key, dict[str, Any]] = {}
        for table, ids in wanted.items():
            found |= {(table, row["id"]): row for row in _seen(TABLES[table], self.by, ids)}
        return found

    def _named(self) -> Iterator[Key]:
        yield from (key for key in self.subjects.values() if key)
        yield from (parent for key in self.subjects.values() if key for parent in self._parents(TABLES[key[0]], key[1]))
        for row in self.rows:
            if not row.tells:
                continue
            yield row.key
            yield from self.parents[row.key]
            yield from self._after(row)
            if row.op == "I" and row.kept.thing:  # what is new is named, and none of its fields
                continue
            for name, pair in row.pairs.items():
                related = row.kept.fields[name].related_model if name in row.kept.columns else None
                if related and related is not OrderLine:
                    yield from ((related._meta.db_table, one) for one in pair if one)

    def _parents(self, kept: Kept, row_id: UUID, row: Row | None = None) -> list[Key]:
        """The things that a row is part of; what is nobody's in particular is the company's."""
        if kept.part is None:
            return []
        where = self.known.get((kept.table, row_id), {})
        ids = {name: row.stood(name) if row and name in row.pairs else where.get(name) for name in kept.part.of}
        found = [(kept.part.of[name]._meta.db_table, one) for name, one in ids.items() if one]
        return found or [(_COMPANY, self.by.company_id)]

    def _after(self, row: Row) -> list[Key]:
        """What a row is called after, where it has no name of its own."""
        named = row.kept.part.named.split() if row.kept.part else []
        tables = {one: row.kept.fields[one].related_model._meta.db_table for one in named}  # type: ignore[union-attr]
        return [(tables[one], own) for one in named if (own := self._own(row, one))][:1]

    def _own(self, row: Row, name: str) -> Any:
        """What a row says of where it belongs."""
        return row.stood(name) if name in row.pairs else self.known.get(row.key, {}).get(name)

    def _currencies(self) -> dict[Key, list[tuple[int, Pair]]]:
        """Each thing's changes of currency, with the place of their entry: an amount stays in the one that it was said in."""
        places = {entry.id: place for place, entry in enumerate(self.entries)}
        found: dict[Key, list[tuple[int, Pair]]] = defaultdict(list)
        for row in self.rows:
            if row.op == "U" and "currency" in row.pairs:
                found[row.key].append((places[row.entry], row.pairs["currency"]))
        return found

    # -- said of one entry ---------------------------------------------------------------------------------------------

    def _said(self, place: int, entry: Entry, rows: Sequence[Row]) -> Said:
        about = self._about(entry.id, rows)
        return Said([self._thing(key) for key in about], list(self._fields(place, rows, about)))

    def _about(self, entry_id: UUID, rows: Sequence[Row]) -> list[Key]:
        """The things that an entry is about, each once: what it began at, then what it changed."""
        subject = self.subjects[entry_id]
        keys = [subject, *self._parents(TABLES[subject[0]], subject[1])] if subject else []
        keys += [one for row in rows if row.tells for one in (row.key, *self.parents[row.key])]
        return [key for key in dict.fromkeys(keys) if key in self.things]

    def _thing(self, key: Key) -> About:
        row, thing = self.things[key], THINGS[key[0]]
        called = row[thing.called] or row.get(thing.else_called)
        amount = MonetaryAmount(row[thing.amount], row[thing.currency]) if thing.amount and row[thing.amount] else None
        stands = ((model._meta.db_table, row[column]) for column, model in thing.pages if row[column])
        page = next(stands, key)
        return About(thing.words_of(row), str(thing.says(called)) if called not in (None, "") else "", amount, page)

    def _fields(self, place: int, rows: Sequence[Row], about: Sequence[Key]) -> Iterator[Differing]:
        """Every field that was changed, and whose where that is not the first thing. What comes with a new one is what it is."""
        new = {row.key for row in rows if row.op == "I" and row.kept.thing}
        for row in put_again(rows):
            owners = self.parents[row.key] or [row.key]
            if not all(owner in self.things for owner in owners) or _comes_along(row, owners, new):
                continue
            currency = next((owner for owner in owners if self._has_currency(owner)), None)
            own = str(self._own(row, "currency") or "") if "currency" in row.kept.fields and not row.kept.thing else ""
            for name, column in row.kept.columns.items():
                before, now = row.says(name) or (None, None)
                if before == now:
                    continue
                told = Differing(
                    *self._field(row, name, column),
                    self._label(row, column, row.key == about[0]),
                    self._value(row, name, before, own or self._currency(currency, place)),
                    self._value(row, name, now, own or self._currency(currency, place + 1)),
                )
                if told.before != told.now:
                    yield told

    def _field(self, row: Row, name: str, column: Column) -> tuple[str, str]:
        """What tells a field from all others, and what it is called; of what has no name of its own, after what it is called."""
        for key in self._after(row):
            return ".".join(map(str, key)), self._thing(key).called if key in self.things else "–"
        return f"{row.kept.table}.{name}", str(column.words)

    def _label(self, row: Row, column: Column, first: bool) -> str:
        part, (_field, words) = row.kept.part, self._field(row, "", column)
        if row.kept.thing and not first:
            whose = self._thing(row.key)
            return _("%(where)s: %(field)s") % {"where": f"{whose.words} {whose.called}".strip(), "field": column.words}
        if part is None or not part.place:
            return str(words)
        own = self._own(row, part.place)
        where = self.lines.get(own, "–") if _on_line(row.kept) else part.says(own)
        return _("%(where)s, %(field)s") % {"where": str(part.where) % {"n": where}, "field": words}

    def _value(self, row: Row, name: str, value: Any, currency: str) -> Any:
        """A value as people say it; nothing where there is none, or where the reader does not see what it names."""
        column, related = row.kept.columns[name], row.kept.fields[name].related_model
        if value in (None, ""):
            return None
        if related is OrderLine:
            return self.lines.get(value)
        if related:
            thing = self.things.get((related._meta.db_table, value))
            return self._thing((related._meta.db_table, value)).called or "–" if thing else None
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if column.money and currency:
            return MonetaryAmount(value, currency)
        if column.says_of:
            return str(column.says_of(value, self.things[row.key]["kind"]))
        return (str(column.says(value)) or None) if column.says else value

    def _has_currency(self, key: Key) -> bool:
        return key in self.things and bool(self.things[key].get(THINGS[key[0]].currency))

    def _currency(self, key: Key | None, place: int) -> str:
        """In which currency a thing's amounts were said before the entry of this place."""
        if key is None:
            return ""
        later = [pair for at, pair in self.currencies.get(key, ()) if at >= place]
        return str(later[0][0] if later else self.things[key][THINGS[key[0]].currency])


def _of(model: type[Model], company_id: UUID, ids: Iterable[UUID]) -> Any:
    rows: Any = model._default_manager
    return rows.within(company_id).filter(id__in=ids)


def _seen(kept: Kept, by: Member, ids: Iterable[UUID]) -> Iterable[dict[str, Any]]:
    """What things are called, with their amounts, as far as the reader sees them."""
    thing = THINGS[kept.table]
    names = {"id", thing.called}
    names |= {thing.else_called} if thing.else_called else set()
    names |= {"kind"} if thing.kinds else set()
    names |= {thing.amount} if thing.amount else set()
    names |= {thing.currency} if thing.currency in kept.fields or "__" in thing.currency else set()
    names |= {column for column, _model in thing.pages}
    rows = thing.seen(by).select_related(None).prefetch_related(None).order_by()
    return rows.filter(id__in=ids).values(*names)


def _subject(entry: Entry) -> Key | None:
    """What an entry's verb was done with, or refused for."""
    if entry.subject_id == entry.company_id:
        return _COMPANY, entry.company_id
    kept = SUBJECTS.get(entry.subject)
    return (kept.table, entry.subject_id) if kept and entry.subject_id else None


def _lookups(kept: Kept) -> list[str]:
    """Where a part stands: the columns of its things, and its place."""
    part = kept.part
    return [*part.of, *filter(None, (part.place, *part.named.split()))] if part else []


def _on_line(kept: Kept) -> bool:
    """Whether a part is told from another by the order's line that it is on."""
    place = kept.part.place if kept.part else ""
    return bool(place) and kept.fields[place].related_model is OrderLine


def _comes_along(row: Row, owners: Sequence[Key], new: set[Key]) -> bool:
    if row.op != "I":
        return False
    return row.key in new or (not (row.kept.part and row.kept.part.always) and any(owner in new for owner in owners))
