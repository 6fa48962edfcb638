"""Discounts, taxes, adjustments and coding on an order's form: picked, reckoned while typed, stored, and written again."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.catalogues import COST_CENTRES, DISCOUNTS, TAXES
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel import scope
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.web.forms import code_lists
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order, Revision, RevisionCharge, RevisionLine

from ...actions.test_order_charges import full
from ...cast import NOW, Cast, line
from ...catalogues import added, done
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


LINE = {"text": "Work", "quantity": "1", "unit": "HUR", "unit_price": "100.00", "cost_centre": "4711"}
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


@pytest.mark.req(143, 145)
def test_a_code_beyond_those_that_are_offered_is_taken_and_the_form_says_that_there_are_more(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists(cast)
    added(COST_CENTRES, cast, code="0815", name="Print")
    monkeypatch.setattr(code_lists, "MOST_OFFERED", 1)
    rita = sign_in("rita")
    page = unescape(rita.get("/orders/new").content.decode())
    assert "0815 · Print" in page and "4711 · Design" not in page
    assert "The list is longer than the 1 that are offered: any other is taken by its code." in page
    assert sums(rita.post("/orders/preview", form(cast) | PICKED).content.decode()) == PRINTED
    assert rita.post("/orders/new", form(cast) | PICKED).status_code == 302
    with scope.reading(cast.company_id):
        assert RevisionLine.objects.select_related("cost_centre").get().cost_centre.code == "4711"
        assert Revision.objects.get().charge_count == 5


def test_codes_are_looked_up_at_once_for_one_line_and_for_many(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists(cast)
    monkeypatch.setattr(code_lists, "MOST_OFFERED", 0)
    rita, counts = sign_in("rita"), []
    for lines in (1, 30):
        named = {f"lines-{n}-{name}": value for n in range(lines) for name, value in LINE.items()}
        with CaptureQueriesContext(connection) as captured:
            page = rita.post("/orders/preview", form(cast) | PICKED | named).content.decode()
        counts.append(len(captured))
        assert "VAT 20 %" in " ".join(sums(page))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("verb", ["retire", "expire"])
def test_what_is_retired_stays_on_a_draft_and_is_reckoned_and_is_taken_on_no_other(
    cast: Cast, sign_in: SignIn, verb: str
) -> None:
    lists(cast)
    added(COST_CENTRES, cast, code="0815", name="Print")
    rita = sign_in("rita")
    assert rita.post("/orders/new", form(cast) | PICKED).status_code == 302
    with scope.reading(cast.company_id):
        order_id = Order.objects.get().id
        gone = [
            (one, one.model.objects.get(code=code).id) for one, code in ((DISCOUNTS, "LOYAL"), (COST_CENTRES, "4711"))
        ]
    for one, row_id in gone:
        if verb == "retire":
            done(one, "retire", cast, row_id)
        else:
            done(one, "change", cast, row_id, changes={"valid_through": "2020-01-01"})
    sent = _sent(rita.get(f"/orders/{order_id}/edit").content.decode())
    assert sums(rita.post("/orders/preview", sent).content.decode()) == PRINTED
    assert rita.post(f"/orders/{order_id}/edit", sent | {"title": "Autumn"}).status_code == 302
    with scope.reading(cast.company_id):
        assert RevisionLine.objects.select_related("cost_centre").get().cost_centre.code == "4711"
        assert Revision.objects.get().charge_count == 5
    page = unescape(rita.post("/orders/new", form(cast) | PICKED | {"key": "b"}).content.decode())
    assert page.count("pick another one") == 2, "under each field, on an order on which it does not stand"
    assert "Loyalty" not in " ".join(sums(page))


def test_who_may_not_write_orders_reads_no_list_by_their_preview(cast: Cast, sign_in: SignIn) -> None:
    lists(cast)
    answer = sign_in("cleo").post("/orders/preview", form(cast) | PICKED)
    assert answer.status_code == 403 and "Loyalty" not in answer.content.decode()


@pytest.mark.req(143)
def test_what_the_company_asks_for_is_asked_in_the_open(cast: Cast, sign_in: SignIn) -> None:
    lists(cast)
    rita = sign_in("rita")
    folded = rita.get("/orders/new").content.decode().split('class="line-tucked"')[1].split("</details>")[0]
    assert 'name="lines-0-cost_centre"' in folded
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(coding_required=["cost_centre", "project"]))
    page = rita.get("/orders/new").content.decode()
    assert 'name="lines-0-cost_centre"' not in page.split('class="line-tucked"')[1].split("</details>")[0]
    assert 'name="lines-0-cost_centre"' in page and 'name="lines-0-project"' in page
    assert page.count("Needed to submit it.") == 2


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
    monkeypatch.setattr(code_lists, "MOST_OFFERED", 0)
    with scope.reading(cast.company_id):
        order_id = Order.objects.get().id
    sent = _sent(rita.get(f"/orders/{order_id}/edit").content.decode())
    assert rita.post(f"/orders/{order_id}/edit", sent | {"title": "Autumn"}).status_code == 302
    with scope.reading(cast.company_id):
        assert RevisionLine.objects.get(order_id=order_id).cost_centre.code == "4711"
        assert Revision.objects.get(order_id=order_id).charge_count == 5


@pytest.mark.req(151)
def test_head_and_money_say_one_sum_of_what_is_authorised(cast: Cast, sign_in: SignIn) -> None:
    order_id = full(cast, cast.draft)
    shown = orders.submit(by=cast.rita, at=NOW, order_id=order_id)["digest"]
    head, bar = 'class="ticket-sum"', 'class="move-sum"'
    page = sign_in("amir").get(f"/orders/{order_id}").content.decode()
    assert "USD 962.50" in page.split(head)[1][:400] and "USD 962.50" in page.split(bar)[1][:400]
    for name in ("amir", "bela"):
        orders.approve(by=cast.members[name], at=NOW, order_id=order_id, shown=shown)
    page = sign_in("amir").get(f"/orders/{order_id}").content.decode()
    assert "USD 962.50" in page.split(head)[1][:400]
    assert "962.50" in page.split('class="figure-authorised"')[1][:600]
