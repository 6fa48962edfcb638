"""Thresholds of an order and the report on purchase orders as a program reads and writes them."""

import pytest

from ...actions.billing import accepted, invoice_of, matched, settled
from ...alerting import alerts, raised
from ...cast import Cast
from ...watching import watched
from .conftest import Callers, problem_of


@pytest.mark.req(7)
def test_they_are_set_with_the_version_that_was_read_and_are_part_of_the_order(api: Callers, cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id, 9)
    version = api.fay.get(f"/orders/{order_id}").json()["version"]
    body = {"thresholds": [{"figure": "accepted", "percent": "80"}, {"figure": "invoiced", "amount": "500.00"}]}
    answer = api.fay.send("put", f"/orders/{order_id}/thresholds", body, version=version)
    assert answer.status_code == 200, answer.content
    problem_of(api.fay.send("put", f"/orders/{order_id}/thresholds", {"thresholds": []}, version=version), 412)
    first, second = api.otto.get(f"/orders/{order_id}").json()["thresholds"]
    assert (first["figure"], first["percent"], first["amount"], first["mark"]) == ("accepted", "80", None, "800.00")
    (crossing,) = first["crossings"]
    assert (crossing["amount"], crossing["mark"], crossing["revision"]) == ("900.00", "800.00", 0)
    assert (second["amount"], second["crossings"]) == ("500.00", [])
    problem_of(api.rita.send("put", f"/orders/{order_id}/thresholds", {"thresholds": []}), 403)


@pytest.mark.req(7, 168)
def test_a_crossing_is_seen(api: Callers, cast: Cast) -> None:
    order_id = watched(cast, "accepted 50%")
    accepted(cast, order_id, 6)
    raised(cast, order_ids=[order_id])
    alert_id = alerts(cast)[0].id
    problem_of(api.iris.post(f"/alerts/{alert_id}/see"), 403)
    assert api.rita.post(f"/alerts/{alert_id}/see").status_code == 200
    (one,) = api.fay.get(f"/orders/{order_id}/alerts").json()["items"]
    assert (one["kind"], one["state"], one["seen_by_id"]) == ("threshold", "over", str(cast.rita.id))


@pytest.mark.req(4, 22)
def test_the_report_is_read_with_its_filters(api: Callers, cast: Cast) -> None:
    bill = matched(cast)
    settled(cast, bill)
    other = cast.issued()
    (one,) = api.otto.get("/purchase-orders?remaining_to=0").json()["items"]
    assert one["id"] == str(invoice_of(cast, bill).order_id)
    figures = ("authorised", "committed", "accepted", "invoiced", "initiated", "settled")
    assert {one[name] for name in figures} == {"1000.00"} and one["remaining"] == "0.00"
    assert (one["state"], one["engagement"]["id"]) == ("issued", str(cast.engagement_id))
    assert str(other) in api.otto.get("/purchase-orders").content.decode()
    assert api.cleo.get("/purchase-orders").json()["items"] == []
