"""What comes before its order: it waits, and is taken in once the order is there, by whoever may."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import revoke_role
from counterfoil.foundation.documents import store
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.intake import queries
from counterfoil.lifecycle.intake.receiving import receive_waiting

from ..actions.loading import arrivals, numbered
from ..cast import NOW, Cast
from ..formats.ubl.samples import (
    DESPATCH,
    ORDER,
    RECEIPT,
    changed,
)
from .conftest import Send


def test_what_comes_before_its_order_waits_and_is_taken_in_when_it_comes(cast: Cast, send: Send) -> None:
    assert [one["became"] for one in send(c=RECEIPT, b=DESPATCH)] == ["waiting", "waiting"]
    assert send(a=ORDER)[0]["became"] == "order"
    assert {one.became for one in arrivals(cast)} == {"order", "despatch", "receipt"}


def test_a_delivery_waits_for_the_order_of_a_known_contractor(cast: Cast, send: Send) -> None:
    send(a=changed(ORDER, "PO-7", "PO-6"))
    [waits] = send(who="petra", b=DESPATCH)
    assert waits["became"] == "waiting"
    assert send(b=DESPATCH)[0]["became"] == "same"
    assert send(a=ORDER)[0]["became"] == "order"
    [arrival] = arrivals(cast, became="despatch")
    assert (str(arrival.id), arrival.waits_for, arrival.sender_id) == (waits["arrival"], "", cast.petra.id)


def test_what_waits_is_taken_in_once(cast: Cast, send: Send) -> None:
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(b=DESPATCH)
    order = send(a=ORDER)[0]
    receive_waiting(cast.company_id, UUID(order["id"]), NOW, Via("follower", "k"))
    with scope.reading(cast.company_id):
        assert Piece.objects.count() == 1


def test_what_found_no_order_looks_again_once_it_waits(cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order was not there at the first look, and whoever loaded it looked for what waits before this did."""
    send(a=ORDER)
    look = queries.quoted_order

    def too_early(*asked: Any) -> None:
        monkeypatch.setattr(queries, "quoted_order", look)

    monkeypatch.setattr(queries, "quoted_order", too_early)
    [answer] = send(who="petra", b=DESPATCH)
    [arrival] = arrivals(cast, number="DN-1")
    assert (arrival.became, arrival.waits_for, arrival.sender_id) == ("despatch", "", cast.petra.id)
    assert answer["arrival"] == str(arrival.id)
    with scope.reading(cast.company_id):
        assert Piece.objects.count() == 1


def test_what_waits_for_nobody_holds_up_no_other(cast: Cast, send: Send) -> None:
    """Whoever sent it may do nothing here any more: it goes on waiting, and the order is loaded."""
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(who="petra", b=DESPATCH)
    revoke_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="payables", reason="Moved on")
    assert send(a=ORDER)[0]["became"] == "order"
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["waiting"]


def test_what_waits_is_no_evidence_on_the_order_of_another_contractor(cast: Cast, send: Send) -> None:
    """Two sellers may quote one number: whoever's order comes, the other's paper goes on waiting."""
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(b=DESPATCH)
    send(c=changed(changed(ORDER, "GB2", "GB3"), "Joiner", "Other"))
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["waiting"]
    with scope.reading(cast.company_id):
        assert Piece.objects.count() == 0


@pytest.mark.req(63)
@pytest.mark.parametrize("quoted", ["NA", "n/a", "-", "0"])
def test_what_quotes_no_number_waits_for_none(cast: Cast, send: Send, quoted: str) -> None:
    send(a=changed(ORDER, "PO-7", "PO-6"))
    [answer] = send(b=DESPATCH.replace("PO-7", quoted))
    [arrival] = arrivals(cast, id=answer["id"])
    assert (arrival.became, [one["key"] for one in arrival.reasons]) == ("refused", ["no_order"])


@pytest.mark.parametrize("quoted", ["PO no. PO-7", "PO-7, rev. 2", "po 7"])
@pytest.mark.parametrize("first", ["order", "delivery"])
def test_a_delivery_reads_a_number_as_an_invoice_does(cast: Cast, send: Send, quoted: str, first: str) -> None:
    order, delivery = {"a": ORDER}, {"b": changed(DESPATCH, "PO-7", quoted)}
    send(c=changed(ORDER, "PO-7", "PO-6"))
    for files in (order, delivery) if first == "order" else (delivery, order):
        send(**files)
    assert [one.became for one in arrivals(cast, number="DN-1")] == ["despatch"]


def test_a_delivery_may_quote_the_contractor_code(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    [order] = numbered(cast, "PO-7")
    assert send(b=changed(DESPATCH, "PO-7", order.contractor_code))[0]["became"] == "despatch"
    assert send(b=changed(DESPATCH, "PO-7", "POOTHER-0001"))[0]["became"] == "waiting"


def test_what_waits_for_a_longer_number_goes_on_waiting(cast: Cast, send: Send) -> None:
    send(a=changed(ORDER, "PO-7", "PO-6"))
    send(b=changed(DESPATCH, "PO-7", "PO-77"))
    send(c=ORDER)
    assert [(one.became, one.waits_for) for one in arrivals(cast, number="DN-1")] == [("waiting", "PO77")]


def test_what_has_lost_its_bytes_goes_on_waiting_and_holds_up_no_other(cast: Cast, send: Send) -> None:
    """`verify` tells of bytes that are gone; the order and what else waits for it are taken in all the same."""
    send(a=changed(ORDER, "PO-7", "PO-6"))
    lost = send(b=DESPATCH)[0]
    send(c=changed(DESPATCH, "DN-1", "DN-2"))
    store.place(cast.company_id, lost["sha256"]).unlink()
    assert send(a=ORDER)[0]["became"] == "order"
    became = {one.number: one.became for one in arrivals(cast) if one.number.startswith("DN")}
    assert became == {"DN-1": "waiting", "DN-2": "despatch"}
