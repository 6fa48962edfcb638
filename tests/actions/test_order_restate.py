"""order.restate: its minter's next version."""

from datetime import date
from decimal import Decimal

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders.actions import restate
from counterfoil.lifecycle.orders.models import Revision
from counterfoil.lifecycle.orders.values import RestateValues

from ..cast import NOW, Cast
from .loading import arrivals, delivered, file, findings_of, loaded, restated, row
from .ordering import lines_of, order_of
from .verb import Given, VerbTests


class TestOrderRestate(VerbTests):
    verb, who, wrong = "order.restate", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        values = RestateValues.model_validate(
            {"number": "C-1", "issued_on": NOW.date(), "lines": [row(amount=50, quantity=50)]}
        )
        return {"order_id": loaded(cast), "values": values, "file": file("C-1")}

    def otherwise(self, given: Given) -> Given:
        return given | {"file": file("C-2")}


def test_a_line_is_changed_one_added_and_the_total_follows(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(), row(reference="2", text="Wicks", amount=20, quantity=20)], net=120)
    changed = [row(quantity=150, amount=150), row(reference="3", text="Jars", quantity=1, amount=1)]
    assert restated(cast, order_id, lines=changed)["became"] == "change"
    order = order_of(cast, order_id)
    assert (order.revision_number, order.limit_amount) == (1, 171)
    now = {line.reference: said for line, said in lines_of(cast, order_id) if said.revision_id == _last(cast, order_id)}
    assert {name: said.amount for name, said in now.items()} == {"1": 150, "2": 20, "3": 1}


def test_a_stated_total_is_the_new_ceiling(cast: Cast) -> None:
    order_id = loaded(cast)
    restated(cast, order_id, net=80, lines=[row(quantity=90, amount=90)])
    assert order_of(cast, order_id).limit_amount == 80
    assert [(found.kind, found.actual) for found in findings_of(cast, order_id)] == [("total", 80)]


def test_a_line_that_is_gone_orders_nothing(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(), row(reference="2", amount=20, quantity=20)], net=120)
    restated(cast, order_id, lines=[], gone=["2"])
    limits = {line.reference: line.limit_amount for line, _said in lines_of(cast, order_id)}
    assert limits == {"1": 100, "2": 0}
    assert order_of(cast, order_id).limit_amount == 100


def test_a_line_of_which_nothing_is_ordered_is_taken_out_and_said_again_says_nothing(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(), row(reference="2", amount=20, quantity=20)], net=120)
    for number, amount in (("C-1", 100), ("C-2", 110)):
        said = [row(quantity=amount, amount=amount)]
        assert restated(cast, order_id, number=number, lines=said, empty=["2", "text"])["became"] == "change"
        assert order_of(cast, order_id).limit_amount == amount
    limits = {line.reference: line.limit_amount for line, _said in lines_of(cast, order_id)}
    assert limits == {"1": 110, "2": 0}


def test_what_is_accepted_stays_ordered(cast: Cast) -> None:
    """Somebody else's claim is recorded and blocked: the order stays, and a finding says why."""
    order_id = loaded(cast)
    delivered(cast, order_id, "receipt", "R-1", 90)
    answer = restated(cast, order_id, lines=[row(quantity=89, amount=89)])
    assert answer["became"] == "blocked"
    assert order_of(cast, order_id).revision_number == 0
    [found] = findings_of(cast, order_id)
    assert (found.kind, found.state) == ("change", "open")
    assert "89" in found.note
    assert "90" in found.note
    [arrival] = arrivals(cast, became="blocked")
    assert [reason["key"] for reason in arrival.reasons] == ["below_accepted", "below_used"]


def test_what_is_accepted_keeps_its_price(cast: Cast) -> None:
    """90 of 100 at 2.00 are accepted: their price is said already, and both amounts are named. More may be ordered at it."""
    order_id = loaded(cast, lines=[row(unit_price=2, amount=200)], net=200)
    delivered(cast, order_id, "receipt", "R-1", 90)
    assert restated(cast, order_id, lines=[row(unit_price=3, amount=300)])["became"] == "blocked"
    [reason] = arrivals(cast, became="blocked")[0].reasons
    assert (reason["key"], reason["params"]) == (
        "accepted_worth",
        {"line": "1", "amount": "180.00", "worth": "270.00", "currency": "EUR"},
    )
    more = row(quantity=120, unit_price=2, amount=240)
    assert restated(cast, order_id, number="C-2", lines=[more])["became"] == "change"
    found = verify(cast.company_id).findings
    assert {one.check for one in found} <= {"document"}, "only the files are not there, in these tests"


def test_a_cheaper_order_goes_not_below_what_is_accepted_in_money(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(unit_price=100, amount=10_000)], net=10_000)
    delivered(cast, order_id, "receipt", "R-1", 90)
    assert restated(cast, order_id, lines=[row(unit_price=10, amount=1_000)])["became"] == "blocked"
    order = order_of(cast, order_id)
    assert (order.limit_amount, order.accepted_amount) == (10_000, 9_000)
    keys = [reason["key"] for reason in arrivals(cast, became="blocked")[0].reasons]
    assert keys == ["below_accepted", "below_used", "accepted_worth"]


def test_an_order_of_ours_is_changed_by_no_document(cast: Cast) -> None:
    order_id = cast.issued()
    before = order_of(cast, order_id)
    assert restated(cast, order_id)["became"] == "blocked"
    after = order_of(cast, order_id)
    assert (after.version, after.limit_amount) == (before.version, before.limit_amount)
    assert arrivals(cast, became="blocked")[0].reasons[0]["key"] == "not_loaded"


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({"currency": "USD"}, ["currency"]),
        ({"lines": [row(amount=1), row(amount=2)]}, ["line_unclear"]),
        ({"lines": [row(reference="")]}, ["line_unclear"]),
        ({"lines": [], "gone": [""]}, ["line_unclear"]),
        ({"lines": [row()], "gone": ["1"]}, ["line_unclear"]),
        ({"lines": [row(reference="2", stands=True)]}, ["line_unknown"]),
        ({"lines": [row()], "gone": ["3", "2"]}, ["line_unknown", "line_unknown"]),
        ({"lines": [], "gone": ["1"]}, ["nothing_left"]),
        ({"net": 0}, ["nothing_left"]),
        ({"net": -5}, ["nothing_left", "below_accepted", "below_invoiced"]),
        ({"lines": [], "empty": ["1"]}, ["nothing_left"]),
        ({"lines": [row()], "empty": ["1"]}, ["line_unclear"]),
        ({"lines": [row(amount=0)]}, ["nothing_left"]),
    ],
)
def test_what_can_not_be_read_in_one_way_only_changes_nothing(
    cast: Cast, more: dict[str, object], reasons: list[str]
) -> None:
    order_id = loaded(cast)
    assert restated(cast, order_id, **more)["became"] == "blocked"
    assert [one["key"] for one in arrivals(cast, became="blocked")[0].reasons] == reasons
    assert (order_of(cast, order_id).limit_amount, order_of(cast, order_id).revision_number) == (100, 0)


def test_lines_of_one_name_are_not_lost_in_a_change(cast: Cast) -> None:
    order_id = loaded(cast, lines=[row(), row(text="Wicks", amount=20, quantity=20)], net=120)
    assert restated(cast, order_id, lines=[row(reference="3", amount=1, quantity=1)])["became"] == "blocked"
    assert sorted(line.limit_amount for line, _said in lines_of(cast, order_id)) == [20, 100]


def test_the_same_change_again_makes_nothing(cast: Cast) -> None:
    order_id = loaded(cast)
    restated(cast, order_id, lines=[row(quantity=110, amount=110)])
    assert restated(cast, order_id, number="c 1", lines=[row(quantity=120, amount=120)])["became"] == "second"
    assert order_of(cast, order_id).limit_amount == Decimal(110)


@pytest.mark.parametrize(
    ("first", "second", "became"),
    [
        ((25, ""), (24, ""), "blocked"),
        ((25, ""), (25, ""), "change"),
        ((25, ""), (26, ""), "change"),
        ((25, "10"), (25, "9"), "blocked"),
        ((25, "9"), (25, "10"), "change"),
        ((25, "9"), (26, "1"), "change"),
        ((25, "9"), (24, "10"), "blocked"),
        ((25, "b"), (25, "a"), "change"),
        ((25, "2"), (25, ""), "change"),
    ],
)
def test_an_older_change_does_not_replace_a_newer_one(
    cast: Cast, first: tuple[int, str], second: tuple[int, str], became: str
) -> None:
    """Whichever arrived first: the day decides, and on one day the place among the changes."""
    order_id = loaded(cast)
    for number, amount, (day, sequence) in (("C-2", 110, first), ("C-1", 120, second)):
        issued = {"issued_on": date(2026, 2, day), "sequence": sequence}
        answer = restated(cast, order_id, number, lines=[row(quantity=amount, amount=amount)], **issued)
    assert answer["became"] == became
    assert order_of(cast, order_id).limit_amount == (120 if became == "change" else 110)
    if became == "blocked":
        assert [one["key"] for one in arrivals(cast, became="blocked")[0].reasons] == ["older"]
        assert len(findings_of(cast, order_id)) == 1


def test_a_change_is_not_older_than_its_order(cast: Cast) -> None:
    order_id = loaded(cast, issued_on=date(2026, 2, 26))
    assert restated(cast, order_id)["became"] == "blocked"
    assert order_of(cast, order_id).revision_number == 0


def test_changes_of_one_number_and_of_two_sequences_are_two(cast: Cast) -> None:
    order_id = loaded(cast)
    for content, sequence, became in (("a", "1", "change"), ("b", "2", "change"), ("c", "2", "second")):
        values = RestateValues.model_validate(
            {"number": "C-1", "sequence": sequence, "issued_on": NOW.date(), "lines": [row()]}
        )
        sent = file("C-1", content=content)
        assert restate(by=cast.fay, at=NOW, order_id=order_id, values=values, file=sent)["became"] == became
    assert order_of(cast, order_id).revision_number == 2


def test_new_days_in_a_change_are_the_days_of_the_order(cast: Cast) -> None:
    """A day that is not stated stays."""
    order_id = loaded(cast, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    restated(cast, order_id, ends_on=date(2026, 6, 30))
    with scope.reading(cast.company_id):
        stands = Revision.objects.get(order_id=order_id, number=1)
    assert (stands.starts_on, stands.ends_on) == (date(2026, 3, 1), date(2026, 6, 30))


def _last(cast: Cast, order_id: object) -> object:
    return max(said.revision_id for _line, said in lines_of(cast, order_id))  # type: ignore[arg-type]
