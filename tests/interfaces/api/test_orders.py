"""Orders as a resource: versions, pages, filters, and what changed since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from .conftest import Caller, Callers, key_for, problem_of, seal


def test_the_etag_is_the_version(api: Callers) -> None:
    order_id = api.cast.draft()
    seen = api.rita.get(f"/orders/{order_id}")
    assert seen["ETag"] == '"1"' and seen.json()["version"] == 1
    assert api.rita.get(f"/orders/{order_id}", {"If-None-Match": '"7", W/"1"'}).status_code == 304
    assert api.rita.get(f"/orders/{order_id}", {"If-None-Match": '"7"'}).status_code == 200


def test_change_needs_the_version_that_was_read(api: Callers) -> None:
    order_id = api.cast.draft()
    problem_of(api.rita.send("PATCH", f"/orders/{order_id}", {"title": "New"}), 428)
    problem_of(api.rita.send("DELETE", f"/orders/{order_id}"), 428)
    for unreadable in ("1", "*", 'W/"1"', '"1", "2"', '"one"'):
        answer = api.rita.send("PATCH", f"/orders/{order_id}", {"title": "New"}, headers={"If-Match": unreadable})
        assert "If-Match" in problem_of(answer, 400)["detail"]
    api.rita.send("PATCH", f"/orders/{order_id}", {"title": "New"}, version=1)
    stale = api.rita.send("DELETE", f"/orders/{order_id}", version=1)
    told = problem_of(stale, 412)
    assert (told["yours"], told["current"], stale["ETag"]) == (1, 2, '"2"')
    assert told["reasons"][0]["params"] == {"yours": "1", "current": "2"}


def test_a_null_leaves_a_head_field_alone(api: Callers) -> None:
    order_id = api.cast.draft(starts_on="2026-03-01")
    api.rita.send("PATCH", f"/orders/{order_id}", {"title": None, "starts_on": None}, version=1)
    seen = api.rita.get(f"/orders/{order_id}").json()
    assert (seen["title"], seen["starts_on"]) == ("Spring catalogue", None)


@pytest.mark.req(58)
def test_a_number_is_refused_by_name_and_entered(api: Callers) -> None:
    order_id = api.cast.issued()
    before = api.rita.get(f"/orders/{order_id}").json()
    for caller in (api.rita, api.iris, api.olga):
        answer = caller.send("PATCH", f"/orders/{order_id}", {"number": "PO-1"}, version=before["version"])
        assert "number_is_dealt" in [reason["key"] for reason in problem_of(answer, 403)["reasons"]]
    draft = api.rita.send("PATCH", f"/orders/{api.cast.draft()}", {"number": None}, version=1)
    assert [reason["key"] for reason in problem_of(draft, 403)["reasons"]] == ["number_is_dealt"]
    assert api.rita.get(f"/orders/{order_id}").json() == before
    refused = api.rita.get(f"/orders/{order_id}/trace").json()["trail"][-1]
    assert (refused["verb"], refused["outcome"]) == ("order.change", "refused")


def test_a_discarded_draft_leaves_the_list(api: Callers) -> None:
    order_id = api.cast.draft()
    assert api.rita.send("DELETE", f"/orders/{order_id}", version=1).json()["state"] == "cancelled"
    assert api.rita.get("/orders").json()["items"] == []
    assert api.rita.get(f"/orders/{order_id}").json()["discarded"] is True


def test_pages_neither_skip_nor_repeat(api: Callers) -> None:
    drafts = [str(api.cast.draft()) for _ in range(5)]
    first = api.rita.get("/orders", limit=2).json()
    api.cast.draft()
    second = api.rita.get("/orders", limit=2, after=first["next"]).json()
    third = api.rita.get("/orders", limit=2, after=second["next"]).json()
    found = [order["id"] for page in (first, second, third) for order in page["items"]]
    assert found == drafts[::-1]
    assert first["more"] and third["next"] is None and not third["more"]


@pytest.mark.parametrize("cursor", ["x", "bnVsbA==", "WyJhIiwgImIiXQ==", "é", "W10="])
def test_a_cursor_of_nobody_is_refused(api: Callers, cursor: str) -> None:
    assert "after" in problem_of(api.rita.get("/orders", after=cursor), 422)["fields"]


def test_filters(api: Callers) -> None:
    issued, _draft = str(api.cast.issued()), api.cast.draft(title="Winter")
    number = api.rita.get(f"/orders/{issued}").json()["number"]
    for asked in (
        {"state": "issued"},
        {"number": number.lower().replace("-", " ")},
        {"q": "Spring"},
        {"contractor_id": str(api.cast.contractor_id), "state": "issued"},
    ):
        assert [order["id"] for order in api.rita.get("/orders", **asked).json()["items"]] == [issued], asked
    assert api.rita.get("/orders", number=number[:-1]).json()["items"] == []
    for wrong in (
        {"sate": "issued"},
        {"state": "lost"},
        {"limit": 201},
        {"limit": 0},
        {"q": "a\x00"},
        {"contractor_id": "7"},
    ):
        problem_of(api.rita.get("/orders", **wrong), 422)


def test_the_changes_since_a_position_miss_nothing(api: Callers) -> None:
    drafts = [str(api.cast.draft()) for _ in range(3)]
    seal()
    start = api.rita.get("/orders").json()["position"]
    assert api.rita.get("/orders", after_position=start).json() == {
        "items": [],
        "next": None,
        "position": start,
        "more": False,
        "totals": None,
    }
    for order_id in (drafts[2], drafts[0]):
        api.rita.post(f"/orders/{order_id}/submit")
    assert api.rita.get("/orders", after_position=start).json()["items"] == [], "not sealed yet"
    seal()
    first = api.rita.get("/orders", after_position=start, limit=1).json()
    second = api.rita.get("/orders", after_position=first["position"], limit=1).json()
    assert [page["items"][0]["id"] for page in (first, second)] == [drafts[2], drafts[0]]
    assert first["more"] and not second["more"]
    assert api.rita.get("/orders", after_position=second["position"]).json()["items"] == []


def test_updated_since_compares_the_sealed_moment(api: Callers) -> None:
    order_id = str(api.cast.draft())
    before = timezone.now() - timedelta(minutes=1)
    seal()
    found = api.rita.get("/orders", updated_since=before.isoformat()).json()
    assert [order["id"] for order in found["items"]] == [order_id] and found["position"] > 0
    later = timezone.now() + timedelta(minutes=1)
    assert api.rita.get("/orders", updated_since=later.isoformat()).json()["items"] == []
    for wrong in ("2026-03-01", "2026-03-01T00:00:00", "yesterday", "0"):
        problem_of(api.rita.get("/orders", updated_since=wrong), 422)
    for more in ({"after_position": 0}, {"q": "Spring"}, {"after": "x"}):
        problem_of(api.rita.get("/orders", updated_since=before.isoformat(), **more), 422)


def test_a_contractor_sees_their_own_issued_orders_only(api: Callers) -> None:
    issued, draft = api.cast.issued(), api.cast.draft()
    seal()
    for asked in ({}, {"after_position": 0}):
        assert [order["id"] for order in api.cleo.get("/orders", **asked).json()["items"]] == [str(issued)]
    problem_of(api.cleo.get(f"/orders/{draft}"), 404)
    problem_of(api.cleo.post("/orders", api.order_body()), 403)


def test_a_key_never_has_more_than_its_scopes(api: Callers) -> None:
    reader = Caller(key_for(api.cast.rita, "order.create"))
    order_id = reader.post("/orders", api.order_body()).json()["id"]
    assert reader.get(f"/orders/{order_id}").status_code == 200
    problem_of(reader.post(f"/orders/{order_id}/submit"), 403)


def test_a_contractor_is_not_told_who_asked_and_who_approved(api: Callers) -> None:
    issued = api.cast.issued()
    seen = api.cleo.get(f"/orders/{issued}")
    listed = api.cleo.get("/orders").json()["items"][0]
    assert seen.json()["requester"] is None and listed["requester"] is None and seen.json()["approval"] is None
    assert str(api.cast.rita.id) not in seen.content.decode() + api.cleo.get("/orders").content.decode()
    ours = api.rita.get(f"/orders/{issued}").json()
    assert ours["requester"]["name"] == "Rita" and ours["approval"]["requester"]["id"] == str(api.cast.rita.id)
