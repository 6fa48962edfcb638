"""Shared orders by the API: loaded, shared, restricted and edited as by the pages; what somebody may not use is not there."""

from typing import Any
from uuid import UUID

import pytest

from ...actions.sharing import permit, share, shared
from .conftest import Callers, problem_of


def body(**more: Any) -> dict[str, Any]:
    return {"number": "4500012345", "net": "10000.00", "currency": "EUR"} | more


def lines(quantity: str = "10") -> list[dict[str, Any]]:
    return [{"text": "Bees", "quantity": quantity, "unit": "HUR", "unit_price": "100"}]


@pytest.mark.req(2)
def test_one_is_loaded_read_shared_and_edited(api: Callers) -> None:
    made = api.iris.post("/shared-orders", body(title="Design"))
    assert made.status_code == 201
    path = made["Location"].removeprefix("/api/v1")
    given = {"engagement_id": str(api.cast.engagement_id), "title": "Bees", "lines": lines()}
    share_made = api.rita.post(f"{path}/shares", given)
    assert share_made.status_code == 201
    assert share_made.json()["drawn_from"] == made.json()["id"]
    told = api.fay.get(path)
    expected = {"authorised": "10000.00", "drawn": "1000.00", "left": "9000.00", "shares": [share_made.json()["id"]]}
    assert told.json().items() >= (expected | {"title": "Design", "members": [], "restricted": False}).items()
    edited = api.fay.send("PATCH", path, {"net": "12000"}, version=told.json()["version"])
    assert edited.json()["net"] == "12000.00"
    assert [one["id"] for one in api.fay.get("/shared-orders").json()["items"]] == [made.json()["id"]]
    assert api.fay.get(share_made["Location"].removeprefix("/api/v1")).json()["number"] == "4500012345"
    problem_of(api.fay.get(f"/orders/{made.json()['id']}"), 404)


@pytest.mark.req(9)
def test_what_a_key_s_member_may_not_use_is_nowhere(api: Callers) -> None:
    order_id, number = shared(api.cast), "4500012345"
    permit(api.cast, order_id, "amir")
    share(api.cast, shared(api.cast, "777"), who="iris")
    given = {"engagement_id": str(api.cast.engagement_id), "title": "Bees", "lines": lines()}
    problem_of(api.rita.post(f"/shared-orders/{order_id}/shares", given), 404)
    problem_of(api.rita.get(f"/shared-orders/{order_id}"), 404)
    for address in (
        "/shared-orders",
        f"/shared-orders?q={number}",
        f"/shared-orders?number={number}",
        f"/orders?q={number}",
    ):
        assert number not in api.rita.get(address).content.decode()
    assert number in api.fay.get("/shared-orders").content.decode()


@pytest.mark.req(8, 23)
def test_who_may_use_it_is_said_by_finance_alone(api: Callers) -> None:
    order_id = shared(api.cast)
    users = {"restricted": True, "members": [str(api.cast.rita.id)], "teams": []}
    path = f"/shared-orders/{order_id}/users"
    problem_of(api.rita.send("PUT", path, users, version=1), 403)
    assert api.fay.send("PUT", path, users, version=1).json()["restricted"] is True
    assert api.rita.get(f"/shared-orders/{order_id}").json()["members"] == [str(api.cast.rita.id)]
    assert UUID(api.fay.get(f"/shared-orders/{order_id}").json()["id"]) == order_id


def rows(*more: dict[str, Any]) -> dict[str, Any]:
    return {"rows": [body(number=f"S-{place}") | one for place, one in enumerate(more, 1)]}


@pytest.mark.req(2, 15)
def test_many_are_loaded_by_one_call(api: Callers) -> None:
    made = api.fay.post("/shared-orders/many", rows({"title": "Design"}, {"currency": "USD"}))
    assert made.status_code == 201
    batch = api.fay.get(made["Location"].removeprefix("/api/v1")).json()
    expected = {"id": made.json()["id"], "verb": "order.load_shared", "rows": 2, "done": 2, "waiting": 0}
    assert batch.items() >= (expected | {"state": "done", "left_out": []}).items()
    assert [one["number"] for one in made.json()["orders"]] == ["S-1", "S-2"]
    found = {one["id"]: one["number"] for one in api.fay.get("/shared-orders").json()["items"]}
    assert found == {one["id"]: one["number"] for one in made.json()["orders"]}
    assert api.fay.get(f"/shared-orders/{made.json()['orders'][0]['id']}").json()["title"] == "Design"


def test_every_reason_of_a_sheet_is_told_with_its_row_and_field(api: Callers) -> None:
    shared(api.cast)
    said = rows({}, {"number": "4500012345", "net": "1.005"}, {"number": "S1"})
    found = problem_of(api.fay.post("/shared-orders/many", said), 409)["reasons"]
    assert [(one["params"]["row"], one["params"]["field"], one["key"]) for one in found] == [
        ("1", "number", "twice_in_sheet"),
        ("2", "number", "number_taken"),
        ("2", "net", "more_decimals"),
        ("3", "number", "twice_in_sheet"),
    ]
    assert found[1]["words"].startswith("Row 2: The number 4500012345 is in use")
    assert api.fay.get("/shared-orders?q=S-1").json()["items"] == []
    wrong = rows({"net": "much"}, {"valid_through": "soon"}, {"currency": "XXX", "colour": "red"})
    fields = problem_of(api.fay.post("/shared-orders/many", wrong), 422)["fields"]
    assert sorted(fields) == ["rows.0.net", "rows.1.valid_through", "rows.2.colour", "rows.2.currency"]


def test_who_may_not_load_one_loads_not_many(api: Callers) -> None:
    problem_of(api.rita.post("/shared-orders/many", rows({})), 403)
