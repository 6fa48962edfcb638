"""order.load_many: the rows of a sheet, each an order that contracts share, all of them or none."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of_key
from counterfoil.foundation.kernel.refusals import Invalid, Reason, Refused
from counterfoil.foundation.trail.action import Answer
from counterfoil.insight.verify import books as verifying
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.shared_values import MOST_LOADED, SharedRow

from ..cast import NOW, Cast
from .administering import po_admin
from .books import changes, entries
from .loading import loaded
from .ordering import order_of
from .sharing import figures, shared
from .verb import Given, VerbTests, refused, untouched

TODAY = NOW.date()


def row(number: Any = "S-1", net: Any = "1000", currency: str = "EUR", **more: Any) -> SharedRow:
    return SharedRow.model_validate({"number": str(number), "net": str(net), "currency": currency} | more)


def rows(count: int, first: int = 1) -> list[SharedRow]:
    return [row(f"S-{n}", net=n * 100) for n in range(first, first + count)]


def load(cast: Cast, said: Sequence[SharedRow], who: str = "fay", **more: Any) -> Answer:
    return orders.load_many(by=cast.members[who], at=NOW, rows=list(said), **more)


def reasons(cast: Cast, said: Sequence[SharedRow], by: Member | None = None) -> list[Reason]:
    with pytest.raises(Refused) as caught:
        orders.load_many(by=by or cast.fay, at=NOW, rows=list(said))
    return caught.value.reasons


def told(found: Sequence[Reason]) -> list[tuple[Any, ...]]:
    return [(one.params["row"], one.params["field"], one.key) for one in found]


class TestOrderLoadMany(VerbTests):
    verb, who, wrong = "order.load_many", "fay", "rita"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"rows": rows(3)}

    def otherwise(self, given: Given) -> Given:
        return {"rows": rows(2, 10)}


@pytest.mark.req(2, 15, 16)
@pytest.mark.parametrize("who", ["olga", "fay", "iris"])
def test_each_is_there_before_any_contract(cast: Cast, who: str) -> None:
    said = [row(title="Design", valid_through=TODAY), row("S-2", "25.5"), row("S-3", 7, "USD")]
    made = [order_of(cast, UUID(one["id"])) for one in load(cast, said, who)["orders"]]
    assert [(one.number, one.limit_amount, one.currency) for one in made] == [
        ("S-1", Decimal(1000), "EUR"),
        ("S-2", Decimal("25.5"), "EUR"),
        ("S-3", Decimal(7), "USD"),
    ]
    assert [(one.title, one.valid_through) for one in made] == [("Design", TODAY), ("", None), ("", None)]
    for one in made:
        assert (one.state, one.kind, one.origin, one.revision_number) == ("issued", "shared", "loaded", 0)
        assert (one.contractor_id, one.engagement_id, one.restricted, one.issued_on) == (None, None, False, TODAY)
    assert verifying.verify(cast.company_id).findings == []


def test_it_says_of_each_what_loading_it_alone_would(cast: Cast) -> None:
    """Order, version and finding alike, but for ids."""
    one = order_of(cast, shared(cast, "A-1", title="Bees", currency="USD"))
    [answer] = load(cast, [row("A-2", 10000, "USD", title="Bees")], "iris")["orders"]
    other = order_of(cast, UUID(answer["id"]))
    own = {"id", "number", "number_normal", "loaded_from_id"}
    columns = [field.attname for field in one._meta.concrete_fields if field.attname not in own]
    assert {name: getattr(one, name) for name in columns} == {name: getattr(other, name) for name in columns}

    def written(order_id: UUID) -> list[tuple[str, str]]:
        named = str(order_id)
        found = [change for change in changes(cast.company_id) if named in (str(change.row_id), _order_of(change))]
        return [(change.relation, change.op) for change in found]

    assert written(other.id) == written(one.id)


def _order_of(change: Any) -> str:
    return str((change.plain.get("order_id") or [None])[-1])


@pytest.mark.req(95)
def test_each_order_has_its_own_entry(cast: Cast) -> None:
    answer = load(cast, rows(3), "iris")
    [sheet] = entries(cast.company_id, verb="order.load_many")
    own = entries(cast.company_id, verb="order.load_shared")
    assert [str(one.order_id) for one in own] == [one["id"] for one in answer["orders"]]
    assert {(one.member_id, one.at, one.door, one.xact) for one in own} == {(cast.iris.id, NOW, "code", sheet.xact)}
    assert [one.answer for one in own] == [one | {"became": "order"} for one in answer["orders"]]


@pytest.mark.req(89)
def test_while_anything_stands_against_a_row_nothing_is_loaded(cast: Cast) -> None:
    shared(cast, "4500012345")
    loaded(cast)
    said = [
        row("fine"),
        row("n/a"),
        row("4500-012 345"),
        row("ERP-1"),
        row("PO-2026-00917", valid_through=TODAY - timedelta(days=1)),
        row("Twice", "1.005"),
        row("twice", "7", "JPY"),
        row("kuwait", "1.005", "KWD"),
    ]
    found = reasons(cast, said)
    assert told(found) == [
        (2, "number", "no_number"),
        (3, "number", "number_taken"),
        (4, "number", "number_taken"),
        (5, "number", "our_own_number"),
        (5, "valid_through", "day_over"),
        (6, "number", "twice_in_sheet"),
        (6, "net", "more_decimals"),
        (7, "number", "twice_in_sheet"),
    ]
    assert found[1].words.startswith("Row 3: The number 4500012345 is in use")
    assert refused(cast, lambda: load(cast, said)) == [one.key for one in found]


@pytest.mark.req(9)
def test_whose_a_number_is_is_told_to_those_alone_who_see_it(cast: Cast) -> None:
    loaded(cast)
    said = [row("ERP-1")]
    [told_to_fay], [told_to_pia] = reasons(cast, said), reasons(cast, said, by=po_admin(cast))
    assert "Cleo" in told_to_fay.words and "order" in told_to_fay.params
    assert told_to_pia.words == "Row 1: The number ERP-1 is taken. No second order was made."
    assert "order" not in told_to_pia.params


def test_who_has_the_right_to_the_sheet_alone_loads_nothing_by_it(cast: Cast) -> None:
    """A key made for many orders and not for one."""
    values = KeyValues(name="Sync", member_id=cast.fay.id, scopes=["order.load_many"])
    key = member_of_key(create_key(by=cast.fay, at=NOW, values=values)["secret"], NOW)
    with pytest.raises(Refused, match=r"do not allow order.load_shared"):
        orders.load_many(by=key, at=NOW, rows=rows(2))
    assert entries(cast.company_id, verb="order.load_shared") == []


@pytest.mark.req(2)
def test_three_hundred_rows_ask_as_much_as_three(cast: Cast) -> None:
    asked = []
    for count, first in ((3, 1000), (300, 2000)):
        said = [row(one.number, one.net, "USD" if place % 2 else "EUR") for place, one in enumerate(rows(count, first))]
        with CaptureQueriesContext(connection) as seen:
            load(cast, said)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 20


@pytest.mark.req(2)
def test_the_same_sheet_again_loads_nothing_twice(cast: Cast) -> None:
    load(cast, rows(3))
    assert refused(cast, lambda: load(cast, rows(3))) == ["number_taken"] * 3
    assert figures(cast, UUID(load(cast, rows(1, 9))["orders"][0]["id"]))[0] == 900


def test_a_refusal_names_a_hundred_reasons_and_counts_the_others(cast: Cast) -> None:
    found = reasons(cast, [row("same")] * 120)
    assert len(found) == 101
    assert (found[-1].key, found[-1].params["more"]) == ("more_reasons", 20)


def test_a_sheet_has_rows_and_not_too_many(cast: Cast) -> None:
    for said in ([], rows(1) * (MOST_LOADED + 1)):
        untouched(cast, Invalid, lambda said=said: load(cast, said))
