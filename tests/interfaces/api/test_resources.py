"""Everything around the order: contractors, engagements, members, rights, keys, teams, policy, layout, separation."""

import pytest

from ...actions.billing import disputed
from ...cast import Cast
from .conftest import Caller, Callers, problem_of


def test_a_platform_is_wired_from_nothing_but_the_api(api: Callers) -> None:
    contractor = api.olga.post("/contractors", {"code": "ZOE", "name": "Zoe", "currency": "EUR", "country": "AT"})
    assert contractor.status_code == 201
    engagement = {"contractor_id": contractor.json()["id"], "title": "Photos", "starts_on": "2026-01-01"}
    made = api.olga.post("/engagements", engagement).json()["id"]
    order = api.order_body(contractor_id=contractor.json()["id"], engagement_id=made)
    assert api.rita.post("/orders", order).status_code == 201
    listed = api.edda.get("/contractors").json()["items"][-1]
    assert (listed["code"], listed["country"], listed["member_id"]) == ("ZOE", "AT", None)
    assert api.edda.get("/engagements").json()["items"][-1]["title"] == "Photos"


@pytest.mark.parametrize("path", ["/contractors", "/engagements", "/members", "/keys", "/teams"])
def test_every_list_comes_in_pages(api: Callers, path: str) -> None:
    _ = api.rita, api.edda
    whole = api.edda.get(path).json()["items"]
    found, after = [], {}
    while True:
        page = api.edda.get(path, limit=1, **after).json()
        found += page["items"]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert found == whole and whole
    problem_of(api.edda.get(path, after="nonsense"), 422)


def test_a_contractor_sees_themselves_and_nobody_else(api: Callers) -> None:
    assert [found["code"] for found in api.cleo.get("/contractors").json()["items"]] == ["CLEO2"]
    assert [found["title"] for found in api.cleo.get("/engagements").json()["items"]] == ["Catalogue"]
    assert [found["name"] for found in api.cleo.get("/members").json()["items"]] == ["Cleo"]
    assert api.cleo.get("/teams").json()["items"] == []


def test_values_that_would_break_the_row_are_told(api: Callers) -> None:
    for wrong in ({"country": "Austria"}, {"code": "a b"}, {"email": "a\x00@b.c"}, {"currency": "EURO"}):
        body = {"code": "ZOE", "name": "Zoe", "currency": "EUR"} | wrong
        assert list(problem_of(api.olga.post("/contractors", body), 422)["fields"]) == list(wrong)
    problem_of(api.olga.post("/contractors", {"code": "CLEO", "name": "Zoe", "currency": "EUR"}), 409)


def test_members_and_their_rights(api: Callers) -> None:
    invited = api.olga.post("/members", {"name": "Nina", "email": "nina@demo.example", "role": "payables"}).json()["id"]
    grant = {"role": "manager", "team_id": str(api.cast.team_id)}
    assert api.olga.post(f"/members/{invited}/rights", grant).status_code == 201
    rights = api.edda.get("/members").json()["items"][-1]["rights"]
    assert sorted((right["role"], right["team_id"]) for right in rights)[0] == ("manager", str(api.cast.team_id))
    problem_of(api.olga.post(f"/members/{invited}/rights", grant | {"role": "approver"}), 409)
    revoke = {"role": "manager", "reason": "Not needed"}
    assert api.olga.post(f"/members/{invited}/revoke", revoke).json()["role"] == "manager"
    gone = api.olga.post(f"/members/{invited}/deactivate", {"reason": "Never came"}).json()
    assert gone["state"] == "gone"
    problem_of(api.olga.post("/members", {"name": "N", "email": "n@x.de", "role": "system"}), 409)
    problem_of(api.olga.post("/members", {"name": "N", "email": "n@x.de", "role": "a\x00"}), 422)


def test_keys(api: Callers) -> None:
    body = {"name": "Platform", "member_id": str(api.cast.edda.id), "scopes": [], "expires_at": "2999-01-01T00:00:00Z"}
    made = api.edda.post("/keys", body).json()
    assert Caller(made["secret"]).get("/keys").status_code == 200
    listed = api.edda.get("/keys").json()["items"]
    assert "secret" not in listed[-1] and listed[-1]["prefix"] == made["prefix"]
    assert api.edda.post(f"/keys/{made['id']}/revoke", {"reason": "Done with it"}).status_code == 200
    problem_of(Caller(made["secret"]).get("/keys"), 401)
    problem_of(api.edda.post("/keys", body | {"member_id": str(api.cast.olga.id)}), 403)
    for moment in ("2026-12-01T00:00:00", "9999-12-31T23:59:59-14:00", 1774915200):
        problem_of(api.edda.post("/keys", body | {"expires_at": moment}), 422)
    problem_of(api.edda.post("/keys", body | {"scopes": ["\x00"]}), 422)


def test_one_sees_ones_own_keys_only(api: Callers) -> None:
    _ = api.olga, api.edda
    assert {found["member_id"] for found in api.rita.get("/keys").json()["items"]} == {str(api.cast.rita.id)}


def test_what_holds_for_the_company(api: Callers) -> None:
    assert api.olga.post("/teams", {"name": "Web"}).status_code == 201
    problem_of(api.olga.post("/teams", {"name": "Web"}), 409)
    levels = [{"from_amount": 0, "role": "approver"}]
    assert api.olga.send("PUT", "/policy", {"levels": levels}).json()["version"] == 2
    problem_of(api.olga.send("PUT", "/policy", {"levels": [{"from_amount": 1, "role": "approver"}]}), 409)
    assert api.iris.send("PUT", "/layout", {"pattern": "B{YY}-{####}"}).json()["version"] == 1
    problem_of(api.olga.send("PUT", "/layout", {"pattern": "B{YY}-{####}"}), 403)
    problem_of(api.olga.send("PUT", "/separation", {"on": False, "reason": "Alone here"}), 409)
    problem_of(api.olga.send("PUT", "/separation", {"on": "no", "reason": "Alone here"}), 422)
    assert api.olga.send("PUT", "/separation", {"on": True, "reason": "As it was"}).json()["separation"] is True


def test_a_policy_answers_by_the_version_in_force_with_its_history_and_shows_on_what_it_lets_through(
    api: Callers, cast: Cast
) -> None:
    invoice_id = disputed(cast)
    for percent in ("1", "10"):
        five = {"attribute": "unit_price", "kind": "percent", "percent": percent}
        assert api.olga.send("put", "/match-policies", {"name": "Ours", "is_default": True, "tolerances": [five]})
    [policy] = api.fay.get("/match-policies").json()["items"]
    assert (policy["version"], policy["tolerances"][0]["percent"], policy["set_by"]["name"]) == (2, "10", "Olga")
    said = [(one["version"], one["tolerances"][0]["percent"], one["loosens"]) for one in policy["history"]]
    assert said == [(2, "10", True), (1, "1", True)]
    assert api.petra.get(f"/invoices/{invoice_id}").json()["loosened"] == []
    assert api.petra.post(f"/invoices/{invoice_id}/match").json()["state"] == "matched"
    [loosened] = api.petra.get(f"/invoices/{invoice_id}").json()["loosened"]
    assert loosened["changes"] == [{"what": "Unit price", "before": "up to 1 %", "after": "up to 10 %"}]
    assert (loosened["policy"], loosened["by"]["name"]) == ("Ours", "Olga")
    assert api.cleo.get(f"/invoices/{invoice_id}").json()["loosened"] == []
