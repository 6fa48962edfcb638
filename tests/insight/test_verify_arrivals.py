"""What came from outside: what was changed behind the program's back is named, and so is a file that is not there."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.actions import keep
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders

from ..actions.loading import arrivals, billed, delivered, file, findings_of, loaded, restated, row
from ..cast import NOW, Cast
from .fulfilment import WHY, Case, named, told
from .tampering import sentences, tampered

pytestmark = pytest.mark.django_db(transaction=True)


def _tell(cast: Cast) -> None:
    """ERP-1 is loaded, changed by C-1, attached, delivered and billed as A-1; what it contradicts is settled once; W-1
    waits."""
    order_id = loaded(cast, net=120)
    restated(cast, order_id, net=130, lines=[row(reference="2", text="Wicks", quantity=10, amount=10)])
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    first = findings_of(cast, order_id)[0]
    orders.settle_finding(by=cast.fay, at=NOW, finding_id=first.id, reason=WHY)
    delivered(cast, order_id, "receipt", "R-1")
    billed(cast)
    keep(by=cast.fay, at=NOW, file=file("W-1", "UBL 2.1 Invoice"), became="waiting", reasons=[], waits_for="ERP9")
    for one in arrivals(cast):
        store.keep(cast.company_id, f"{one.kind} {one.number}".encode())


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """One story for the whole module; each test puts back what it changes."""
    with django_db_blocker.unblock(), told(_tell) as cast:
        yield cast


_OTHER = "(SELECT id FROM documents_arrival WHERE number = 'W-1')"
CASES: dict[str, Case] = {
    "what was loaded": (
        "documents_arrival",
        "became = 'filed', became_id = NULL WHERE number = 'ERP-1'",
        (
            "arrival: order ERP-1 was loaded, and no arrival became it",
            "arrival: version 0 of order ERP-1 is nothing that arrived",
        ),
    ),
    "loaded from something else": (
        "orders_order",
        f"loaded_from_id = {_OTHER}",
        ("arrival: order ERP-1 was loaded, and no arrival became it",),
    ),
    "what changed it": (
        "documents_arrival",
        "became = 'blocked', became_id = NULL WHERE number = 'C-1'",
        ("arrival: version 1 of order ERP-1 is nothing that arrived",),
    ),
    "a version from something else": (
        "orders_revision",
        f"loaded_from_id = {_OTHER} WHERE number = 1",
        ("arrival: version 1 of order ERP-1 is nothing that arrived",),
    ),
    "a version from nothing": (
        "orders_revision",
        "loaded_from_id = NULL WHERE number = 0",
        ("arrival: version 0 of order ERP-1 is nothing that arrived",),
    ),
    "limit": (
        "orders_order",
        "limit_amount = 140",
        ("limit: the limit of order ERP-1 is 140, and 130 was approved",),
    ),
    "limit of an earlier version": (
        "orders_order",
        "limit_amount = 120",
        ("limit: the limit of order ERP-1 is 120, and 130 was approved",),
    ),
    "what the version that stands states": (
        "orders_revision",
        "net = 200, total = 200 WHERE number = 1",
        (
            "limit: the limit of order ERP-1 is 130, and 200 was approved",
            "hash: order ERP-1 does not say what was hashed",
            "rates: order ERP-1 comes to 200, at a rate of 1, and 130 is said to be its worth",
        ),
    ),
    "what was billed": (
        "documents_arrival",
        "became = 'refused', became_id = NULL WHERE number = 'A-1'",
        ("arrival: invoice A-1 is claimed, and no arrival became it",),
    ),
    "billed by something else": (
        "invoices_invoice",
        f"arrival_id = {_OTHER}",
        ("arrival: invoice A-1 is claimed, and no arrival became it",),
    ),
    "a finding opened again": (
        "orders_orderfinding",
        "state = 'open', settled_by_id = NULL, settled_at = NULL WHERE state = 'settled'",
        ("state: finding total of order ERP-1 is open, and its entries lead to settled",),
    ),
    "a finding settled by another": (
        "orders_orderfinding",
        "settled_by_id = (SELECT sender_id FROM documents_arrival WHERE number = 'R-1') WHERE state = 'settled'",
        ("signed: finding total of order ERP-1 became settled by",),
    ),
    "an order that is not there": (
        "documents_arrival",
        "order_id = gen_random_uuid() WHERE number = 'R-1'",
        ("lost id: arrival ",),
    ),
    "became what is not there": (
        "documents_arrival",
        "became_id = gen_random_uuid() WHERE number = 'R-1'",
        ("(R-1.xml) became one receipt that is not there",),
    ),
    "became an invoice that is not there": (
        "documents_arrival",
        "became = 'invoice', became_id = order_id WHERE number = 'R-1'",
        ("(R-1.xml) became one invoice that is not there",),
    ),
}


def test_the_books_of_what_arrived_agree(cast: Cast) -> None:
    assert verify(cast.company_id).findings == []


@pytest.mark.parametrize("what", CASES)
def test_what_does_not_agree_is_named(cast: Cast, owner: psycopg.Connection[Any], what: str) -> None:
    named(cast, owner, CASES[what])


def test_a_load_without_its_entry_is_named(cast: Cast, owner: psycopg.Connection[Any]) -> None:
    with tampered(owner, "trail_entry", "UPDATE trail_entry SET verb = 'order.attach' WHERE verb = 'order.load'"):
        found = sentences(cast.company_id)
    assert "arrival: order ERP-1 was loaded, and no entry loaded it" in found
    assert verify(cast.company_id).clean


def test_a_file_that_arrived_and_is_gone_or_altered_is_named_once(cast: Cast) -> None:
    [arrival] = arrivals(cast, number="A-1")
    place = store.place(cast.company_id, arrival.sha256)
    content = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"other")
    altered = sentences(cast.company_id)
    place.unlink()
    gone = sentences(cast.company_id)
    place.write_bytes(content)
    assert altered == ["document: the file of UBL 2.1 Invoice A-1 was altered"]
    assert gone == ["document: the file of UBL 2.1 Invoice A-1 is gone"]
    assert verify(cast.company_id).clean


def test_what_was_too_large_to_be_kept_is_not_missed(cast: Cast, owner: psycopg.Connection[Any]) -> None:
    [arrival] = arrivals(cast, number="W-1")
    place = store.place(cast.company_id, arrival.sha256)
    content = place.read_bytes()
    place.unlink()
    assert sentences(cast.company_id) == ["document: the file of UBL 2.1 Invoice W-1 is gone"]
    with tampered(owner, "documents_arrival", "UPDATE documents_arrival SET size = 6000000 WHERE number = 'W-1'"):
        assert sentences(cast.company_id) == []
    place.write_bytes(content)
