"""What holds for every list: filters narrow, sums are the rows', each row is on one page, the file is the list, walls stand."""

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.insight.listing import every
from counterfoil.insight.listing import lines as whole_lists
from counterfoil.insight.listing import totals as reckoned
from counterfoil.insight.listing.lines import heads
from counterfoil.insight.listing.listing import AnyListing, Listing, chips_of, narrowed, read, sorting, sorts_of
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.shown import page, table
from counterfoil.insight.listing.totals import counts, totals
from counterfoil.lifecycle.invoices.models import Invoice

from ...cast import NOW, Cast, load_cast
from ...house.sources import called, modules
from ...house.test_windows import WRITES
from .claim_shelves import fill_claims
from .hiring_shelves import fill_hiring
from .people_shelves import fill_people
from .shared_shelves import fill_shared
from .shelves import LISTS, fill, found, is_own, questions, told

Asked = dict[str, Any]


@pytest.fixture(scope="module")
def _filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        cast = load_cast()
        fill(cast)
        fill_people(cast)
        fill_claims(cast)
        fill_hiring(cast)
        fill_shared(cast)
        cast.draft(title="The newest of all")
        yield cast
        with connection.cursor() as cursor:
            cursor.execute("SELECT test_wipe()")


@pytest.fixture
def full(_filled: Cast, db: None) -> Cast:
    """Some of everything, committed for the whole module: these tests only read. The newest order is a draft, of which more is
    read than of others."""
    return replace(_filled, members=pickle.loads(pickle.dumps(_filled.members)))  # noqa: S301


@pytest.mark.parametrize("listing", LISTS)
class TestEveryList:
    """One shape, so one set of tests."""

    def test_each_filter_narrows_to_what_it_says(self, full: Cast, listing: AnyListing) -> None:
        reader = Reader(full.olga, NOW)
        everything = found(listing, reader, {})
        for asked, fits in questions(full)[listing]:
            wanted = {row.id for row in everything if fits(row)}
            assert {row.id for row in found(listing, reader, asked)} == wanted, asked

    def test_every_parameter_is_asked_for(self, full: Cast, listing: AnyListing) -> None:
        asked = {name for given, _fits in questions(full)[listing] for name in given}
        assert asked == {name for one in listing.filters for name in one.parameters}

    def test_its_sums_are_those_of_its_rows(self, full: Cast, listing: AnyListing) -> None:
        for asked, _fits in [({}, None), *questions(full)[listing]]:
            assert summed(listing, Reader(full.olga, NOW), asked) == added(listing, Reader(full.olga, NOW), asked), (
                asked
            )

    def test_each_row_is_on_one_page_in_whatever_order(self, full: Cast, listing: AnyListing) -> None:
        reader = Reader(full.olga, NOW)
        everything = found(listing, reader, {})
        for sort in ["", *sorts_of(listing), *(f"-{one}" for one in sorts_of(listing))]:
            order = sorting(listing, sort)
            seen = paged(listing, reader, sort)
            wanted = sorted(everything, key=lambda row, by=order.field: (getattr(row, by), row.id), reverse=order.down)
            assert [row.id for row in seen] == [row.id for row in wanted], sort

    def test_the_file_is_the_list(self, full: Cast, listing: AnyListing, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(whole_lists, "AT_ONCE", 2)
        reader = Reader(full.olga, NOW)
        seen = paged(listing, reader, "")
        with scope.reading(full.company_id):
            shown = table(listing, reader, seen)
        filed = told(listing, reader, {})
        assert [line[0] for line in filed] == [line[0].holds["text"] for line in shown.lines]
        assert {len(line) for line in filed} == {len(heads(listing, reader))}
        if "Currency" in heads(listing, reader):
            where = heads(listing, reader).index("Currency")
            assert [line[where] for line in filed] == [row.currency for row in seen]

    def test_another_company_sees_nothing(self, full: Cast, listing: AnyListing) -> None:
        mallory = Reader(full.mallory, NOW)
        theirs = found(listing, mallory, {})
        assert {row.company_id for row in theirs} <= {full.mallory.company_id}
        assert len(told(listing, mallory, {})) == len(theirs) < len(found(listing, Reader(full.olga, NOW), {}))
        for asked, _fits in questions(full)[listing]:
            assert {row.company_id for row in found(listing, mallory, asked)} <= {full.mallory.company_id}
        assert summed(listing, mallory, {}) == added(listing, mallory, {})

    def test_a_contractor_sees_their_own_and_nothing_internal(self, full: Cast, listing: AnyListing) -> None:
        cleo = Reader(full.cleo, NOW)
        everything = found(listing, Reader(full.olga, NOW), {})
        own = found(listing, cleo, {})
        assert {row.id for row in own} == {row.id for row in own if is_own(full, listing, row)}
        assert bool(own) == any(is_own(full, listing, row) for row in everything)
        assert summed(listing, cleo, {}) == added(listing, cleo, {})
        inside = {name for one in listing.filters if one.inside for name in one.parameters}
        assert read(listing, dict.fromkeys(inside, "true"), cleo) == {}
        hidden = {str(head) for one in listing.columns if one.inside for head in one.heads}
        assert not hidden & set(heads(listing, cleo))
        with scope.reading(full.company_id):
            assert counts(listing, cleo, narrowed(listing, cleo, {})) == {}

    def test_its_states_are_counted(self, full: Cast, listing: AnyListing) -> None:
        reader, chips = Reader(full.olga, NOW), chips_of(listing)
        with scope.reading(full.company_id):
            counted = counts(listing, reader, narrowed(listing, reader, {}))
        names = [name for name, _words in chips.choices(reader)] if chips else []
        name = next(iter(chips.parameters)) if chips else ""
        wanted = {one: len(found(listing, reader, {name: one})) for one in names}
        assert counted == {one: number for one, number in wanted.items() if number}
        assert sum(wanted.values()) == (len(found(listing, reader, {})) if chips else 0)

    def test_too_many_are_neither_counted_nor_summed(
        self, full: Cast, listing: AnyListing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reckoned, "MOST_COUNTED", 2)
        reader = Reader(full.olga, NOW)
        with scope.reading(full.company_id):
            rows = narrowed(listing, reader, {})
            assert totals(listing, reader, rows).beyond
            assert counts(listing, reader, rows) == (None if chips_of(listing) else {})

    def test_what_can_t_be_read_is_not_asked(self, full: Cast, listing: AnyListing) -> None:
        names = [name for one in listing.filters for name in one.parameters if name not in ("number", "reference")]
        for rubbish in ("\0", "rubbish!", "9" * 400, "2026-02-30"):
            assert read(listing, dict.fromkeys(names, rubbish), Reader(full.olga, NOW)) == {}

    def test_a_list_takes_the_same_queries_for_few_and_many(self, full: Cast, listing: AnyListing) -> None:
        # Among the first twenty orders are a draft, one claimed, one given up and one with a credit note: of each more is read.
        few, many = (queries(listing, Reader(full.olga, NOW), size) for size in (20, 50))
        assert few == many

    def test_a_file_takes_one_look_at_a_time(
        self, full: Cast, listing: AnyListing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(whole_lists, "AT_ONCE", 2)
        chunks = list(whole_lists.lines(listing, Reader(full.olga, NOW), {}, "", sorting(listing, None)))
        assert len(chunks) > 1 and all(len(one) <= 2 for one in chunks)


def test_every_list_is_tested() -> None:
    assert set(LISTS) == set(Listing.__subclasses__())


def test_a_declaration_never_writes() -> None:
    assert {path.name: called(path) & WRITES for path in modules("insight/listing") if called(path) & WRITES} == {}


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_are_those_of_the_rows_whatever_is_asked(full: Cast, data: st.DataObject) -> None:
    listing = data.draw(st.sampled_from([one for one in LISTS if questions(full)[one]]))
    chosen = data.draw(st.lists(st.sampled_from(questions(full)[listing]), max_size=3))
    asked = reduce(lambda one, other: one | other[0], chosen, {})
    asked |= {name: Decimal(data.draw(st.integers(0, 2000))) for name in asked if name.endswith(("net_to", "total_to"))}
    reader = Reader(data.draw(st.sampled_from([full.fay, full.cleo, full.mallory, full.rita])), NOW)
    asked = {name: value for name, value in asked.items() if not reader.outside or name not in INSIDE}
    assert summed(listing, reader, asked) == added(listing, reader, asked)


@given(
    total=st.decimals("0.0001", 10**9, places=4),
    parts=st.tuples(st.decimals(0, 1, places=4), st.decimals(0, 1, places=4)),
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
    state=st.sampled_from(["matched", "paying", "void", "rejected", "credited"]),
    kind=st.sampled_from(["invoice", "credit"]),
)
@settings(max_examples=60, deadline=None)
@pytest.mark.django_db
def test_what_is_open_is_reckoned_alike_by_the_database(
    total: Decimal, parts: tuple[Decimal, Decimal], currency: str, state: str, kind: str
) -> None:
    credited, allocated, written_off = ((total * part).quantize(Decimal("0.0001")) for part in (*parts, parts[0]))
    row = Invoice(
        kind=kind,
        state=state,
        currency=currency,
        total=total,
        credited_amount=credited,
        allocated_amount=allocated,
        written_off_amount=written_off,
    )
    columns = ("kind", "state", "currency", "total", "credited_amount", "allocated_amount", "written_off_amount")
    figure, given_values = to_pay_in_sql(columns, row)
    with connection.cursor() as cursor:
        cursor.execute(figure, given_values)
        asked = cursor.fetchone()[0]
    nothing = kind == "credit" or state in ("void", "rejected")
    assert asked == (None if nothing else row.left_to_pay)


NOT_SUMMED = {
    "payments": ("Failed", "Cancelled"),
    "orders": ("Rejected", "Cancelled"),
    "write_offs": ("Waits for a second person", "Withdrawn", "Reversed"),
}
"""What is in a list and does not count for its sums."""
INSIDE = {name for listing in LISTS for one in listing.filters if one.inside for name in one.parameters}


def to_pay_in_sql(columns: tuple[str, ...], row: Invoice) -> tuple[str, list[Any]]:
    """The list's own expression, asked of one row that is in no table."""
    from_list = Invoice.objects.annotate(**LISTS[1].figures).values("to_pay").query
    sql, params = from_list.sql_with_params()
    typed = dict.fromkeys(("total", "credited_amount", "allocated_amount", "written_off_amount"), "numeric")
    values = ", ".join(f"%s::{typed.get(name, 'text')} AS {name}" for name in columns)
    sql = sql.replace('FROM "invoices_invoice"', f'FROM (SELECT {values}) AS "invoices_invoice"')
    return sql, [*params, *(getattr(row, name) for name in columns)]


def paged(listing: AnyListing, reader: Reader, sort: str) -> list[Any]:
    """Every row, two at a time, and the place between two pages as an address has it."""
    seen: list[Any] = []
    order, after = sorting(listing, sort), None
    while True:
        with scope.reading(reader.by.company_id):
            part = page(listing, narrowed(listing, reader, {}), order, after, 2)
        seen += part.rows
        if part.after is None:
            return seen
        after = order.place(*part.after.parts)


def summed(listing: AnyListing, reader: Reader, asked: Asked) -> dict[str, tuple[int, list[Decimal]]]:
    """The sums as the database gives them."""
    with scope.reading(reader.by.company_id):
        given_totals = totals(listing, reader, narrowed(listing, reader, asked))
    return {one.currency: (one.rows, [amount for _column, amount in one.sums]) for one in given_totals.each}


def added(listing: AnyListing, reader: Reader, asked: Asked) -> dict[str, tuple[int, list[Decimal]]]:
    """The sums of what the file says, added up."""
    named = heads(listing, reader)
    if not reckoned.summed_of(listing, reader):
        rows = len(told(listing, reader, asked))
        return {"": (rows, [])} if rows else {}
    currency = named.index("Currency")
    places = [named.index(str(one.label)) for one in reckoned.summed_of(listing, reader)]
    sums: dict[str, tuple[int, list[Decimal]]] = {}
    for line in told(listing, reader, asked):
        number, before = sums.get(line[currency], (0, [ZERO] * len(places)))
        counts = line[named.index("State")] not in NOT_SUMMED.get(listing.name, ())
        figures = [line[place] if counts and line[place] else ZERO for place in places]
        sums[line[currency]] = (number + 1, [one + more for one, more in zip(before, figures, strict=True)])
    return sums


def queries(listing: AnyListing, reader: Reader, size: int) -> int:
    """How many queries a page of so many rows takes, with its sums and counts."""
    with CaptureQueriesContext(connection) as asked, scope.reading(reader.by.company_id):
        rows = narrowed(listing, reader, {})
        table(listing, reader, page(listing, rows, sorting(listing, None), None, size).rows)
        totals(listing, reader, rows)
        counts(listing, reader, rows)
    return len(asked)


def test_discarded_drafts_are_in_no_list(full: Cast) -> None:
    assert all(not row.discarded for row in found(Orders, Reader(full.olga, NOW), {}))


@pytest.mark.parametrize("listing", LISTS)
def test_its_columns_have_names_of_their_own(listing: AnyListing) -> None:
    names = [one.name for one in listing.columns]
    assert len(names) == len(set(names)) and all(re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name) for name in names)


def test_every_list_is_found_by_its_name() -> None:
    assert set(every.LISTS.values()) == set(LISTS)
