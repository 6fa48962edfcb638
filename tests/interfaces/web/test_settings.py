"""Settings: the catalogues with how many are in use, and of each the list, the page of a row, and the forms."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.settings import catalogues as view
from counterfoil.interfaces.web.settings.overview import GROUPS

from ...cast import Cast
from ...catalogues import EACH, added, done, fitting, needed, row_of, shown_of
from .conftest import SignIn

each = pytest.mark.parametrize("one", **EACH)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def names(client: Client, address: str) -> list[str]:
    return re.findall(r'class="row-link"[^>]*>([^<]+)</a>', text(client, address))


def test_settings_say_how_many_are_in_use(cast: Cast, sign_in: SignIn) -> None:
    for number, one in enumerate(CATALOGUES, 1):
        for place in range(number):
            added(one, cast, code=f"C{place}")
        done(one, "retire", cast, added(one, cast, code="OLD"))
    page = text(sign_in("otto"), "/settings/")
    for number, one in enumerate(CATALOGUES, 1):
        own = page.split(f'href="/settings/{one.path}"')[1].split("</li>")[0]
        assert f">{one.many}<" in own and f"{number} in use" in own and str(one.teaches) in own


def test_settings_stand_in_groups_and_lead_to_their_pages(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    page = text(rita, "/settings/")
    groups = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    told = [str(group.words) for group in GROUPS if group.settings]
    assert [one for one in groups if one in told] == told
    for address in re.findall(r'class="row-link" href="([^"]+)"', page):
        assert rita.get(address).status_code == 200, address


def test_settings_are_in_the_sidebar_of_those_who_work_here(cast: Cast, sign_in: SignIn) -> None:
    assert 'href="/settings/"' in text(sign_in("rita"), "/orders")
    assert 'href="/settings/"' not in text(sign_in("cleo"), "/orders")
    nav = text(sign_in("rita"), "/settings/projects").split("</nav>")[0].split('href="/settings/"')[1]
    assert nav.split(">")[0].strip() == 'aria-current="page"'


@each
def test_to_a_contractor_there_is_nothing_of_it(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    row_id, cleo = added(one, cast), sign_in("cleo")
    for address in ("", one.path, f"{one.path}/new", f"{one.path}/{row_id}", f"{one.path}?format=csv"):
        assert cleo.get(f"/settings/{address}").status_code == 404, address
    assert cleo.post(f"/settings/{one.path}/new", {"code": "X"}).status_code == 404
    assert cleo.post(f"/settings/{one.path}/{row_id}/do/retire").status_code in (403, 404)
    assert state(cast, one, row_id) == "in_use"


@each
def test_another_companys_row_is_not_there(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    row_id, mallory = added(one, cast), sign_in("mallory")
    assert mallory.get(f"/settings/{one.path}/{row_id}").status_code == 404
    assert mallory.post(f"/settings/{one.path}/{row_id}/do/retire", {"key": "k"}).status_code == 404
    assert names(mallory, f"/settings/{one.path}") == []


@each
def test_an_empty_list_teaches_and_leads_on(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    add = f'href="/settings/{one.path}/new"'
    empty = text(sign_in("fay"), f"/settings/{one.path}").split('class="empty"')[1]
    assert "There is none yet." in empty and str(one.teaches) in empty and add in empty
    seen = text(sign_in("rita"), f"/settings/{one.path}")
    assert str(one.teaches) in seen and add not in seen
    added(one, cast)
    assert "None fits." in text(sign_in("fay"), f"/settings/{one.path}?q=zzz")


@each
def test_the_list_is_by_code_and_is_searched_and_filtered(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    added(one, cast, code="B-2", name="Alpha")
    added(one, cast, code="A-1", name="Beta", valid_from="2999-01-01")
    done(one, "retire", cast, added(one, cast, code="C-3", name="Gamma"))
    fay, at = sign_in("fay"), f"/settings/{one.path}"
    assert names(fay, at) == ["Beta", "Alpha", "Gamma"]
    assert names(fay, f"{at}?sort=-code") == ["Gamma", "Alpha", "Beta"]
    assert names(fay, f"{at}?sort=name") == ["Alpha", "Beta", "Gamma"]
    assert names(fay, f"{at}?state=retired") == ["Gamma"]
    assert names(fay, f"{at}?state=in_use&valid=true") == ["Alpha"]
    assert names(fay, f"{at}?valid=false") == ["Beta"]
    assert names(fay, f"{at}?q=b-2") == names(fay, f"{at}?q=alp") == ["Alpha"]
    panel = text(fay, f"{at}?filter=open&valid=true")
    assert "Valid today" in panel and "Name, A to Z" not in panel and f"{one.one}, A to Z" in panel
    assert "Code, Z to A" in panel


@each
def test_it_goes_on_by_key_and_is_downloaded_whole(
    cast: Cast, sign_in: SignIn, one: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE", 2)
    for number in range(5):
        added(one, cast, code=f"C-{number}", name=f"N{number}", **fitting(one, cast))
    fay, address, seen = sign_in("fay"), f"/settings/{one.path}", list[str]()
    while address:
        seen += names(fay, address)
        following = re.search('rel="next" href="([^"]+)"[^>]*>([A-Z][a-z]+)', text(fay, address))
        assert following is None or following[2] == "Further"
        address = f"/settings/{one.path}{following[1]}" if following else ""
    assert seen == [f"N{number}" for number in range(5)]
    answer = fay.get(f"/settings/{one.path}?format=csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 6 and lines[0].split(",")[:3] == [str(one.one), "Code", "State"]
    assert lines[1].startswith("N0,C-0,In use") and all(
        word in line for line in lines[1:] for word in shown_of(one, listed=True) if word != "Studio"
    )


@each
def test_a_row_is_added_from_its_form(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    fay, at = sign_in("fay"), f"/settings/{one.path}/new"
    form = text(fay, at)
    assert all(f'name="{name}"' in form for name in one.values.model_fields)
    typed = {"key": "k", "code": "mkt/1", "name": "Marketing", "valid_from": "2026-01-01", "valid_through": ""}
    answer = fay.post(at, typed | {name: str(value) for name, value in fitting(one, cast).items() if value != []})
    page = text(fay, answer["Location"])
    assert "Added. It can be picked while it is valid." in page and "MKT/1" in page and str(one.add) in page
    assert all(words in page for words in ["Marketing", *shown_of(one)])


@each
def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(
    cast: Cast, sign_in: SignIn, one: Catalogue
) -> None:
    added(one, cast, code="MKT")
    fay, at = sign_in("fay"), f"/settings/{one.path}/new"
    none = dict.fromkeys(one.keys, "none") | needed(one)
    answer = fay.post(at, {"key": "k", "code": "a b", "name": "Typed"} | none)
    page = unescape(answer.content.decode())
    assert (
        answer.status_code == 422 and "Write a code of 1 to 40 letters and digits" in page and 'value="Typed"' in page
    )
    answer = fay.post(at, {"key": "k", "code": "mkt", "name": "Typed"} | none)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Another one has the code MKT" in page and 'value="Typed"' in page


@each
def test_a_row_is_changed_retired_and_restored_from_its_page(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    row_id, fay = added(one, cast, **fitting(one, cast)), sign_in("fay")
    at = f"/settings/{one.path}/{row_id}"
    typed = shown(text(fay, at), one)
    assert typed["version"] == "1" and typed["name"] == "Marketing"
    fay.post(f"{at}/do/change", typed | {"key": "a", "name": "Sales"})
    page = text(fay, at)
    assert "Changed." in page and "Sales" in page and "retired, be done" not in page
    fay.post(f"{at}/do/retire", {"key": "b", "version": "2"})
    assert state(cast, one, row_id) == "retired"
    page = text(fay, at)
    assert f'action="{at}/do/restore"' in page and f'action="{at}/do/change"' not in page
    assert page.split('class="trail"')[1].count('<li class="said ') == 3
    fay.post(f"{at}/do/restore", {"key": "c", "version": "3"})
    assert state(cast, one, row_id) == "in_use"


def shown(page: str, one: Catalogue) -> dict[str, str]:
    """What the form of a change holds when it is sent as it is."""
    form = page.split("/do/change")[1].split("</form>")[0]
    fields = {name: value for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form) if name != "key"}
    return fields | {name: re.findall(r'value="([^"]+)" selected', form)[0] for name in one.keys}


@each
def test_an_old_page_overwrites_nothing_and_says_so(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    row_id, fay = added(one, cast), sign_in("fay")
    at = f"/settings/{one.path}/{row_id}"
    typed = shown(text(fay, at), one)
    fay.post(f"{at}/do/change", typed | {"key": "a", "name": "Sales"})
    late = fay.post(f"{at}/do/change", typed | {"key": "b", "name": "Events"})
    kept = shown(late.content.decode(), one)
    assert late.status_code == 412 and kept["name"] == "Events" and kept["version"] > typed["version"]
    assert fay.post(f"{at}/do/change", typed | {"key": "c", "name": "Sales"}).status_code == 409
    with scope.reading(cast.company_id):
        assert row_of(one, row_id).name == "Sales"


@each
def test_whoever_only_reads_is_told_why_not(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    row_id, rita = added(one, cast), sign_in("rita")
    at = f"/settings/{one.path}/{row_id}"
    assert (
        "Your roles do not allow this." in text(rita, at)
        and "<form" not in text(rita, at).split("<aside")[1].split("</aside>")[0]
    )
    assert rita.get(f"/settings/{one.path}/new").status_code == 403
    assert rita.post(f"{at}/do/retire", {"key": "k"}).status_code == 403
    assert rita.post(f"{at}/do/add", {"key": "k"}).status_code == 404
    assert state(cast, one, row_id) == "in_use"


@each
def test_few_and_many_take_the_same_queries(cast: Cast, sign_in: SignIn, one: Catalogue) -> None:
    fay, row_id = sign_in("fay"), added(one, cast, code="R", **fitting(one, cast))
    # How orders begin, what is done once they run out, and whether hiring names them: one version each on the overview.
    pinned = {"": 25, one.path: 18, f"{one.path}/{row_id}": 18 + 2 * len(one.keys)}
    few = {address: _queries(fay, f"/settings/{address}") for address in pinned}
    for number in range(20):
        added(one, cast, code=f"C-{number}", **fitting(one, cast))
    assert {address: _queries(fay, f"/settings/{address}") for address in pinned} == few == pinned


def state(cast: Cast, one: Catalogue, row_id: Any) -> str:
    with scope.reading(cast.company_id):
        return str(row_of(one, row_id).state)


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
