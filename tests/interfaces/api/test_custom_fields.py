"""Custom fields through the API: declared, typed and read by their codes, and asked for in lists."""

from typing import Any

import pytest

from ...actions.customising import EVERY_KIND, every_kind, field, of_order
from ...actions.test_custom_fields import WRONG
from ...cast import Cast, line
from .conftest import Caller, Callers, problem_of


@pytest.fixture
def rita(api: Callers) -> Caller:
    return api.rita


@pytest.fixture
def fay(api: Callers) -> Caller:
    return api.fay


TYPED = {kind.upper(): typed for kind, (typed, _read) in EVERY_KIND.items()}
READ = {kind.upper(): read for kind, (_typed, read) in EVERY_KIND.items()}


def draft(cast: Cast, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = cast.values(**more).model_dump(mode="json", exclude_unset=True)
    return body


@pytest.mark.req(165)
def test_every_kind_is_typed_and_read_by_its_code(cast: Cast, rita: Caller) -> None:
    every_kind(cast)
    field(cast, "SEAT", "number", applies_to="line")
    body = draft(cast, lines=[line()]) | {"fields": TYPED}
    body["lines"][0]["fields"] = {"SEAT": 7}
    made = rita.post("/orders", body)
    assert made.status_code == 201, made.content
    order = rita.get(f"/orders/{made.json()['id']}").json()
    assert (order["fields"], order["lines"][0]["fields"]) == (READ, {"SEAT": "7"})
    [listed] = rita.get("/orders").json()["items"]
    assert listed["fields"] == READ


@pytest.mark.req(165)
@pytest.mark.parametrize("code", WRONG)
def test_a_value_of_the_wrong_type_is_422_and_names_its_field(cast: Cast, rita: Caller, code: str) -> None:
    every_kind(cast)
    wrong = next(one for one in WRONG[code] if isinstance(one, str | int))
    answer = rita.post("/orders", draft(cast) | {"fields": {code: wrong}})
    assert list(problem_of(answer, 422)["fields"]) == [f"fields.{code}"]
    assert rita.get("/orders").json()["items"] == []


@pytest.mark.parametrize("wrong", [{"SHELF": {}}, {"SHELF": []}, {"x" * 41: "7"}, [], "SHELF"])
def test_what_is_no_value_at_all_is_422(cast: Cast, rita: Caller, wrong: Any) -> None:
    field(cast, "SHELF")
    assert rita.post("/orders", draft(cast) | {"fields": wrong}).status_code == 422


@pytest.mark.req(166)
def test_a_field_is_added_by_the_api_and_at_once_on_orders(cast: Cast, fay: Caller, rita: Caller) -> None:
    declared = {"code": "SHELF", "name": "Where it is kept", "kind": "choice", "choices": ["Cellar", "Attic"]}
    made = fay.post("/custom-fields", declared)
    assert made.status_code == 201
    shown = fay.get(f"/custom-fields/{made.json()['id']}").json()
    assert (shown["kind"], shown["applies_to"], shown["choices"]) == ("choice", "order", ["Cellar", "Attic"])
    order = rita.post("/orders", draft(cast) | {"fields": {"SHELF": "Attic"}}).json()
    assert rita.get(f"/orders/{order['id']}").json()["fields"] == {"SHELF": "Attic"}


def test_an_issued_order_is_edited_by_its_own_verb(cast: Cast, fay: Caller) -> None:
    field(cast, "SHELF")
    order_id = cast.issued(fields={"SHELF": "Cellar"})
    tag = fay.get(f"/orders/{order_id}")["ETag"]
    answer = fay.send("PATCH", f"/orders/{order_id}/fields", {"fields": {"SHELF": None}}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.content
    assert fay.get(f"/orders/{order_id}").json()["fields"] == {}
    assert (
        fay.send(
            "PATCH", f"/orders/{order_id}/fields", {"fields": {"SHELF": "x"}}, headers={"If-Match": tag}
        ).status_code
        == 412
    )


@pytest.mark.req(166)
def test_lists_are_asked_by_them(cast: Cast, rita: Caller) -> None:
    field(cast, "KM", "number")
    field(cast, "SHELF")
    near, far = cast.draft(fields={"KM": 1, "SHELF": "Cellar"}), cast.draft(fields={"KM": 20})

    def found(query: str) -> set[str]:
        answer = rita.get(f"/orders?{query}")
        assert answer.status_code == 200, answer.content
        return {one["id"] for one in answer.json()["items"]}

    assert found("fields[KM_from]=2") == {str(far)}
    assert found("fields[KM_to]=2&fields[SHELF]=cell") == {str(near)}
    assert found("q=cellar") == {str(near)}
    for wrong in ("fields[KM_from]=near", "fields[NOBODYS]=1", "fields=KM", "fields[KM]=1"):
        assert rita.get(f"/orders?{wrong}").status_code == 422, wrong
    assert rita.get("/teams?fields[KM_from]=2").status_code == 422


def test_a_contractors_own_key_is_told_of_none(cast: Cast, api: Callers) -> None:
    field(cast, "SHELF", printed=True)
    order_id = cast.issued(fields={"SHELF": "Cellar"})
    cleo = api.cleo
    assert cleo.get(f"/orders/{order_id}").json()["fields"] is None
    assert cleo.get("/orders?fields[SHELF]=Cellar").status_code == 422
    assert cleo.get("/custom-fields").json()["items"] == []


def test_a_contractor_has_them_too(cast: Cast, rita: Caller) -> None:
    field(cast, "TAXOFFICE", applies_to="contractor")
    tag = rita.get(f"/contractors/{cast.contractor_id}")["ETag"]
    path = f"/contractors/{cast.contractor_id}"
    assert rita.send("PATCH", path, {"fields": {"TAXOFFICE": 7}}, headers={"If-Match": tag}).status_code == 422
    assert rita.send("PATCH", path, {"fields": {"TAXOFFICE": "Wien 1"}}, headers={"If-Match": tag}).status_code == 200
    assert rita.get(path).json()["fields"] == {"TAXOFFICE": "Wien 1"}
    assert of_order(cast, cast.draft()) == {}
