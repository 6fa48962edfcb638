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
