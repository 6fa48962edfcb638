"""order.load: an order that was minted elsewhere, as its minter wrote it."""

from decimal import Decimal
from functools import partial

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.actions.set_layout import LayoutValues

from ..cast import NOW, Cast
from .loading import arrivals, file, findings_of, load_values, loaded, numbered, row
from .ordering import lines_of, order_of
from .verb import Given, VerbTests, refused


class TestOrderLoad(VerbTests):
    verb, who, wrong = "order.load", "fay", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": load_values(cast), "file": file("ERP-1")}

    def otherwise(self, given: Given) -> Given:
        return given | {"file": file("ERP-2")}


def test_it_enters_as_issued_with_the_number_of_its_minter(cast: Cast) -> None:
    order = order_of(cast, loaded(cast))
    assert (order.state, order.origin, order.number) == ("issued", "loaded", "ERP-1")
    assert order.contractor_code == "POCLEO2-0001"
    assert (order.limit_amount, order.engagement_id, order.approval_id) == (100, None, None)
    [(line, said)] = lines_of(cast, order.id)
    assert (line.reference, line.limit_quantity, line.limit_amount) == ("1", 100, 100)
    assert (said.unit, said.amount) == ("KGM", 100)


def test_what_is_stated_is_the_ceiling_and_the_disagreement_is_found(cast: Cast) -> None:
    order_id = loaded(cast, net=100, lines=[row(unit_price=100), row(reference="2", amount=5, quantity=5)])
    order = order_of(cast, order_id)
    assert order.limit_amount == 100
    line, total = findings_of(cast, order_id)
    assert (line.kind, line.expected, line.actual) == ("line_amount", 10_000, 100)
    assert (total.kind, total.expected, total.actual, total.state) == ("total", 105, 100, "open")


@pytest.mark.req(89)
def test_a_number_in_use_makes_no_second_order_and_both_are_named(cast: Cast) -> None:
    first = loaded(cast)
    again = orders.load(by=cast.fay, at=NOW, values=load_values(cast, number="erp 1", net=1000), file=file("erp 1"))
    assert again["became"] == "second"
    assert again["same_as"] == str(first)
    assert len(numbered(cast, "ERP-1")) == 1
    [arrival] = arrivals(cast, became="second")
    assert (arrival.same_as, arrival.order_id) == (first, first)
    assert "ERP-1" in arrival.reasons[0]["words"]
    assert "Beeswax" in arrival.reasons[0]["words"]


@pytest.mark.req(28, 89)
def test_a_number_that_we_dealt_is_in_use_too(cast: Cast) -> None:
    first = order_of(cast, cast.issued())
    values = load_values(cast, number=first.number)
    assert orders.load(by=cast.fay, at=NOW, values=values, file=file("x"))["same_as"] == str(first.id)


@pytest.mark.req(28)
def test_a_number_that_our_counter_could_deal_is_refused(cast: Cast) -> None:
    load = partial(orders.load, by=cast.fay, at=NOW, file=file("x"))
    assert refused(cast, lambda: load(values=load_values(cast, number="PO 2026/00917"))) == ["our_own_number"]
    assert load(values=load_values(cast, number="PO 2026/917"))["became"] == "order"


@pytest.mark.req(28)
def test_no_layout_deals_what_was_loaded(cast: Cast) -> None:
    loaded(cast, number="ERP-0042")
    layout = partial(orders.set_layout, by=cast.iris, at=NOW)
    assert refused(cast, lambda: layout(values=LayoutValues(pattern="ERP-{####}"))) == ["layout_loaded"]
    assert layout(values=LayoutValues(pattern="ERP-{#####}"))["version"] == 1


@pytest.mark.parametrize("number", ["n/a", "000", "none"])
def test_a_placeholder_is_no_number(cast: Cast, number: str) -> None:
    values = load_values(cast, number=number)
    assert refused(cast, lambda: orders.load(by=cast.fay, at=NOW, values=values, file=file("x"))) == ["no_number"]


@pytest.mark.parametrize(
    ("number", "compared"),
    [
        ("STRA\u00dfE-1", "STRA\u00dfE1"),
        ("\ufb01-1", "FI1"),
        ("ERP-\u0661", "ERP1"),
        ("\uff30\uff2f-9", "PO9"),
        ("\u8acb\u6c42\u66f8-7", "\u8acb\u6c42\u66f87"),
        ("\u2116 7 \u2013 \u00a7 9", "NO79"),
    ],
)
def test_an_order_s_number_keeps_the_letters_and_digits_of_every_script(cast: Cast, number: str, compared: str) -> None:
    order = order_of(cast, loaded(cast, number=number))
    assert (order.number, order.number_normal) == (number, compared)


@pytest.mark.req(28, 89)
@pytest.mark.parametrize("number", ["\u0415R\u0420-1", "\uff25RP1", "erp \u0661", "E\u200bRP-1"])
def test_no_order_s_number_looks_like_another_s(cast: Cast, number: str) -> None:
    loaded(cast, number="ERP-1")
    values = load_values(cast, number=number)
    assert orders.load(by=cast.fay, at=NOW, values=values, file=file("x"))["became"] == "second"
    ours = load_values(cast, number="\u0420\u041e-2026-00001")
    assert refused(cast, lambda: orders.load(by=cast.fay, at=NOW, values=ours, file=file("y"))) == ["our_own_number"]


def test_nobody_loads_an_order_that_pays_themselves(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    by = cast.again("cleo")
    assert refused(cast, lambda: orders.load(by=by, at=NOW, values=load_values(cast), file=file("x"))) == ["own_money"]


def test_another_currency_has_no_rate(cast: Cast) -> None:
    order = order_of(cast, loaded(cast, currency="GBP"))
    assert (order.rate, order.base_currency, order.limit_amount) == (None, "EUR", Decimal(100))


def test_our_own_verbs_leave_it_alone(cast: Cast) -> None:
    order_id = loaded(cast)
    cancel = partial(orders.cancel, by=cast.iris, at=NOW, order_id=order_id, reason="Not needed")
    assert refused(cast, cancel) == ["minted_elsewhere"]
