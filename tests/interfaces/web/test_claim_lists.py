"""Invoices, exceptions and payments in lists: filtered and searched by the address, by key, with constant queries."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.interfaces.web.pages import exceptions, invoices
from counterfoil.lifecycle.invoices import actions as own
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.payments import actions as payments

from ...actions import billing
from ...actions.test_payment_release_several import parts
from ...cast import NOW, Cast
from .conftest import SignIn


def test_invoices_are_filtered_and_searched(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast, number="R-10")
    billing.received(cast, None, number="X-20", quoted="PO 4711")
    petra = sign_in("petra")
    assert _numbers(petra, "/invoices?state=matched") == ["R-10"]
    assert _numbers(petra, "/invoices?state=nonsense") == ["X-20", "R-10"]
    for text in ("x20", "4711", "X-2"):
        assert _numbers(petra, f"/invoices?q={text}") == ["X-20"], text
    assert _numbers(petra, "/invoices?q=cleo") == ["X-20", "R-10"]
    assert "No invoice fits." in _text(petra, "/invoices?q=zzz")
    assert petra.get("/invoices?q=%00&after=rubbish_").status_code == 200


def test_invoices_go_on_by_key(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invoices, "PAGE", 2)
    for number in range(5):
        billing.received(cast, None, number=f"R-{number}", total=100 + number)
    assert _all(sign_in("petra"), "/invoices") == ["R-4", "R-3", "R-2", "R-1", "R-0"]


@pytest.mark.req(82)
def test_exceptions_are_listed_the_earliest_due_first(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exceptions, "PAGE", 2)
    for number, days in enumerate((4, 0, 2, 1, 3)):
        invoice_id = UUID(billing.received(cast, None, number=f"R-{number}", total=100 + number * 7)["id"])
        with scope.reading(cast.company_id):
            due_on = NOW.date() + timedelta(days=days)
            InvoiceException.objects.filter(invoice_id=invoice_id).update(due_on=due_on, opened_at=NOW)
    client, address, seen = sign_in("petra"), "/exceptions?kind=order_missing", []
    while address:
        page = _text(client, address)
        seen += re.findall(r'list-contractor">\s*(R-\d)\s*<', page)
        following = re.search('rel="next" href="([^"]+)"', page)
        address = f"/exceptions{unescape(following[1])}" if following else ""
    assert seen == ["R-1", "R-3", "R-2", "R-4", "R-0"]


def test_exceptions_are_filtered_by_owner_and_kind(cast: Cast, sign_in: SignIn) -> None:
    billing.disputed(cast)
    billing.received(cast, None, number="X-20")
    rita = sign_in("rita")
    everything, mine = _text(sign_in("petra"), "/exceptions"), _text(rita, "/exceptions?whose=mine")
    assert "Unit price EUR 110.00" in everything and "It quotes no purchase order number." in everything
    assert "Unit price EUR 110.00" in mine and "It quotes no purchase order number." not in mine
    assert "Unit price EUR 110.00" not in _text(sign_in("petra"), "/exceptions?kind=order_missing")
    assert "overdue by" in everything
    assert "No open exception fits." in _text(rita, "/exceptions?kind=unit")


def test_payments_keep_their_two_days_apart(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    billing.initiated(cast, billing.matched(cast, number="R-1"))
    page = _text(fay, "/payments")
    row = page.split("<tbody>")[1].split("</tr>")[0]
    assert row.count("Mar 2, 2026") == 1 and "On its way" in row
    billing.settled(cast, _matched(cast, 2))
    row = _text(fay, "/payments?state=settled").split("<tbody>")[1].split("</tr>")[0]
    assert row.count("Mar 2, 2026") == 2 and "Settled" in row
    assert "No payment fits." in _text(fay, "/payments?state=failed")


@pytest.mark.req(161)
def test_a_payment_says_what_it_pays_in_columns_of_their_own(cast: Cast, sign_in: SignIn) -> None:
    bills = [billing.matched(cast, number=f"R-{number}", quantity=number) for number in (3, 4, 5)]
    both = payments.release_several(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=parts(*bills[:2]))
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(both["id"]), reference="SEPA 4711/B")
    billing.initiated(cast, bills[2], reference="SEPA 4712")
    fay = sign_in("fay")
    page = _text(fay, "/payments?reference=4711%2Fb")
    assert "Reference: 4711/b" in page and "R-3 and 1 more" in page and "R-5" not in page.split("<tbody>")[1]
    streamed: Any = fay.get("/payments?reference=sepa&format=csv")
    heads, several, alone = b"".join(streamed).decode("utf-8-sig").splitlines()
    assert heads.startswith("Invoice,Order,Reference,Contractor,Amount,Currency,State")
    assert sorted(one.split(",")[0] for one in (several, alone)) == ["R-3 and 1 more", "R-5"]
    assert "No payment fits." in _text(fay, "/payments?reference=471%25")


def test_what_is_ready_to_release_and_what_waits_for_a_hold(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast, number="R-1")
    held = _matched(cast, 2)
    own.hold(by=cast.petra, at=NOW, invoice_id=held, values=HoldValues(scope="payment", reason="Bank details"))
    ready = _text(sign_in("fay"), "/payments").split("Ready to release")[1].split("</ul>")[0]
    first, second = ready.split("R-2")
    assert "R-1" in first and "Bank details" in second and "Waits" in first.rpartition("slip-stopped")[2]
    assert "Ready to release" not in _text(sign_in("petra"), "/payments")


@pytest.mark.parametrize(
    ("name", "page", "pinned"),
    [
        ("petra", "/invoices", 23),
        ("petra", "/invoices?q=r", 23),
        ("petra", "/exceptions", 18),
        # One of them asks of all that is payable whether the same amount went to the same contractor today.
        ("fay", "/payments", 28),
        ("fay", "/", 22),
        # What contractors ask for, and which of their work wants an order, is one question each, and a second for which waits.
        ("rita", "/", 41),
        ("cleo", "/", 38),
        ("cleo", "/invoices", 22),
    ],
)
def test_few_and_many_take_the_same_queries(cast: Cast, sign_in: SignIn, name: str, page: str, pinned: int) -> None:
    client = sign_in(name)
    _some(cast, 1)
    few = _queries(client, page)
    _some(cast, 7, first=10)
    assert _queries(client, page) == few == pinned


def test_a_page_takes_the_same_queries_among_many(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = _some(cast, 1)
    payment_id = billing.settled(cast, _matched(cast, 90))
    sent = billing.submitted(cast, cast.issued())
    # The invoice asks whether the same amount went to its contractor today, the payment who confirmed a second one.
    pinned = {f"/invoices/{invoice_id}": 55, f"/payments/{payment_id}": 24, f"/evidence/{sent}": 21}
    fay = sign_in("fay")
    few = {address: _queries(fay, address) for address in pinned}
    _some(cast, 7, first=10)
    assert {address: _queries(fay, address) for address in pinned} == few == pinned


def _some(cast: Cast, times: int, first: int = 0) -> UUID:
    """One of each: matched, disputed, on its way, and evidence that waits."""
    for number in range(first * 3, (first + times) * 3, 3):
        _matched(cast, number)
        order_id = cast.issued()
        billing.accepted(cast, order_id, 5)
        given = {"number": f"R-{number + 1}", "quantity": _quantity(number + 1) / 2, "unit_price": "110.00"}
        disputed = billing.received(cast, order_id, **given)["id"]
        billing.initiated(cast, _matched(cast, number + 2))
        billing.submitted(cast, order_id, 1)
    return UUID(disputed)


def _matched(cast: Cast, number: int) -> UUID:
    """Matched, with a number and a sum that no other has."""
    return billing.matched(cast, number=f"R-{number}", quantity=_quantity(number))


def _quantity(number: int) -> Decimal:
    return 10 - Decimal(number) / 50


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def _all(client: Client, address: str) -> list[str]:
    seen: list[str] = []
    here: Any = address
    while here:
        page = _text(client, here)
        seen += _rows(page)
        following = re.search('rel="next" href="([^"]+)"', page)
        here = f"{address}{unescape(following[1])}" if following else ""
    return seen


def _numbers(client: Client, address: str) -> list[str]:
    return _rows(_text(client, address))


def _rows(page: str) -> list[str]:
    return re.findall('class="row-link"[^>]*>([^<]+)<', page)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
