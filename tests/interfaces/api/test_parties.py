"""One contractor and one engagement through the API: read, changed, and given a sign-in."""

import pytest

from .conftest import Callers, problem_of


def test_a_contractor_is_read_and_changed_by_its_version(api: Callers) -> None:
    path = f"/contractors/{api.cast.contractor_id}"
    read = api.edda.get(path)
    assert (read.json()["code"], read.json()["version"], read["ETag"]) == ("CLEO2", 1, '"1"')
    changed = api.rita.send("PATCH", path, {"email": "cleo@example.org", "currency": "USD"}, version=1)
    assert (changed.json()["version"], changed["ETag"]) == (2, '"2"')
    problem_of(api.iris.send("PATCH", path, {"email": "mine@example.org"}, version=1), 412)
    now = api.edda.get(path).json()
    assert (now["email"], now["currency"], now["name"]) == ("cleo@example.org", "USD", "Cleo")


def test_an_engagement_is_read_and_changed_by_its_version(api: Callers) -> None:
    path = f"/engagements/{api.cast.engagement_id}"
    assert api.edda.get(path).json()["title"] == "Catalogue"
    changed = api.rita.send("PATCH", path, {"title": "Spring", "team_id": None}, version=1)
    assert changed.json() == {"id": str(api.cast.engagement_id), "version": 2}
    now = api.edda.get(path).json()
    assert (now["title"], now["team_id"], now["contractor_id"]) == ("Spring", None, str(api.cast.contractor_id))
    problem_of(api.iris.send("PATCH", path, {"title": "Autumn"}, version=1), 412)


def test_a_sign_in_is_given_and_taken(api: Callers) -> None:
    made = api.olga.post("/contractors", {"code": "ZOE", "name": "Zoe", "currency": "EUR"})
    path = made["Location"].removeprefix("/api/v1")
    given = api.fay.send("PUT", f"{path}/sign-in", {"member_id": str(api.cast.cleo.id)})
    assert given.json() == {"id": made.json()["id"], "code": "ZOE", "version": 2}
    assert api.cleo.get(path).json()["member_id"] == str(api.cast.cleo.id)
    problem_of(api.fay.send("PUT", f"{path}/sign-in", {"member_id": str(api.cast.cleo.id)}), 409)
    assert api.fay.post(f"{path}/sign-in/end", {"reason": "Left for good"}).json()["version"] == 3
    problem_of(api.cleo.get(path), 404)


@pytest.mark.parametrize("path", ["/contractors/{0.contractor_id}", "/engagements/{0.engagement_id}"])
def test_a_contractors_own_key_reads_their_own_alone(api: Callers, path: str) -> None:
    own = path.format(api.cast)
    assert api.cleo.get(own).status_code == 200
    problem_of(api.cleo.send("PATCH", own, {}, version=1), 403)
    other = {"code": "ZOE", "name": "Zoe", "currency": "EUR"}
    contractor = api.olga.post("/contractors", other).json()["id"]
    made = api.olga.post("/engagements", {"contractor_id": contractor, "title": "Photos"}).json()["id"]
    problem_of(api.cleo.get(f"/contractors/{contractor}"), 404)
    problem_of(api.cleo.get(f"/engagements/{made}"), 404)
