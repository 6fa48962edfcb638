"""What a company has set, read: approval policy, number layout, match policies, routes, and how a contractor is matched."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.matching.kinds import KINDS

from ...cast import NOW, Cast
from .conftest import Callers, problem_of

LEVELS = [{"from_amount": "0", "role": "approver"}, {"from_amount": "5000", "role": "finance"}]
EVERYBODY = ("olga", "fay", "otto", "petra", "iris", "amir", "rita", "edda", "cleo")


def _policy(cast: Cast, **more: Any) -> str:
    return str(
        set_match_policy(by=cast.olga, at=NOW, values=MatchPolicyValues(**{"name": "Ours", "ways": 2} | more))["id"]
    )


@pytest.mark.req(98)
@pytest.mark.parametrize(
    ("path", "readers"),
    [
        ("/policy", "olga fay otto amir rita"),
        ("/company/checklist", "olga fay otto"),
        ("/layout", "olga fay otto iris"),
        ("/routes", "olga fay otto petra"),
        ("/match-policies/{policy}", "olga fay otto petra"),
        ("/contractors/{contractor}/match-policy", "olga fay otto petra"),
        ("/contractors/identities", "olga fay otto petra iris amir rita edda"),
    ],
)
def test_who_reads_it(api: Callers, cast: Cast, path: str, readers: str) -> None:
    """To everybody else it is not there, and least of all to a contractor."""
    path = path.format(policy=_policy(cast), contractor=cast.contractor_id)
    for name in EVERYBODY:
        answer = getattr(api, name).get(path)
        if name in readers.split():
            assert answer.status_code == 200, (name, answer.content)
        else:
            problem_of(answer, 404)


def test_another_companys_is_not_there(api: Callers, cast: Cast) -> None:
    api.olga.send("PUT", "/routes", {"kind": "price", "owner": "finance"})
    for path in (f"/match-policies/{_policy(cast)}", f"/contractors/{cast.contractor_id}/match-policy"):
        problem_of(api.mallory.get(path), 404)
    problem_of(api.mallory.get("/contractors/identities", contractor_id=str(cast.contractor_id)), 404)
    found = api.mallory.get("/policy").json()
    assert [level["could"] for level in found["levels"]] == [[], []]
    assert {route["version"] for route in api.mallory.get("/routes").json()["items"]} == {0}
    assert api.mallory.get("/match-policies").json()["items"] == []


def test_the_approval_policy_names_who_could_and_every_version(api: Callers, cast: Cast) -> None:
    assert api.olga.send("PUT", "/policy", {"levels": LEVELS}, version=1).json()["version"] == 2
    answer = api.rita.get("/policy")
    found = answer.json()
    assert (answer["ETag"], found["version"], found["currency"]) == ('"2"', 2, "EUR")
    told = [(one["from_amount"], one["role"], [who["name"] for who in one["could"]]) for one in found["levels"]]
    assert told == [("0.00", "approver", ["Amir", "Bela"]), ("5000.00", "finance", ["Fay"])]
    assert found["warnings"] == []
    assert [(one["version"], one["set_by"]["name"]) for one in found["history"]] == [(2, "Olga"), (1, "Olga")]
    assert found["history"][1]["levels"][1]["role"] == "approver"


def test_it_warns_where_nobody_is_left(api: Callers, cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.fay.id, role="manager")
    api.olga.send("PUT", "/policy", {"levels": [*LEVELS, {"from_amount": "9000", "role": "owner"}]})
    told = api.olga.get("/policy").json()["warnings"]
    assert [(one["key"], one["params"]["who"], one["params"]["amount"]) for one in told] == [
        ("nobody_else", "Fay", "5000.00"),
        ("nobody_else", "Olga", "9000.00"),
    ]
    assert told[0]["words"].startswith("Fay can submit nothing of 5000.00 EUR or more")


def test_what_holds_where_nothing_was_set(api: Callers, cast: Cast) -> None:
    found = api.otto.get("/layout").json()
    assert (found["version"], found["pattern"], found["longest"], found["history"]) == (0, "PO-{YYYY}-{#####}", 30, [])
    routes = api.otto.get("/routes").json()["items"]
    assert [one["kind"] for one in routes] == list(KINDS)
    assert {(one["version"], one["working_days"], one["set_by"]) for one in routes} == {(0, 2, None)}
    matched = api.otto.get(f"/contractors/{cast.contractor_id}/match-policy").json()
    assert (matched["policy"], matched["company"], matched["history"]) == (None, None, [])
    assert api.otto.get("/contractors/identities").json() == {"id": str(cast.company_id), "identities": []}


def test_the_layout_shows_the_next_numbers_and_how_far_each_series_has_counted(api: Callers, cast: Cast) -> None:
    assert api.iris.send("PUT", "/layout", {"pattern": "B-{##}"}, version=0).json()["version"] == 1
    cast.issued()
    cast.issued()
    answer = api.otto.get("/layout")
    found = answer.json()
    assert (answer["ETag"], found["counted"], found["next"]) == ('"1"', 2, ["B-03", "B-04", "B-05"])
    series = [(one["contractor"]["code"], one["counted"], one["next"]) for one in found["series"]]
    assert (found["contractors"], series) == (1, [("CLEO2", 2, "POCLEO2-0003")])
    assert [(one["pattern"], one["set_by"]["name"]) for one in found["history"]] == [("B-{##}", "Iris")]


def test_a_route_says_who_set_it(api: Callers) -> None:
    body = {"kind": "price", "owner": "finance", "working_days": 5}
    assert api.fay.send("PUT", "/routes", body, version=0).json()["version"] == 1
    [found] = [one for one in api.petra.get("/routes").json()["items"] if one["kind"] == "price"]
    assert (found["owner"], found["working_days"], found["version"]) == ("finance", 5, 1)
    assert (found["set_by"]["name"], found["words"]) == ("Fay", "Price")


def test_how_a_contractor_is_matched_and_since_when(api: Callers, cast: Cast) -> None:
    own, ours = _policy(cast, name="Loose"), _policy(cast, is_default=True)
    path = f"/contractors/{cast.contractor_id}/match-policy"
    api.fay.send("PUT", path, {"match_policy_id": own})
    found = api.otto.get(path).json()
    assert (found["policy"], found["company"]) == ({"id": own, "name": "Loose"}, {"id": ours, "name": "Ours"})
    assert [(one["policy"]["name"], one["set_by"]["name"]) for one in found["history"]] == [("Loose", "Fay")]
    api.olga.send("PUT", path, {"match_policy_id": None})
    assert api.otto.get(path).json()["history"][0]["policy"] is None


def test_identities_are_read_as_they_are_compared(api: Callers, cast: Cast) -> None:
    contractor_id = str(cast.contractor_id)
    body = {"contractor_id": contractor_id, "identities": [{"scheme": "vat", "value": "DE 811 907 980"}]}
    api.fay.send("PUT", "/contractors/identities", body)
    found = api.otto.get("/contractors/identities", contractor_id=contractor_id).json()
    assert found == {"id": contractor_id, "identities": ["vat:DE811907980"]}


@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        ("olga", "/policy", {"levels": LEVELS}),
        ("iris", "/layout", {"pattern": "B-{##}"}),
        ("fay", "/match-policies", {"name": "Ours"}),
        ("fay", "/routes", {"kind": "price", "owner": "finance"}),
    ],
)
def test_an_older_version_changes_nothing(api: Callers, who: str, path: str, body: dict[str, Any]) -> None:
    """Whoever read it before somebody else set it anew is told so, and what they send is not stored."""
    caller = getattr(api, who)
    standing = {"/policy": 1}.get(path, 0)
    assert caller.send("PUT", path, body, version=standing).json()["version"] == standing + 1
    problem_of(caller.send("PUT", path, body, version=standing), 412)
    assert caller.send("PUT", path, body, version=standing + 1)["ETag"] == f'"{standing + 2}"'


def test_it_costs_as_much_with_many_as_with_one(api: Callers, cast: Cast) -> None:
    """No query for each version, holder, series or route."""
    _ = api.otto, _policy(cast)
    paths = ["/policy", "/layout", "/routes", f"/contractors/{cast.contractor_id}/match-policy"]

    def cost() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert api.otto.get(path).status_code == 200
            found.append(len(queries))
        return found

    api.olga.send("PUT", "/policy", {"levels": LEVELS})
    api.iris.send("PUT", "/layout", {"pattern": "C-{##}"})
    api.fay.send("PUT", "/routes", {"kind": "price", "owner": "finance"})
    cast.issued()
    api.fay.send("PUT", paths[3], {"match_policy_id": None})
    before = cost()
    for number in range(3):
        api.olga.send("PUT", "/policy", {"levels": LEVELS})
        api.iris.send("PUT", "/layout", {"pattern": f"D{number}-{{##}}"})
        api.fay.send("PUT", "/routes", {"kind": list(KINDS)[number], "owner": "finance"})
        api.fay.send("PUT", paths[3], {"match_policy_id": _policy(cast, name=f"P{number}")})
    assert cost() == before
