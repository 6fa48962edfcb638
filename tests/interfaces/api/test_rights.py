"""Rights through the API: narrowed to a day and an amount."""

import pytest

from ...actions.test_member_hand_over import owned_by
from .conftest import Callers, problem_of


@pytest.mark.req(26, 27)
def test_a_right_says_how_it_is_narrowed(api: Callers) -> None:
    otto = api.cast.otto.id
    narrowed = {"role": "approver", "until": "2099-12-31", "most": "500.00"}
    assert api.olga.post(f"/members/{otto}/rights", narrowed).status_code == 201
    rights = {one["role"]: one for one in api.rita.get(f"/members/{otto}").json()["rights"]}
    assert rights["approver"] == {"role": "approver", "team_id": None, "until": "2099-12-31", "most": "500", "only": []}
    assert rights["auditor"] == {"role": "auditor", "team_id": None, "until": None, "most": None, "only": []}
    finance = {"role": "finance", "until": "2099-12-31"}
    (reason,) = problem_of(api.olga.post(f"/members/{otto}/rights", finance), 409)["reasons"]
    assert reason["key"] == "finance_unconfirmed"
    invited = {"name": "Nora", "email": "nora@demo.example", "role": "approver", "most": "10.005"}
    (reason,) = problem_of(api.olga.post("/members", invited), 409)["reasons"]
    assert reason["key"] == "too_fine"
    problem_of(api.otto.post(f"/members/{otto}/rights", {"role": "owner"}), 403)


@pytest.mark.req(26, 27)
def test_a_right_says_for_which_verbs_it_is(api: Callers) -> None:
    otto = api.cast.otto.id
    only = {"role": "finance", "only": ["payment.settle", "payment.release"]}
    (reason,) = problem_of(api.olga.post(f"/members/{otto}/rights", only), 409)["reasons"]
    assert reason["key"] == "finance_unconfirmed"
    assert api.olga.post(f"/members/{otto}/rights", only | {"confirm": "Otto"}).status_code == 201
    rights = {one["role"]: one["only"] for one in api.otto.get(f"/members/{otto}").json()["rights"]}
    assert rights == {"auditor": [], "finance": ["payment.release", "payment.settle"]}
    invited = {"name": "Nora", "email": "nora@demo.example", "role": "owner", "only": ["policy.set"]}
    (reason,) = problem_of(api.olga.post("/members", invited), 409)["reasons"]
    assert reason["key"] == "role_given_whole"
    problem_of(api.olga.post(f"/members/{otto}/rights", only | {"only": [""]}), 422)


@pytest.mark.req(26)
def test_what_is_over_is_not_among_the_rights(api: Callers) -> None:
    otto = api.cast.otto.id
    assert api.olga.post(f"/members/{otto}/rights", {"role": "approver", "until": "2020-01-01"}).status_code == 409
    assert {one["role"] for one in api.olga.get(f"/members/{otto}").json()["rights"]} == {"auditor"}


@pytest.mark.req(26)
def test_what_somebody_holds_is_handed_over(api: Callers) -> None:
    cast = api.cast
    theirs, body = owned_by(cast, "rita"), {"to_id": str(cast.bela.id), "reason": "They leave"}
    answer = api.olga.post(f"/members/{cast.rita.id}/hand-over", body)
    assert answer.json()["moved"] == {"shared_orders": 0, "awaited_orders": 0, "exceptions": len(theirs)}
    assert answer.json()["stays"] == {"orders": 1}
    problem_of(api.olga.post(f"/members/{cast.rita.id}/hand-over", body), 409)
    problem_of(api.fay.post(f"/members/{cast.rita.id}/hand-over", body), 403)
