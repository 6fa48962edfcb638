"""Whoever is on hold reads it where the thing stands: until when, and whom to ask. Why, only those who work here."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import hold_contractor, lift_contractor
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.listing import AnyListing, narrowed
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.reader import Reader
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.orders import actions as orders

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn

UNTIL = "On hold until Dec 31, 2099, ask Petra"
LIFTED = "On hold until it is lifted, ask Fay"
WHY = "The bank asks"


def hold(scope_: str = "payment", last_day: str | None = "2099-12-31") -> HoldValues:
    """A hold as it is placed."""
    return HoldValues.model_validate({"scope": scope_, "reason": WHY, "last_day": last_day})


def held_order(cast: Cast, **more: Any) -> UUID:
    """An issued order that Petra holds."""
    order_id = cast.issued(**more)
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold())
    return order_id


def test_each_row_of_a_desk_says_until_when_and_whom_to_ask(cast: Cast, sign_in: SignIn) -> None:
    sent = billing.submitted(cast, held_order(cast, title="Shown"))
    dear = billing.disputed(cast)
    invoices.hold(by=cast.fay, at=NOW, invoice_id=dear, values=hold(last_day=None))
    rita = _text(sign_in("rita"), "/")
    assert UNTIL in _slip(rita, f"/evidence/{sent}")
    assert UNTIL in _slip(rita.split('id="sent"')[1], "Shown")
    assert LIFTED in _slip(rita, f"/invoices/{dear}") and rita.count("On hold until") == 3
    waiting = cast.pending()
    orders.hold(by=cast.petra, at=NOW, order_id=waiting, values=hold())
    assert UNTIL in _slip(_text(sign_in("amir"), "/"), f"/orders/{waiting}")


def test_an_invoice_that_finance_can_release_says_that_its_order_takes_no_more(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    order_id = billing.invoice_of(cast, invoice_id).order_id
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold("invoicing"))
    assert UNTIL in _slip(_text(sign_in("fay"), "/"), f"/invoices/{invoice_id}")


def test_each_row_of_a_list_says_it_and_no_other_row_does(cast: Cast, sign_in: SignIn) -> None:
    free, petra = cast.issued(title="Free"), sign_in("petra")
    held = held_order(cast, title="Held")
    billing.accepted(cast, held)
    bill = billing.received(cast, held)["id"]
    billing.accepted(cast, free)
    other = billing.received(cast, free, number="R-2", quantity=4)["id"]
    for page, row, without in (("/orders", held, free), ("/invoices", bill, other)):
        shown = _text(petra, page)
        assert UNTIL in _row(shown, row) and "On hold" not in _row(shown, without), page
        narrow = _text(petra, f"{page}?on_hold=true")
        assert UNTIL in _row(narrow, row) and str(without) not in narrow, page


def test_a_contractor_on_hold_says_it_in_the_list_of_contractors(cast: Cast, sign_in: SignIn) -> None:
    hold_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, values=hold(last_day=None))
    page = _text(sign_in("petra"), "/contractors")
    assert LIFTED in _row(page, cast.contractor_id) and page.count("ask Fay") == 1


def test_a_contractor_reads_it_on_all_of_their_pages_and_never_why(cast: Cast, sign_in: SignIn) -> None:
    shown, cleo = held_order(cast, title="To show"), sign_in("cleo")
    billable = cast.issued(title="To bill")
    billing.accepted(cast, billable, 5)
    orders.hold(by=cast.petra, at=NOW, order_id=billable, values=hold())
    invoice_id = billing.matched(cast)
    payment_id = billing.released(cast, invoice_id)
    invoices.hold(by=cast.fay, at=NOW, invoice_id=invoice_id, values=hold(last_day=None))
    desk = _text(cleo, "/")
    assert UNTIL in _slip(desk, f"/orders/{shown}") and UNTIL in _slip(desk, f"/invoices/new?order={billable}")
    assert LIFTED in _row(desk, invoice_id)
    pages = {
        f"/orders/{shown}": UNTIL,
        f"/orders/{shown}/version?seen=0": UNTIL,
        "/orders": UNTIL,
        f"/invoices/{invoice_id}": LIFTED,
        "/invoices": LIFTED,
        f"/payments/{payment_id}": LIFTED,
    }
    for page, says in pages.items():
        text = _text(cleo, page)
        assert says in text, page
        for internal in (WHY, "petra@", "fay@", "where it is lifted", "do/lift", "/contractors/"):
            assert internal not in text, (page, internal)


def test_a_hold_that_is_over_is_said_nowhere(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    placed = hold_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, values=hold(last_day=None))
    assert LIFTED in _text(sign_in("cleo"), f"/orders/{order_id}")
    lift_contractor(
        by=cast.fay, at=NOW, contractor_id=cast.contractor_id, hold_id=UUID(placed["hold_id"]), reason="They came"
    )
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=hold(last_day="2026-03-03"))
    for name, page in (("cleo", "/"), ("cleo", f"/orders/{order_id}"), ("rita", "/"), ("rita", "/orders")):
        assert "On hold until" not in _text(sign_in(name), page), (name, page)


def test_what_is_paid_is_not_on_hold_any_more(cast: Cast, sign_in: SignIn) -> None:
    paid = billing.matched(cast)
    number, payment_id = billing.invoice_of(cast, paid).number, billing.settled(cast, paid)
    hold_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, values=hold(last_day=None))
    own = ("/invoices", f"/invoices/{paid}", f"/payments/{payment_id}")
    for name, page in (*(("cleo", page) for page in own), ("petra", "/invoices")):
        text = _text(sign_in(name), page)
        assert number in text and LIFTED not in text, (name, page)
    assert LIFTED not in _row(_text(sign_in("cleo"), "/"), paid)
    assert str(paid) not in _text(sign_in("petra"), "/invoices?on_hold=true")


def test_a_hold_on_somebody_else_is_not_told(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    with scope.reading(cast.company_id):
        other = Contractor.objects.exclude(id=cast.contractor_id).values_list("id", flat=True)[0]
    hold_contractor(by=cast.fay, at=NOW, contractor_id=other, values=hold(last_day=None))
    for page in ("/", f"/orders/{order_id}", "/orders"):
        assert "On hold until" not in _text(sign_in("cleo"), page), page


@pytest.mark.parametrize(("listing", "page", "pinned"), [(Orders, "/orders", 34), (Invoices, "/invoices", 23)])
def test_the_rows_that_say_it_are_those_that_the_filter_finds(
    cast: Cast, sign_in: SignIn, listing: AnyListing, page: str, pinned: int
) -> None:
    """Holds of every kind, and rows of every state: more of them take no more queries."""
    petra = sign_in("petra")
    _some_held(cast, 0)
    few = _queries(petra, page)
    _some_held(cast, 1)
    assert _queries(petra, page) == few == pinned
    with scope.reading(cast.company_id):
        reader = Reader(cast.petra, NOW)
        rows = list(listing.names(narrowed(listing, reader, {})))
        found = {row.id for row in narrowed(listing, reader, {"on_hold": True})}
        says = {getattr(one, listing.row).id for one in listing.along(reader, rows) if one.held}
    assert says == found and 0 < len(found) < len(rows)


def _some_held(cast: Cast, number: int) -> None:
    free, held = cast.issued(), held_order(cast)
    for place, order_id in enumerate((free, held)):
        billing.accepted(cast, order_id)
        bill = billing.received(cast, order_id, number=f"R-{number}{place}", quantity=4 + number)["id"]
        if order_id == free:
            invoices.hold(by=cast.fay, at=NOW, invoice_id=UUID(bill), values=hold(last_day=None))
    billing.disputed(cast, number=f"R-{number}9", unit_price=f"11{number}.00")
    cancelled = held_order(cast)
    orders.cancel(by=cast.iris, at=NOW, order_id=cancelled, reason="It is not needed any more")


def _slip(page: str, part: str) -> str:
    """The row of a desk in which this stands."""
    return next(one.split("</li>")[0] for one in page.split('<li class="slip')[1:] if part in one.split("</li>")[0])


def _row(page: str, row_id: Any) -> str:
    """The row of a list that leads to this."""
    return next(one.split("</tr>")[0] for one in page.split("<tr")[1:] if str(row_id) in one.split("</tr>")[0])


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
