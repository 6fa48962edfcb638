"""Discounts, taxes, adjustments and coding on an order's form: picked, reckoned while typed, stored, and written again."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.catalogues import COST_CENTRES, DISCOUNTS, TAXES
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.web.forms import prices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionCharge, RevisionLine

from ...cast import NOW, Cast, line
from ...catalogues import added
from .conftest import SignIn
from .test_draft import form


def lists(cast: Cast) -> None:
    added(DISCOUNTS, cast, code="LOYAL", name="Loyalty", percent="-10")
    added(DISCOUNTS, cast, code="RUSH", name="Rush", percent="5")
    added(TAXES, cast, code="VAT", name="VAT", percent="20")
    added(TAXES, cast, code="CITY", name="City", percent="5")
    added(COST_CENTRES, cast, code="4711", name="Design")


PICKED = {
    "discount_1": "loyal",
    "discount_2": "RUSH · Rush",
    "tax_1": "VAT",
    "tax_2": "city",
    "adjustment_1": "Courier",
    "adjustment_1_amount": "12.50",
    "lines-0-quantity": "10",
    "lines-0-unit_price": "100.00",
    "lines-0-cost_centre": "4711",
    "lines-0-heading": "Part one",
    "lines-0-job": "J-1",
}


def sums(page: str) -> list[str]:
    """Every sum that the page prints, with its words."""
    found = page.split('id="sums"')[1].split("</dl>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", unescape(row)).split()) for row in re.findall(r"<div.*?</div>", found, re.S)
    ]


PRINTED = [
    "Lines 1,000.00",
    "Loyalty -10 % -100.00",
    "Rush 5 % 50.00",
    "Net 950.00",
    "VAT 20 % 190.00",
    "City 5 % 47.50",
    "Courier 12.50",
    "Total EUR 1,200.00",
]


@pytest.mark.req(145, 148, 151)
def test_what_is_typed_is_reckoned_stored_and_written_again(cast: Cast, sign_in: SignIn) -> None:
    lists(cast)
    rita, typed = sign_in("rita"), form(cast) | PICKED
    assert sums(rita.post("/orders/preview", typed).content.decode()) == PRINTED
    answer = rita.post("/orders/new", typed)
    assert answer.status_code == 302, sorted(set(re.findall(r"says-wrong[^<]*>[^<]*", answer.content.decode())))
    with scope.reading(cast.company_id):
        order = Order.objects.get()
        revision = Revision.objects.get(order_id=order.id)
        assert (str(revision.total), revision.charge_count) == ("1200.0000", 5)
        said = RevisionLine.objects.select_related("line").get(order_id=order.id)
        assert (said.heading, said.line.job, said.cost_centre.code) == ("Part one", "J-1", "4711")
    page = rita.get(f"/orders/{order.id}/edit").content.decode()
    assert sums(page) == PRINTED
    for name, value in (
        ("discount_1", "LOYAL · Loyalty"),
        ("tax_2", "CITY · City"),
        ("lines-0-cost_centre", "4711 · Design"),
    ):
        assert re.search(rf'name="{name}"\s+value="{value}"', unescape(page)), name
    again = _sent(page)
    assert rita.post(f"/orders/{order.id}/edit", again | {"title": "Autumn"}).status_code == 302
    with scope.reading(cast.company_id):
        assert RevisionCharge.objects.filter(order_id=order.id).count() == 5
        assert RevisionLine.objects.get(order_id=order.id).heading == "Part one"


def _sent(page: str) -> dict[str, str]:
    """The form as a browser would send it untouched."""
    own = page.split('class="draft"')[1].split("</form>")[0]
    inputs = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', own, re.S)
    chosen = re.findall(r'<select[^>]*?name="([^"]+)".*?<option value="([^"]*)"\s+selected', own, re.S)
    texts = re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>([^<]*)</textarea>', own, re.S)
    return {name: unescape(value) for name, value in (*inputs, *chosen, *texts) if name != "do"}


def test_what_is_in_no_list_is_said_under_its_field(cast: Cast, sign_in: SignIn) -> None:
    lists(cast)
    answer = sign_in("rita").post("/orders/new", form(cast) | {"tax_1": "GHOST", "lines-0-cost_centre": "9"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and page.count("There is none of this code in the list.") == 2
    assert 'value="GHOST"' in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"adjustment_1": "Courier"}, "adjustment_1_amount-says"),
        ({"adjustment_1_amount": "5"}, "adjustment_1-says"),
        ({"lines-0-discount": "-101"}, "lines-0-discount-says"),
        ({"lines-0-discount": "1.23456"}, "lines-0-discount-says"),
    ],
)
def test_a_wrong_figure_is_said_under_its_field(cast: Cast, sign_in: SignIn, more: dict[str, Any], told: str) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast) | more)
    assert answer.status_code == 422 and f'id="{told}"' in answer.content.decode()


@pytest.mark.req(152, 153)
def test_a_contractor_brings_their_last_discounts_and_taxes(cast: Cast, sign_in: SignIn) -> None:
    lists(cast)
    with scope.reading(cast.company_id):
        loyal = DISCOUNTS.model.objects.get(code="LOYAL").id
    cast.pending(discounts=[loyal], taxes=[], lines=[line()])
    rita = sign_in("rita")
    page = unescape(rita.get("/orders/charges", {"contractor": form(cast)["contractor"]}).content.decode())
    assert 'value="LOYAL · Loyalty"' in page and "of the last order of" in page
    shown = {"contractor": form(cast)["contractor"], "charges_for": str(cast.contractor_id)}
    assert "LOYAL" not in rita.get("/orders/charges", shown).content.decode(), (
        "what was changed for the same contractor stays"
    )
    assert rita.post("/orders/new", form(cast)).status_code == 302
    assert (
        rita.post("/orders/new", form(cast) | {"key": "b", "charges_for": str(cast.contractor_id)}).status_code == 302
    )
    with scope.reading(cast.company_id):
        charged = [UUID(str(one)) for one in RevisionCharge.objects.values_list("order_id", flat=True)]
        newest = list(Order.objects.order_by("created_at", "id").values_list("id", flat=True))
    assert [one in charged for one in newest] == [True, True, False]


@pytest.mark.parametrize("quantity", [10, 3, 7])
def test_an_invoice_begins_as_its_order_is_priced_and_fits(cast: Cast, sign_in: SignIn, quantity: int) -> None:
    lists(cast)
    with scope.reading(cast.company_id):
        ids = {one.code: one.id for table in (DISCOUNTS, TAXES) for one in table.model.objects.all()}
    lines = [line(quantity, "33.33", discount="-12.5"), line(1, "19.99", tax_exempt=True, unit="C62", text="Proofs")]
    charges = {"discounts": [ids["LOYAL"]], "taxes": [ids["VAT"], ids["CITY"]]}
    order_id = cast.issued(lines=lines, adjustments=[{"words": "Courier", "amount": "4.50"}], **charges)
    two_way(cast)
    petra = sign_in("petra")
    page = petra.get(f"/invoices/new?order={order_id}").content.decode()
    sent = _sent(page) | {"number": "R-1", "kind": "invoice"}
    answer = petra.post("/invoices/new", sent)
    assert answer.status_code == 302, sorted(set(re.findall(r"says-wrong[^<]*>[^<]*", answer.content.decode())))
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        assert Invoice.objects.get().state == "matched"
        assert order.covered_amount + order.charged_amount == order.limit_amount
        assert Invoice.objects.get().total == Revision.objects.get(order_id=order_id).total
    assert verify(cast.company_id).findings == []


def two_way(cast: Cast) -> None:
    """Invoices are matched with the order alone."""
    values = MatchPolicyValues.model_validate({"name": "Two-way", "ways": 2, "is_default": True})
    set_match_policy(by=cast.olga, at=NOW, values=values)


def test_what_stands_on_a_draft_stays_however_long_the_lists_are(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists(cast)
    rita = sign_in("rita")
    assert rita.post("/orders/new", form(cast) | PICKED).status_code == 302
    monkeypatch.setattr(prices, "MOST_LOADED", 0)
    with scope.reading(cast.company_id):
        order_id = Order.objects.get().id
    sent = _sent(rita.get(f"/orders/{order_id}/edit").content.decode())
    assert rita.post(f"/orders/{order_id}/edit", sent | {"title": "Autumn"}).status_code == 302
    with scope.reading(cast.company_id):
        assert RevisionLine.objects.get(order_id=order_id).cost_centre.code == "4711"
        assert Revision.objects.get(order_id=order_id).charge_count == 5
