"""One verb for many things through the API: heard before, begun, followed, cancelled."""

import json
from typing import Any
from uuid import uuid4

from counterfoil.interfaces.jobs import batches

from ...cast import NOW, Cast
from .conftest import Caller, key_for

WHY = {"reason": "The season is over"}


def _said(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_a_preview_gives_the_rows_that_are_then_begun(cast: Cast) -> None:
    fay = Caller(key_for(cast.fay))
    issued, draft, nowhere = cast.issued(), cast.draft(), uuid4()
    asked = {"verb": "order.close", "rows": [{"id": one} for one in (issued, draft, nowhere)], "preview": True}
    heard = _said(fay.post("/bulk", asked))
    assert [row["id"] for row in heard["can"]] == [str(issued)] and heard["id"] is None
    left = {each["reasons"][0]["key"]: each["ids"] for each in heard["left_out"]}
    assert left == {"wrong_state": [str(draft)], "not_there": [str(nowhere)]}
    begun = _said(fay.post("/bulk", {"verb": "order.close", "rows": heard["can"], "values": WHY}))
    assert _said(fay.get(f"/bulk/{begun['id']}"))["state"] == "running"
    batches.work_off(lambda: NOW)
    done = _said(fay.get(f"/bulk/{begun['id']}"))
    assert (done["state"], done["done"], done["waiting"], done["left_out"]) == ("done", 1, 0, [])


def test_what_is_somebody_else_s_is_not_there(cast: Cast) -> None:
    order_id = cast.issued()
    asked = {"verb": "order.close", "rows": [{"id": order_id}], "preview": True}
    heard = _said(Caller(key_for(cast.mallory)).post("/bulk", asked))
    assert heard["can"] == [] and heard["left_out"][0]["reasons"][0]["key"] == "not_there"
    begun = _said(Caller(key_for(cast.fay)).post("/bulk", asked | {"preview": False, "values": WHY}))
    for who in ("mallory", "olga"):
        stranger = Caller(key_for(cast.members[who]))
        assert stranger.get(f"/bulk/{begun['id']}").status_code == 404
        assert stranger.post(f"/bulk/{begun['id']}/cancel").status_code == 404


def test_it_is_cancelled_and_only_what_lists_offer_is_begun(cast: Cast) -> None:
    fay = Caller(key_for(cast.fay))
    asked = {"verb": "order.close", "rows": [{"id": cast.issued()}], "values": WHY}
    begun = _said(fay.post("/bulk", asked))
    _said(fay.post(f"/bulk/{begun['id']}/cancel"))
    assert batches.work_off(lambda: NOW) == 0
    assert _said(fay.get(f"/bulk/{begun['id']}"))["state"] == "cancelled"
    assert fay.post("/bulk", asked | {"verb": "view.remove"}).status_code == 422
    assert fay.post("/bulk", asked | {"values": {}}).status_code == 422
