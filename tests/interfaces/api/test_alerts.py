"""Alerts through the API: those of an order, those of a company, and what one is told of."""

import pytest

from ...alerting import alerts, raised, soon
from .conftest import Callers, problem_of


@pytest.mark.req(168)
def test_an_order_s_alerts_as_data_and_in_its_trace(api: Callers) -> None:
    invoice_id = soon(api.cast)
    raised(api.cast)
    (one,) = alerts(api.cast)
    (item,) = api.fay.get(f"/orders/{one.order_id}/alerts").json()["items"]
    assert (item["kind"], item["state"], item["day"], item["invoice_id"]) == (
        "due",
        "stands",
        "2026-03-04",
        str(invoice_id),
    )
    assert item["says"] == "Invoice R-1 of Cleo is due on 2026-03-04: 1000.00 EUR is to be paid."
    assert api.otto.get(f"/orders/{one.order_id}/trace").json()["alerts"] == [item]
    assert api.fay.get("/alerts?kind=due&state=stands").json()["items"] == [item]
    assert api.fay.get("/alerts?kind=late").json()["items"] == []
    assert [len(who.get("/alerts?told=me").json()["items"]) for who in (api.fay, api.otto)] == [1, 0]


@pytest.mark.req(168)
def test_nothing_of_it_is_told_outside(api: Callers) -> None:
    soon(api.cast)
    raised(api.cast)
    order_id = alerts(api.cast)[0].order_id
    problem_of(api.cleo.get(f"/orders/{order_id}/alerts"), 404)
    problem_of(api.mallory.get(f"/orders/{order_id}/alerts"), 404)
    problem_of(api.cleo.get("/alert-preferences"), 404)
    assert api.cleo.get(f"/orders/{order_id}/trace").json()["alerts"] == []
    assert api.cleo.get("/alerts").json()["items"] == api.mallory.get("/alerts").json()["items"] == []


@pytest.mark.req(168)
def test_one_chooses_of_what_one_is_told(api: Callers) -> None:
    wanted = {"wanted": [{"kind": "due", "on_desk": False, "by_mail": True}]}
    assert api.fay.send("PUT", "/alert-preferences", wanted).status_code == 200
    items = {one["kind"]: one for one in api.fay.get("/alert-preferences").json()["items"]}
    assert (items["due"]["on_desk"], items["due"]["by_mail"], items["late"]["on_desk"]) == (False, True, True)
    assert all(one["on_desk"] for one in api.petra.get("/alert-preferences").json()["items"])
    problem_of(api.cleo.send("PUT", "/alert-preferences", wanted), 403)
    unknown = {"wanted": [{"kind": "spam", "on_desk": False, "by_mail": True}]}
    problem_of(api.fay.send("PUT", "/alert-preferences", unknown), 422)
