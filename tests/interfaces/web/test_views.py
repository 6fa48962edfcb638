"""Saved views and columns: kept for one member, told by the address, and the same to whoever is sent it."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ...actions.own_views import kept, saved
from ...cast import Cast
from .conftest import SignIn

HEADS = re.compile(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)')


def _post(client: Client, deed: str, address: str = "", **said: Any) -> str:
    return client.post(f"/views/orders/{deed}", {"address": address, "key": str(uuid4())} | said)["Location"]


def _heads(client: Client, address: str) -> list[str]:
    return [unescape(one).strip() for one in HEADS.findall(_text(client, address))]


def _text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.mark.req(144)
def test_page_and_file_show_the_columns_that_the_address_names(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    client = sign_in("rita")
    assert _heads(client, "/orders?columns=net,title,state") == ["Amount", "Order", "State"]
    csv = b"".join(client.get("/orders?columns=net,title&format=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert csv.splitlines()[0].replace(";", ",") == "Amount,Currency,Order,Number,On hold", (
        "with what stands under them"
    )
    assert _heads(client, "/orders?columns=state") == ["Order", "State"]
    assert _heads(client, "/orders?columns=rubbish") == _heads(client, "/orders")


def test_a_hidden_column_is_not_summed(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    client = sign_in("rita")
    totals = '<dl class="list-totals">'
    assert "1,000.00" in _text(client, "/orders").split(totals)[1]
    assert "1,000.00" not in _text(client, "/orders?columns=title,state").split(totals)[1]


@pytest.mark.req(144)
def test_the_columns_that_are_chosen_are_kept_for_their_member(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    client = sign_in("rita")
    ticked = {"column": ["net", "state"], "place-net": "1", "place-title": "2", "place-state": "3"}
    there = _post(client, "arrange", "state=issued", keep="yes", **ticked)
    assert there == "/orders?state=issued&columns=net%2Ctitle%2Cstate"
    assert _heads(client, there) == _heads(client, "/orders") == _heads(client, "/orders?q=spring")
    assert _heads(client, "/orders") == ["Amount", "Order", "State"]
    assert _heads(sign_in("amir"), "/orders") != ["Amount", "Order", "State"]


def test_columns_can_be_looked_at_without_being_kept(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    client = sign_in("rita")
    assert _heads(client, _post(client, "arrange", column=["net"])) == ["Order", "Amount"]
    assert kept(cast) == {} and len(_heads(client, "/orders")) > 2


@pytest.mark.req(144)
def test_a_view_is_saved_found_renamed_replaced_and_removed(cast: Cast, sign_in: SignIn) -> None:
    cast.issued(title="Issued one")
    cast.draft(title="Draft one")
    client = sign_in("rita")
    asked = "state=issued&sort=-net&columns=title%2Cnet"
    assert _post(client, "save", asked, name="Dear ones", is_default="yes") == f"/orders?{asked}"
    page = _text(client, "/orders")
    assert "Dear ones" in page and "Issued one" in page and "Draft one" not in page
    assert "Draft one" in _text(client, "/orders?view=all")
    view = kept(cast)["Dear ones"]
    _post(client, "change", asked, view_id=view.id, name="Dearest")
    assert not kept(cast)["Dearest"].is_default and "Draft one" in _text(client, "/orders")
    _post(client, "change", "state=draft", view_id=view.id)
    assert kept(cast)["Dearest"].address == "state=draft"
    _post(client, "remove", view_id=view.id)
    assert kept(cast) == {}


@pytest.mark.req(144)
def test_a_link_shows_the_same_to_who_has_no_such_view(cast: Cast, sign_in: SignIn) -> None:
    cast.issued(title="Issued one")
    cast.draft(title="Draft one")
    saved(cast, address="state=issued&columns=net,title", is_default=True)
    there = sign_in("rita").get("/orders")["Location"]
    page = _text(sign_in("amir"), there)
    assert "Issued one" in page and "Draft one" not in page and "Mine" not in page
    assert _heads(sign_in("amir"), there) == ["Amount", "Order"]


def test_a_name_that_is_taken_is_told(cast: Cast, sign_in: SignIn) -> None:
    saved(cast)
    client = sign_in("rita")
    assert "You have a view “Mine” of this list already" in _text(client, _post(client, "save", name="Mine"))
    assert "Nothing was changed" in _text(client, _post(client, "save", name=" "))


@pytest.mark.parametrize("who", ["amir", "mallory"])
def test_nobody_reaches_the_view_of_another(cast: Cast, sign_in: SignIn, who: str) -> None:
    view_id = saved(cast)
    response = sign_in(who).post("/views/orders/remove", {"view_id": str(view_id)})
    assert response.status_code == 404 and kept(cast)


@pytest.mark.parametrize("address", ["/views/nowhere/save", "/views/orders/rubbish"])
def test_there_are_these_lists_and_deeds(cast: Cast, sign_in: SignIn, address: str) -> None:
    assert sign_in("rita").post(address).status_code == 404


def test_no_address_leads_out_of_the_product(cast: Cast, sign_in: SignIn) -> None:
    there = _post(sign_in("rita"), "save", "//evil.example/?q=1\r\nSet-Cookie: a=b", name="Out")
    assert there.startswith("/orders?") and "\r" not in there


@pytest.mark.parametrize("address", ["&", "&&"])
def test_a_list_that_begins_with_a_view_of_nothing_is_the_whole_list(cast: Cast, sign_in: SignIn, address: str) -> None:
    saved(cast, address=address, is_default=True)
    assert sign_in("rita").get("/orders").status_code == 200
