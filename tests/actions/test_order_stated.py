"""What the minter of a loaded order adds to its lines: the same rows as on an order that was made here."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.formats.ubl import read, write_order
from counterfoil.foundation.kernel import scope
from counterfoil.insight.trace.arrivals import finding_words
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.intake.translating import load_values
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.exporting import written
from counterfoil.lifecycle.orders.models import ADJUSTMENT, DISCOUNT, TAX, Order, Revision, RevisionLine

from ..cast import NOW, Cast, line
from ..formats.ubl.peppol import broken
from .billing import kinds_of
from .loading import billed, delivered, file, findings_of, loaded, restated, row
from .ordering import order_of
from .test_order_charges import discount, tax
from .test_rate_set import rate_set

Rows = list[tuple[str, str | None, bool, str]]


def standing(cast: Cast, order_id: UUID) -> tuple[Revision, Rows, list[str]]:
    """The revision that stands, its charges, and what each line bears of them."""
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        revision = Revision.objects.get(order_id=order_id, number=order.revision_number)
        charges = [
            (one.kind, None if one.percent is None else f"{one.percent:.4f}", one.compound, f"{one.amount:.2f}")
            for one in revision.all_charges
        ]
        says = RevisionLine.objects.filter(revision_id=revision.id).order_by("line__position")
        return revision, charges, [f"{one.share:.2f}" for one in says]


def sums(revision: Revision) -> list[str]:
    names = ("subtotal", "net", "tax", "adjustments", "total")
    return [f"{getattr(revision, name):.2f}" for name in names]


def charge(amount: str, percent: str | None = None, words: str = "Regular customer") -> dict[str, Any]:
    return {"words": words, "amount": amount, "percent": percent}


def wrong(cast: Cast) -> list[str]:
    """What the books say is wrong: the files that these tests name were never there."""
    return [one.sentence for one in verify(cast.company_id).findings if one.check != "document"]


AS_OURS = {
    "net": "962.50",
    "lines": [row(quantity=10, unit="HUR", unit_price=100, amount=1000)],
    "charges": [charge("-100", "-10"), charge("50", "5"), charge("12.50", words="Courier")],
    "taxes": [charge("190", "20", "VAT"), charge("47.50", "5", "City")],
}


@pytest.mark.req(147, 149, 159)
def test_they_are_the_rows_and_sums_that_an_order_of_ours_has(cast: Cast) -> None:
    revision, charges, shares = standing(cast, loaded(cast, **AS_OURS))
    assert sums(revision) == ["1000.00", "950.00", "237.50", "12.50", "1200.00"]
    assert [(kind, amount) for kind, _percent, _compound, amount in charges] == [
        (DISCOUNT, "-100.00"),
        (DISCOUNT, "50.00"),
        (TAX, "190.00"),
        (TAX, "47.50"),
        (ADJUSTMENT, "12.50"),
    ]
    assert shares == ["-50.00"]
    order = order_of(cast, revision.order_id)
    assert (order.limit_amount, findings_of(cast, order.id)) == (Decimal("962.50"), [])
    assert wrong(cast) == []


@pytest.mark.req(149, 169)
def test_what_we_write_is_loaded_as_the_same(cast: Cast) -> None:
    lines = [
        line(10, "230.00", discount="-33.3333"),
        line(1, "0.05", text="Stamp", discount="12.5"),
        line(3, "33.333333", text="Free", tax_exempt=True),
    ]
    picked = {"discounts": [discount(cast, "-10")], "taxes": [tax(cast, "19"), tax(cast, "1.5", compound=True)]}
    made = cast.issued(lines=lines, adjustments=[{"words": "Courier", "amount": "12.50"}], **picked)
    with scope.reading(cast.company_id):
        exported = write_order(written(Order.objects.get(id=made), cast.iris.company))
    assert broken(exported) == []
    document = read(exported)
    values = load_values(document, cast.contractor_id).model_copy(update={"number": "ERP-9"})
    order_id = UUID(orders.load(by=cast.fay, at=NOW, values=values, file=file("ERP-9"))["id"])
    ours, theirs = standing(cast, made), standing(cast, order_id)
    assert sums(ours[0]) == sums(theirs[0]) and ours[1:] == theirs[1:]
    assert order_of(cast, made).limit_amount == order_of(cast, order_id).limit_amount
    assert findings_of(cast, order_id) == []
    with scope.reading(cast.company_id):
        said = RevisionLine.objects.filter(order_id=order_id).order_by("line__position")
        assert [(f"{one.discount:.4f}", one.tax_exempt) for one in said] == [
            ("-33.3333", False),
            ("12.5000", False),
            ("0.0000", True),
        ]


ODD = {
    "a third discount": (
        [charge("-10", "-10"), charge("-5", "-5"), charge("-2", "-2")],
        [],
        "83",
        [(DISCOUNT, "-10.00"), (DISCOUNT, "-5.00"), (ADJUSTMENT, "-2.00")],
        [],
    ),
    "an amount and a word": ([charge("-7")], [], "93", [(ADJUSTMENT, "-7.00")], []),
    "a per cent that its amount is not": ([charge("-7", "-10")], [], "93", [(ADJUSTMENT, "-7.00")], []),
    "more than all": ([charge("-60", "-60"), charge("-60", "-60"), charge("50")], [], "30", None, []),
    "one on what the other left": (
        [charge("-10", "-10"), charge("4.50", "5")],
        [],
        "94.50",
        [(DISCOUNT, "-10.00"), (DISCOUNT, "4.50")],
        [],
    ),
    "the same twice": (
        [charge("-10", "-10")] * 3,
        [],
        "70",
        [(DISCOUNT, "-10.00"), (DISCOUNT, "-10.00"), (ADJUSTMENT, "-10.00")],
        [],
    ),
    "a tax without a per cent": ([], [charge("20")], "100", [], ["tax"]),
    "three taxes": ([], [charge("1", "1"), charge("2", "2"), charge("3", "3")], "100", [], ["tax"]),
    "a tax that its per cent is not": ([], [charge("25", "20")], "100", [], ["tax"]),
    "a tax on the other": ([], [charge("20", "20"), charge("12", "10")], "100", [(TAX, "20.00"), (TAX, "12.00")], []),
    "no tax at all": ([], [charge("0", "0")], "100", [(TAX, "0.00")], []),
    "another total": ([charge("-10", "-10")], [], "95", [(DISCOUNT, "-10.00")], ["total"]),
}


@pytest.mark.req(149)
@pytest.mark.parametrize("odd", ODD)
def test_nothing_is_refused_for_one_odd_figure(cast: Cast, odd: str) -> None:
    charges, taxes, net, rows, found = ODD[odd]
    order_id = loaded(cast, net=net, charges=charges, taxes=taxes)
    revision, kept, _shares = standing(cast, order_id)
    if rows is not None:
        assert [(kind, amount) for kind, _percent, _compound, amount in kept] == rows
    findings = findings_of(cast, order_id)
    assert [one.kind for one in findings] == found
    with scope.reading(cast.company_id):
        assert all("%" not in finding_words(one) for one in findings)
    assert revision.authorised == order_of(cast, order_id).limit_amount == Decimal(net)
    assert wrong(cast) == []


def test_more_adjustments_than_are_kept_apart(cast: Cast) -> None:
    order_id = loaded(cast, net=Decimal("101.03"), charges=[charge("0.01")] * 103)
    revision, kept, _shares = standing(cast, order_id)
    assert (len(kept), kept[-1][-1], revision.adjustments) == (100, "0.04", Decimal("1.03"))


@pytest.mark.req(147, 149)
def test_a_change_that_does_not_speak_of_them_keeps_their_per_cents(cast: Cast) -> None:
    order_id = loaded(cast, **AS_OURS)
    assert (
        restated(cast, order_id, lines=[row(quantity=20, unit="HUR", unit_price=100, amount=2000)])["became"]
        == "change"
    )
    revision, charges, shares = standing(cast, order_id)
    assert sums(revision) == ["2000.00", "1900.00", "475.00", "12.50", "2387.50"]
    assert [amount for *_facts, amount in charges] == ["-200.00", "100.00", "380.00", "95.00", "12.50"]
    assert (shares, order_of(cast, order_id).limit_amount) == (["-100.00"], Decimal("1912.50"))
    assert wrong(cast) == []


def test_a_change_that_takes_them_away(cast: Cast) -> None:
    order_id = loaded(cast, **AS_OURS)
    lines = [row(quantity=10, unit="HUR", unit_price=100, amount=1000)]
    restated(cast, order_id, lines=lines, net=1000, charges=[], taxes=[])
    revision, charges, shares = standing(cast, order_id)
    assert (sums(revision), charges, shares) == (["1000.00", "1000.00", "0.00", "0.00", "1000.00"], [], ["0.00"])


@pytest.mark.req(147, 150)
@pytest.mark.parametrize(
    ("paper", "kinds"),
    [
        ({}, []),
        ({"charges": Decimal("12.50"), "price": 95}, []),
        ({"tax": 250, "total": "1212.50"}, ["tax"]),
        ({"charges": Decimal("12.50"), "tax": 250, "total": "1262.50"}, ["ceiling", "price"]),
    ],
    ids=["as ordered", "at net prices", "more tax", "without the discounts"],
)
def test_both_sums_have_them(cast: Cast, paper: dict[str, Any], kinds: list[str]) -> None:
    order_id = loaded(cast, **AS_OURS)
    said = {"reference": "1", "unit": "HUR", "quantity": 10}
    delivered(cast, order_id, "receipt", "W-1", lines=[said])
    price = paper.get("price", 100)
    bill = said | {"text": "Layout", "unit_price": price, "amount": price * 10}
    asked = {"charges": Decimal("-37.50"), "tax": Decimal("237.50"), "total": 1200, "lines": [bill]}
    answer = billed(cast, **asked | {name: value for name, value in paper.items() if name != "price"})
    assert set(kinds) <= set(kinds_of(cast, answer["id"])), kinds_of(cast, answer["id"])
    assert (answer["state"] == "matched") == (not kinds)
    assert wrong(cast) == []


@pytest.mark.req(154, 156)
def test_another_currency_takes_the_general_rate_of_its_day(cast: Cast) -> None:
    rate_set(cast, currency="GBP", day="2026-02-19", rate="1.15")
    rate_set(cast, currency="GBP", day="2026-02-21", rate="1.2")
    order_id = loaded(cast, currency="GBP")
    order = order_of(cast, order_id)
    assert (order.rate, str(order.rate_on), order.rate_source) == (Decimal("1.15"), "2026-02-19", "general")
    assert standing(cast, order_id)[0].base_total == 115
    rate_set(cast, currency="GBP", day="2026-02-19", rate="2")
    restated(cast, order_id, lines=[row(quantity=200, amount=200)])
    assert standing(cast, order_id)[0].base_total == 230
    assert (findings_of(cast, order_id), wrong(cast)) == ([], [])


@pytest.mark.req(154)
def test_without_a_rate_it_is_kept_and_said(cast: Cast) -> None:
    order_id = loaded(cast, currency="GBP")
    order = order_of(cast, order_id)
    assert (order.state, order.rate, order.base_currency, order.limit_amount) == ("issued", None, "EUR", Decimal(100))
    [found] = findings_of(cast, order_id)
    assert found.kind == "rate" and "GBP" in finding_words(found)
    assert wrong(cast) == []
