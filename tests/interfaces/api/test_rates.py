"""General exchange rates through the API: set, read, listed, and loaded from the published file."""

from typing import Any

from ...actions.test_rate_load import published
from ...cast import Cast
from .conftest import Callers, problem_of

USD = {"currency": "USD", "day": "2026-03-02", "rate": "0.9"}


def load(caller: Any, content: bytes, query: str = "") -> Any:
    return caller.send("POST", f"/rates/published{query}", content, media_type="application/xml")


def test_a_rate_is_set_read_and_corrected(api: Callers) -> None:
    answer = api.fay.post("/rates", USD)
    made = answer.json()
    assert (answer.status_code, made["rate"], made["source"], answer["ETag"]) == (200, "0.9", "typed", '"1"')
    found = api.rita.get(f"/rates/{made['id']}").json()
    assert (found["rate"], found["set_by"]["name"], found["version"]) == ("0.9", "Fay", 1)
    assert api.fay.post("/rates", USD | {"rate": "0.91"}, version=1).json()["version"] == 2
    problem_of(api.fay.post("/rates", USD | {"rate": "0.92"}, version=1), 412)
    assert [one["rate"] for one in api.rita.get("/rates", currency="USD").json()["items"]] == ["0.91"]


def test_a_published_file_is_loaded_from_a_day_on(api: Callers) -> None:
    content = published(d20260302={"USD": "1.25"}, d20260227={"USD": "1.6"})
    done = load(api.fay, content, "?since=2026-03-01").json()
    assert (done["added"], done["same"], done["first_day"], done["last_day"]) == (1, 0, "2026-03-02", "2026-03-02")
    done = load(api.fay, content).json()
    assert (done["added"], done["same"]) == (1, 1)


def test_what_is_no_such_file_changes_nothing(api: Callers) -> None:
    problem = problem_of(load(api.fay, b"<a/>"), 422)
    assert "its root is" in problem["fields"]["file"][0]
    problem_of(api.fay.post("/rates", USD | {"rate": "0"}), 422)
    problem_of(api.fay.post("/rates", USD | {"currency": "EUR"}), 409)
    assert api.fay.get("/rates").json()["items"] == []


def test_who_may(api: Callers, cast: Cast) -> None:
    """Finance and owners set them, whoever works here reads them, and to anybody else there are none."""
    made = api.olga.post("/rates", USD).json()
    for caller in (api.rita, api.petra, api.otto, api.cleo):
        problem_of(caller.post("/rates", USD | {"rate": "2"}), 403)
        problem_of(load(caller, published(d20260302={"USD": "1.25"})), 403)
        problem_of(load(caller, b"<a/>"), 403)  # what they bring is not even read
    assert api.cleo.get("/rates").json()["items"] == []
    problem_of(api.cleo.get(f"/rates/{made['id']}"), 404)
    problem_of(api.mallory.get(f"/rates/{made['id']}"), 404)
