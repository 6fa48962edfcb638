"""The rows of every catalogue through the API: added, read, changed with their version, retired, restored and listed."""

import pytest

from counterfoil.foundation.catalogue.kit import Catalogue

from ...catalogues import EACH, added, fitting, needed, sent
from .conftest import Callers, problem_of

pytestmark = pytest.mark.parametrize("one", **EACH)


def test_a_row_from_its_beginning_to_its_return(api: Callers, one: Catalogue) -> None:
    own = sent(fitting(one, api.cast))
    body = {"code": "4711-20", "name": "Marketing", "valid_from": "2026-01-01"} | own
    made = api.fay.post(f"/{one.path}", body)
    at = f"/{one.path}/{made.json()['id']}"
    assert (made.status_code, made["ETag"], made["Location"]) == (201, '"1"', f"/api/v1{at}")
    read = api.rita.get(at)
    assert read["ETag"] == '"1"' and body.items() <= read.json().items()
    assert (read.json()["state"], read.json()["retired_at"], read.json()["valid_through"]) == ("in_use", None, None)
    assert api.rita.get(at, {"If-None-Match": '"1"'}).status_code == 304
    changed = api.fay.send("PATCH", at, {"name": "Sales", "valid_from": None}, version=1)
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert api.fay.post(f"{at}/retire", version=2).json() | {"id": ""} == {
        "id": "",
        "code": "4711-20",
        "state": "retired",
        "version": 3,
    }
    assert api.rita.get(at).json()["retired_at"] is not None
    assert api.olga.post(f"{at}/restore").json()["state"] == "in_use"
    standing = api.rita.get(at).json()
    assert own.items() <= standing.items()
    assert (standing["name"], standing["valid_from"], standing["version"]) == ("Sales", None, 4)


def test_each_no_is_told(api: Callers, one: Catalogue) -> None:
    at = f"/{one.path}/{added(one, api.cast, code='A')}"
    taken = problem_of(api.fay.post(f"/{one.path}", {"code": "a", "name": "Another"} | needed(one)), 409)
    assert [reason["key"] for reason in taken["reasons"]] == ["code_taken"]
    assert list(problem_of(api.fay.post(f"/{one.path}", {"code": "a b", "name": ""} | needed(one)), 422)["fields"]) == [
        "code",
        "name",
    ]
    assert list(problem_of(api.fay.send("PATCH", at, {"code": "B"}, version=1), 422)["fields"]) == ["code"]
    problem_of(api.fay.send("PATCH", at, {"name": "B"}, version=7), 412)
    problem_of(api.fay.post(f"{at}/restore"), 409)
    problem_of(api.rita.post(f"{at}/retire"), 403)
    problem_of(api.fay.get(f"/{one.path}", sort="sideways"), 422)


def test_a_replay_adds_nothing(api: Callers, one: Catalogue) -> None:
    body = {"code": "A", "name": "Marketing"} | needed(one)
    first, again = (api.fay.post(f"/{one.path}", body, key="once") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert len(api.fay.get(f"/{one.path}").json()["items"]) == 1


def test_the_list_is_the_page_s_list(api: Callers, one: Catalogue) -> None:
    for code, name in (("B", "Alpha"), ("A", "Beta"), ("C", "Gamma")):
        row_id = added(one, api.cast, code=code, name=name)
    api.fay.post(f"/{one.path}/{row_id}/retire")

    def codes(**asked: str) -> list[str]:
        return [row["code"] for row in api.otto.get(f"/{one.path}", **asked).json()["items"]]

    assert codes() == ["A", "B", "C"] and codes(sort="-code") == ["C", "B", "A"]
    assert codes(sort="name") == ["B", "A", "C"] and codes(q="bet") == ["A"]
    assert codes(state="in_use") == ["A", "B"] and codes(state="retired") == ["C"]
    assert codes(valid="false") == []
    page = api.otto.get(f"/{one.path}", limit=2).json()
    assert codes(limit="2", after=page["next"]) == ["C"]


def test_a_contractors_key_sees_nothing_of_it(api: Callers, one: Catalogue) -> None:
    row_id = added(one, api.cast)
    assert api.cleo.get(f"/{one.path}").json() == {"items": [], "next": None}
    problem_of(api.cleo.get(f"/{one.path}/{row_id}"), 404)
    problem_of(api.cleo.post(f"/{one.path}", {"code": "A", "name": "A"} | needed(one)), 403)
