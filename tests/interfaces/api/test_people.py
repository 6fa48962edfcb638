"""Company, separation, members, teams and keys are read by the API; invitations and finance by its writes."""

import pytest

from ...cast import Cast
from .conftest import Callers, problem_of

READERS = ("olga", "otto", "fay")


@pytest.mark.parametrize("who", READERS)
def test_the_company_is_read_and_changed(api: Callers, who: str) -> None:
    found = getattr(api, who).get("/company").json()
    assert (found["name"], found["currency"], found["timezone"]) == ("Acme Studio", "EUR", "Europe/Berlin")
    assert (found["invoice_channel"], found["own_keys"]) == ("invoices@demo.example", True)
    api.olga.send("PATCH", "/company", {"name": "Acme"})
    assert getattr(api, who).get("/company").json()["name"] == "Acme"


@pytest.mark.parametrize("who", READERS)
def test_separation_says_whether_two_people_are_needed_and_why(api: Callers, who: str) -> None:
    found = getattr(api, who).get("/separation").json()
    assert (found["separation"], found["two_people"]) == (True, True) and found["approvers"] > 1


def test_one_member_team_and_key_is_read(api: Callers, cast: Cast) -> None:
    everywhere = {"role": "manager", "team_id": None, "until": None, "most": None, "only": []}
    assert api.otto.get(f"/members/{cast.rita.id}").json()["rights"] == [everywhere]
    assert api.otto.get(f"/teams/{cast.team_id}").json()["name"] == "Studio"
    made = api.rita.post("/keys", {"name": "Mine", "scopes": []}).json()["id"]
    found = api.edda.get(f"/keys/{made}").json()
    assert found["name"] == "Mine" and "secret" not in str(found)
    problem_of(api.amir.get(f"/keys/{made}"), 404)


def test_a_contractor_and_a_stranger_read_none_of_it(api: Callers, cast: Cast) -> None:
    for path in ("/company", "/separation", f"/members/{cast.rita.id}", f"/teams/{cast.team_id}"):
        problem_of(api.cleo.get(path), 404)
    for path in (f"/members/{cast.rita.id}", f"/teams/{cast.team_id}"):
        problem_of(api.mallory.get(path), 404)
    assert api.mallory.get("/company").json()["name"] == "Globex"


def test_a_team_is_renamed(api: Callers, cast: Cast) -> None:
    assert api.olga.send("PATCH", f"/teams/{cast.team_id}", {"name": "Atelier"}).status_code == 200
    assert api.otto.get(f"/teams/{cast.team_id}").json()["name"] == "Atelier"
    problem_of(api.rita.send("PATCH", f"/teams/{cast.team_id}", {"name": "Mine"}), 403)


def test_the_link_of_an_invitation_is_answered_once(api: Callers) -> None:
    body = {"name": "Nina", "email": "nina@demo.example", "role": "payables"}
    first = api.olga.post("/members", body, key="once").json()
    again = api.olga.post("/members", body, key="once").json()
    assert len(first["secret"]) == 43 and again == {name: first[name] for name in first if name != "secret"}
    renewed = api.olga.post(f"/members/{first['id']}/invitation").json()
    assert renewed["secret"] != first["secret"] and renewed["id"] == first["id"]
    assert api.olga.post(f"/members/{first['id']}/invitation/cancel").json()["state"] == "gone"
    problem_of(api.fay.post(f"/members/{first['id']}/invitation"), 403)
    problem_of(api.mallory.post(f"/members/{first['id']}/invitation"), 404)


@pytest.mark.req(27)
def test_finance_is_not_given_by_a_program_unconfirmed(api: Callers, cast: Cast) -> None:
    body = {"name": "Nina", "email": "nina@demo.example", "role": "finance"}
    problem = problem_of(api.olga.post("/members", body), 409)
    assert problem["reasons"][0]["key"] == "finance_unconfirmed"
    assert api.olga.post("/members", body | {"confirm": "Nina"}).status_code == 201
    grant = {"role": "finance", "confirm": "Amir"}
    problem_of(api.olga.post(f"/members/{cast.rita.id}/rights", grant), 409)
    assert api.olga.post(f"/members/{cast.rita.id}/rights", grant | {"confirm": "Rita"}).status_code == 201
