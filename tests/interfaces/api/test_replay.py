"""The same key with the same request gives the same answer and changes nothing; with another it is refused."""

from .conftest import Callers, problem_of, standing


def test_a_replay_answers_the_same(api: Callers) -> None:
    body = api.order_body()
    first = api.rita.post("/orders", body, key="once")
    before = standing(api.cast)
    again = api.rita.post("/orders", body, key="once")
    assert (again.status_code, again.content, again["ETag"], again["Location"]) == (
        first.status_code,
        first.content,
        first["ETag"],
        first["Location"],
    )
    assert standing(api.cast) == before


def test_issuing_twice_deals_one_number(api: Callers) -> None:
    order_id = api.cast.approved()
    answers = [api.iris.post(f"/orders/{order_id}/issue", key="click") for _ in range(2)]
    assert answers[0].status_code == 200 and answers[0].content == answers[1].content


def test_the_same_key_with_another_body(api: Callers) -> None:
    api.rita.post("/orders", api.order_body(), key="once")
    before = standing(api.cast)
    told = problem_of(api.rita.post("/orders", api.order_body(title="Another"), key="once"), 409)
    assert [reason["key"] for reason in told["reasons"]] == ["key_reused"]
    assert standing(api.cast) == before


def test_a_key_belongs_to_its_member(api: Callers) -> None:
    mine = api.rita.post("/orders", api.order_body(), key="once").json()["id"]
    assert api.olga.post("/orders", api.order_body(), key="once").json()["id"] != mine


def test_a_secret_is_shown_once(api: Callers) -> None:
    body = {"name": "Platform", "scopes": ["order.create"]}
    first = api.olga.post("/keys", body, key="once").json()
    again = api.olga.post("/keys", body, key="once").json()
    assert first.pop("secret") and again == first
