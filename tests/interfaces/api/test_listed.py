"""Lists by the API: the page's filters by the page's names, in any declared order, by key, with sums."""

from typing import Any

import pytest

from ...insight.listing.shelves import fill
from .conftest import Caller, Callers, problem_of

LISTS = ("/orders", "/invoices", "/payments")


def of(caller: Caller, path: str, **asked: Any) -> list[str]:
    """The numbers of what is listed, or its amounts."""
    items = caller.get(path, **asked).json()["items"]
    return [one.get("number") or one.get("title") or one["amount"] for one in items]


def test_what_the_page_can_ask_the_api_can_ask(api: Callers) -> None:
    fill(api.cast)
    assert of(api.petra, "/invoices", currency="EUR", total_from="500", sort="total") == [
        "R-DISPUTED",
        "R-GOING",
        "R-PAID",
        "R-PART",
    ]
    assert of(api.petra, "/invoices", due_on_to="2026-02-28") == ["=1+1"] == of(api.petra, "/invoices", q="1+1")
    assert "X-VOID" not in of(api.petra, "/invoices", overdue="true")
    assert of(api.petra, "/invoices", q="usd") == ["X-USD"]
    assert of(api.petra, "/invoices", on_hold="true", contractor_id=api.cast.contractor_id) == ["R-HELD"]
    assert of(api.fay, "/orders", net_to="200") == ["-1 and more"]
    assert of(api.fay, "/payments", state="settled") == ["700.00"]
    assert of(api.fay, "/payments", reference="sepa 4%") == ["400.00"]
    assert of(api.fay, "/payments", sort="-amount") == ["700.00", "400.00", "333.33"]


def test_payments_are_listed_with_what_they_pay(api: Callers) -> None:
    fill(api.cast)
    items = api.fay.get("/payments").json()["items"]
    for one in items:
        alone = api.fay.get(f"/payments/{one['id']}").json()
        alone.pop("set_offs")
        alone.pop("twins")
        alone.pop("remittance")
        assert one == alone
    said = {(paid["invoice_number"], paid["order_number"]) for one in items for paid in one["allocations"]}
    assert {number for number, _order in said} == {"R-PART", "R-PAID", "R-GOING"}
    assert all(order and order.startswith("PO-2026-") for _number, order in said)
    assert [one["released_by"] for one in api.cleo.get("/payments").json()["items"]] == [None] * 3


def test_sums_are_on_the_first_page(api: Callers) -> None:
    fill(api.cast)
    first = api.fay.get("/orders", limit=2).json()
    assert first["totals"] == [
        {"currency": "EUR", "rows": 8, "sums": {"net": "8000.00"}, "left_out": 0},
        {"currency": "USD", "rows": 1, "sums": {"net": "123.40"}, "left_out": 0},
    ]
    assert api.fay.get("/orders", limit=2, after=first["next"]).json()["totals"] is None
    assert [one["rows"] for one in api.cleo.get("/invoices").json()["totals"]] == [None, None]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("sort", ["{}", "-{}"])
def test_pages_in_any_order_neither_skip_nor_repeat(api: Callers, path: str, sort: str) -> None:
    fill(api.cast)
    by = sort.format({"/orders": "net", "/invoices": "total", "/payments": "amount"}[path])
    whole = [one["id"] for one in api.fay.get(path, sort=by).json()["items"]]
    seen, after = [], None
    while True:
        page = api.fay.get(path, sort=by, limit=2, **({"after": after} if after else {})).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == whole and len(set(whole)) == len(whole) > 2


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "wrong",
    [{"state": "lost"}, {"contractor_id": "7"}, {"currency": "zz"}, {"sort": "name"}, {"sort": ""}, {"mine": "1"}],
)
def test_what_can_t_be_read_is_refused(api: Callers, path: str, wrong: dict[str, str]) -> None:
    problem_of(api.fay.get(path, **wrong), 422)


def test_a_cursor_of_another_order_is_refused(api: Callers) -> None:
    fill(api.cast)
    cursor = api.fay.get("/invoices", limit=1).json()["next"]
    assert "after" in problem_of(api.fay.get("/invoices", sort="total", after=cursor), 422)["fields"]


def test_changes_have_an_order_of_their_own(api: Callers) -> None:
    assert "sort" in problem_of(api.fay.get("/orders", after_position=0, sort="net"), 422)["fields"]


def test_a_contractor_s_key_has_no_internal_filter(api: Callers) -> None:
    fill(api.cast)
    for path, name in (
        ("/orders", "team_id"),
        ("/orders", "requester_id"),
        ("/orders", "on_hold"),
        ("/invoices", "on_hold"),
    ):
        value = "true" if name == "on_hold" else api.cast.team_id
        assert name in problem_of(api.cleo.get(path, **{name: value}), 422)["fields"]


@pytest.mark.parametrize("path", LISTS)
def test_another_company_has_nothing_to_sum(api: Callers, path: str) -> None:
    fill(api.cast)
    seen = api.mallory.get(path).json()
    assert (seen["items"], seen["totals"]) == ([], [])


def test_one_search_finds_in_every_list_what_the_key_s_member_sees(api: Callers) -> None:
    fill(api.cast)
    found = {one["name"]: one for one in api.fay.get("/search", q="R-PAID").json()["groups"]}
    assert [one["words"] for one in found["invoices"]["items"]] == ["R-PAID"] and found["invoices"]["number"] == 1
    assert [one["words"] for one in found["payments"]["items"]] == ["R-PAID"]
    assert api.mallory.get("/search", q="R-PAID").json() == {"groups": []}
    assert "contractors" not in {one["name"] for one in api.cleo.get("/search", q="cleo").json()["groups"]}
    problem_of(api.fay.get("/search"), 422)
