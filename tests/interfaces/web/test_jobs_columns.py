"""The jobs of a record: which columns are shown is chosen, and kept for the person on every order."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.catalogues import COST_CENTRES

from ...actions.test_order_charges import full
from ...cast import Cast, line
from ...catalogues import added
from .conftest import SignIn
from .test_settings import text

OWN = ["What is to be done", "Quantity", "Unit price", "Amount"]


def heads(client: Client, order_id: UUID, query: str = "") -> list[str]:
    table = text(client, f"/orders/{order_id}{query}").partition('<table class="jobs">')[2].partition("</thead>")[0]
    return re.findall(r"<th[^>]*>([^<]+)</th>", table)[1:]


def choose(client: Client, order_id: UUID, *columns: str, **places: int) -> Any:
    sent: dict[str, Any] = {"key": str(uuid4()), "column": columns}
    return client.post(f"/orders/{order_id}/columns", sent | {f"place-{name}": n for name, n in places.items()})


@pytest.mark.req(144)
def test_the_columns_are_chosen_and_stay_chosen(cast: Cast, sign_in: SignIn) -> None:
    rita, first, second = sign_in("rita"), cast.draft(), cast.draft()
    assert heads(rita, first) == OWN
    assert choose(rita, first, "amount", "days")["Location"] == f"/orders/{first}?tab=jobs"
    assert heads(rita, first) == heads(rita, second) == ["What is to be done", "Amount", "Service days"]
    assert heads(sign_in("rita"), second) == ["What is to be done", "Amount", "Service days"]
    assert heads(sign_in("iris"), first) == OWN


@pytest.mark.req(144)
def test_they_stand_at_the_places_that_were_given_to_them(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.draft()
    choose(rita, order_id, "quantity", "amount", text=2, quantity=3, amount=1)
    assert heads(rita, order_id) == ["Amount", "What is to be done", "Quantity"]


def test_an_address_shows_its_own_columns(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.draft()
    choose(rita, order_id, "amount")
    assert heads(rita, order_id, "?tab=jobs&columns=text,quantity,nothing") == ["What is to be done", "Quantity"]
    assert heads(rita, order_id) == ["What is to be done", "Amount"]


def test_what_says_something_is_shown_by_itself(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft(lines=[line(discount="-10", tax_exempt=True, job="J-77"), line()])
    page = text(sign_in("rita"), f"/orders/{order_id}")
    assert heads(sign_in("rita"), order_id) == [
        "What is to be done",
        "Quantity",
        "Unit price",
        "Own discount",
        "Amount",
        "Exempt from tax",
        "Job reference",
    ]
    assert "-10 %" in page and "J-77" in page and "900.00" in page


def test_the_coding_of_all_lines_is_read_at_once(cast: Cast, sign_in: SignIn) -> None:
    centre = added(COST_CENTRES, cast, code="4711")
    few, many = (cast.draft(lines=[line(cost_centre_id=centre)] * number) for number in (1, 40))
    rita, asked = sign_in("rita"), []
    for order_id, number in ((few, 1), (few, 1), (many, 40)):
        with CaptureQueriesContext(connection) as queries:
            assert text(rita, f"/orders/{order_id}?columns=coding").count("4711") == number
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_a_contractor_chooses_too_and_finds_nothing_internal(cast: Cast, sign_in: SignIn) -> None:
    cleo, order_id = sign_in("cleo"), cast.issued(lines=[line(job="SECRET-1")])
    choose(cleo, order_id, "amount", "job", "coding")
    assert heads(cleo, order_id) == ["What is to be done", "Amount"]
    assert "SECRET-1" not in text(cleo, f"/orders/{order_id}?columns=job,coding")
    assert choose(cleo, cast.draft(), "amount").status_code == 404


def test_another_company_s_order_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    assert choose(sign_in("rita"), cast.mallory.id, "amount").status_code == 404


def test_discounts_and_taxes_have_a_tab(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in("rita"), f"/orders/{cast.draft()}?tab=sums")
    assert "no discount, markup, tax or adjustment" in page and "1,000.00" in page


@pytest.mark.req(144, 145)
def test_every_sum_stands_below_the_amounts_wherever_they_are(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), full(cast, cast.draft, lines=[line(job="J-77")])
    for columns, before, behind in (
        ("text,quantity,unit_price,amount,job", 4, 1),
        ("text,amount,job,days", 2, 2),
        ("text,quantity,amount", 3, 0),
        ("amount,text,job", 3, 0),
        ("text,job", 2, 0),
    ):
        table = text(rita, f"/orders/{order_id}?columns={columns}").partition('<table class="jobs">')[2]
        sums = table.partition("<tfoot>")[2].partition("</tfoot>")[0]
        said = re.findall(r'<th scope="row"\s+colspan="(\d+)"', sums)
        rest = re.findall(r'<td class="jobs-rest"\s+colspan="(\d+)"', sums)
        assert said == [str(before)] * len(said) and len(said) == sums.count("<tr") == 9, columns
        assert rest == [str(behind)] * (9 if behind else 0), columns
