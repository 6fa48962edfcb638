"""Choosing, adding and awaiting a purchase order through the API; who may not use one reads neither its number nor its id."""

import pytest

from ...actions.choosing import choose, programme
from ...actions.hiring import drafted
from ...actions.sharing import permit, shared
from ...cast import Cast
from .conftest import Callers


@pytest.mark.req(11, 12, 14)
def test_the_three_ways(cast: Cast, api: Callers) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    chosen = api.rita.send("PUT", f"/offers/{offer_id}/order", {"number": "4500012345"})
    assert chosen.status_code == 200 and chosen.json()["order_id"] == str(order_id)
    told = api.rita.get(f"/offers/{offer_id}").json()
    assert (told["order_choice"], told["order"]["number"], told["order"]["order_id"]) == (
        "order",
        "4500012345",
        str(order_id),
    )
    added = api.rita.post(f"/offers/{offer_id}/new-order", {"number": "77001", "net": "5000"})
    assert added.status_code == 201
    waits = api.rita.send("PUT", f"/offers/{offer_id}/awaited-order", {"due_on": "2099-01-01"})
    assert waits.status_code == 200 and waits.json()["order_id"] is None
    told = api.rita.get(f"/offers/{offer_id}").json()["order"]
    assert (told["kind"], told["owner"]["name"], told["due_on"], told["number"]) == ("later", "Rita", "2099-01-01", "")


@pytest.mark.req(8, 9)
def test_who_may_not_use_it_is_told_that_there_is_one_and_no_more(cast: Cast, api: Callers) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    choose(cast, offer_id)
    permit(cast, order_id, "olga")
    answer = api.rita.get(f"/offers/{offer_id}")
    told = answer.json()
    assert (told["order_choice"], told["order"]["number"], told["order"]["order_id"]) == ("order", "", None)
    assert str(order_id) not in answer.content.decode() and "4500012345" not in answer.content.decode()
    again = api.rita.send("PUT", f"/offers/{drafted(cast)}/order", {"number": "4500012345"})
    assert again.status_code == 409 and again.json()["reasons"][0]["key"] == "no_such_order"


@pytest.mark.req(1, 24)
def test_the_programme_is_read_and_set(cast: Cast, api: Callers) -> None:
    assert api.rita.get("/programme").json()["mode"] == "optional"
    body = {"mode": "required", "confirmed": True}
    assert api.rita.send("PUT", "/programme", body).status_code == 403
    assert api.fay.send("PUT", "/programme", body, version=0).status_code == 200
    team = {"mode": "off", "team_id": str(cast.team_id)}
    assert api.fay.send("PUT", "/programme", team).status_code == 200
    told = api.rita.get("/programme").json()
    assert (told["mode"], told["confirmed"], [one["mode"] for one in told["teams"]]) == ("required", True, ["off"])
    verbs = [one["verb"] for one in api.rita.get(f"/offers/{drafted(cast)}").json().get("verbs", [])]
    assert "offer.choose_order" not in verbs
    assert api.cleo.get("/programme").status_code == 404


@pytest.mark.req(12)
def test_finance_confirms(cast: Cast, api: Callers) -> None:
    programme(cast, "optional", confirmed=True)
    order_id = api.rita.post(f"/offers/{drafted(cast)}/new-order", {"number": "77001", "net": "5000"}).json()[
        "order_id"
    ]
    assert api.rita.post(f"/shared-orders/{order_id}/confirm").status_code == 403
    assert api.fay.post(f"/shared-orders/{order_id}/confirm").status_code == 200
