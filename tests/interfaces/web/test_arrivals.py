"""The receive log and the page of one arrival: who sees what, filters, pages, the file as it came, a duplicate admitted."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.documents import store
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.pages import arrivals

from ...actions import billing
from ...cast import Cast
from .conftest import SignIn
from .papers import invoice, known_as, loaded, order, sent, text

INSIDE = ["amir", "iris", "petra", "fay", "otto", "olga", "edda"]


def test_whoever_sees_every_order_reads_the_log(cast: Cast, sign_in: SignIn) -> None:
    sent(sign_in("fay"), order(), b"nothing")
    address = f"/arrivals/{_arrival(cast, 'refused').id}"
    for name in INSIDE:
        assert _names(sign_in(name), "/arrivals") == ["file-2.xml", "file-1.xml"], name
        assert "It is no XML document" in text(sign_in(name), address)
        assert sign_in(name).get(f"{address}/file").status_code == 200


def test_a_stranger_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    sent(sign_in("fay"), order(), invoice(), invoice(amount="99.00"))
    mallory = sign_in("mallory")
    for became in ("order", "invoice", "duplicate"):
        one = _arrival(cast, became)
        for address in (f"/arrivals/{one.id}", f"/arrivals/{one.id}/file"):
            theirs, none = mallory.get(address), mallory.get(address.replace(str(one.id), str(uuid4())))
            assert theirs.status_code == none.status_code == 404
        assert mallory.get(f"/arrivals?ids={one.id}")["Location"] == "/arrivals"
    page = text(mallory, "/arrivals")
    assert "Nothing has arrived yet." in page and "file-1" not in page


def test_a_contractor_sees_what_they_sent_and_no_more(cast: Cast, sign_in: SignIn) -> None:
    known_as(cast, cast.contractor_id, "ATU1")
    sent(sign_in("fay"), order(), invoice(number="R-10", vat="ATU1"))
    cleo = sign_in("cleo")
    assert "You have sent nothing yet." in text(cleo, "/arrivals")
    for became in ("order", "invoice"):
        assert cleo.get(f"/arrivals/{_arrival(cast, became).id}").status_code == 404
    sent(cleo, invoice(number="INV-8", vat="ATU1"))
    page = text(cleo, "/arrivals")
    assert page.count('class="row-link"') == 1 and "INV-8" in page and "Fay" not in page


def test_who_sees_the_first_sees_what_came_again_without_its_file(cast: Cast, sign_in: SignIn) -> None:
    known_as(cast, cast.contractor_id, "ATU1")
    cleo = sign_in("cleo")
    sent(cleo, invoice(vat="ATU1"))
    sent(sign_in("fay"), invoice(vat="ATU1", amount="99.00"))
    address = f"/arrivals/{_arrival(cast, 'duplicate').id}"
    page = text(cleo, address)
    assert "The two side by side" in page and "/file" not in page and "Somebody else sent the file." in page
    assert "Admit" not in page and "Fay" not in page and cleo.get(f"{address}/file").status_code == 404


def test_the_page_of_an_arrival_says_what_it_became(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    found = loaded(cast, fay, order(amount="90.00"), invoice(quoted="PO-900"))
    page = text(fay, f"/arrivals/{_arrival(cast, 'order').id}")
    assert "says that it is: UBL 2.1 Order" in page and "up to EUR 90.00" in page and f"/orders/{found.id}" in page
    assert "quantity times price gives EUR 100.00, and EUR 90.00 is stated" in page
    assert _arrival(cast, "order").sha256 in page
    page = text(fay, f"/arrivals/{_arrival(cast, 'invoice').id}")
    assert "Taken in as invoice INV-1" in page and "Admit" not in page


def test_the_page_of_an_arrival_leads_to_what_came_first_and_back_to_the_log(cast: Cast, sign_in: SignIn) -> None:
    """What came first made nothing either, so no order and no invoice leads on."""
    fay = sign_in("fay")
    sent(fay, b"nothing")
    page = text(fay, f"/arrivals/{_arrival(cast, 'refused').id}")
    assert "no number" in page and 'href="/arrivals">' in page.split('class="moves"')[1]
    loaded(cast, fay, order())
    second = order(price="11.00", amount="110.00")
    sent(fay, second)
    sent(fay, second)
    page = text(fay, f"/arrivals/{_arrival(cast, 'same').id}")
    assert f'href="/arrivals/{_arrival(cast, "second").id}"' in page and "What came first" in page


def test_an_invoice_says_once_how_often_its_number_came_again(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    loaded(cast, fay, order(), invoice(), invoice(amount="99.00"))
    address = f"/invoices/{_arrival(cast, 'invoice').became_id}"
    assert text(fay, address).count("The same number came again and was turned away.") == 1
    sent(fay, invoice(amount="98.00"))
    page = text(fay, address)
    assert page.count("The same number came again 2 times and was turned away.") == 1
    assert page.count("Look at it, or admit it as another document") == 2 and "file-3.xml" in page


def test_what_was_typed_is_in_the_log_and_has_no_file(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast, number="R-10")
    fay, one = sign_in("fay"), _arrival(cast, "invoice")
    assert _names(fay, "/arrivals") == ["R-10"]
    page = text(fay, f"/arrivals/{one.id}")
    assert "typed in here" in page and "It came without a file" in page
    assert fay.get(f"/arrivals/{one.id}/file").status_code == 404


def test_the_file_is_given_as_it_came_and_never_shown(cast: Cast, sign_in: SignIn) -> None:
    fay, content = sign_in("fay"), b"<html><script>alert(1)</script></html>"
    sent(fay, content)
    answer = fay.get(f"/arrivals/{_arrival(cast, 'refused').id}/file")
    assert answer.content == content and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="file-1.xml"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_file_that_is_gone_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    sent(fay, order())
    one = _arrival(cast, "order")
    store.place(cast.company_id, one.sha256).unlink()
    assert fay.get(f"/arrivals/{one.id}/file").status_code == 404
    assert "/file" not in text(fay, f"/arrivals/{one.id}")


def test_a_document_that_came_again_is_admitted_by_a_second_person(cast: Cast, sign_in: SignIn) -> None:
    fay, petra = sign_in("fay"), sign_in("petra")
    loaded(cast, fay, order(), invoice(), invoice(amount="99.00"))
    address = f"/arrivals/{_arrival(cast, 'duplicate').id}"
    assert "Nobody admits a duplicate that they entered." in text(fay, address)
    answer = petra.post(f"{address}/do/admit_duplicate", {"key": str(uuid4()), "reason": "Another delivery"})
    assert answer.status_code == 302 and answer["Location"].startswith("/invoices/")
    assert "It was admitted as a document of its own." in text(petra, address)


def test_the_log_is_filtered_and_searched(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    sent(fay, order(), b"nothing", order(), invoice(number="INV-77"))
    receipt = order().replace(b"Order ", b"OrderCancellation ").replace(b"</Order>", b"</OrderCancellation>")
    waiting = receipt.replace(b":Order-2", b":OrderCancellation-2").replace(
        b"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>",
        b"<cac:OrderReference><cbc:ID>PO-1000</cbc:ID></cac:OrderReference>",
    )
    sent(fay, waiting)
    assert _names(fay, "/arrivals?outcome=made") == ["file-4.xml", "file-1.xml"]
    assert sorted(_names(fay, "/arrivals?outcome=nothing")) == ["file-2.xml", "file-3.xml"]
    assert _outcomes(fay, "/arrivals?outcome=waiting") == ["Waits"]
    assert len(_names(fay, "/arrivals?outcome=nonsense")) == 5
    assert _names(fay, "/arrivals?q=inv-7") == ["file-4.xml"] == _names(fay, "/arrivals?q=FILE-4")
    assert "Nothing that arrived fits." in text(fay, "/arrivals?q=zzz")
    assert fay.get("/arrivals?q=%00&after=rubbish_&ids=,x,1").status_code == 200


def test_the_log_goes_on_by_key(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PAGE", 2)
    fay = sign_in("fay")
    sent(fay, *[order(number=f"PO-{number}") for number in range(5)])
    seen: list[str] = []
    here: Any = "/arrivals"
    while here:
        page = text(fay, here)
        seen += re.findall('class="row-link"[^>]*>([^<]+)<', page)
        following = re.search('rel="next" href="([^"]+)"', page)
        here = f"/arrivals{unescape(following[1])}" if following else ""
    assert sorted(seen) == [f"file-{number}.xml" for number in range(1, 6)] and len(seen) == 5


def test_the_log_and_the_pages_of_it_take_the_same_queries_among_many(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    loaded(cast, fay, order(), invoice(), invoice(amount="99.00"))
    pinned = {
        "/arrivals": 24,
        "/arrivals?outcome=made&q=file": 24,
        f"/arrivals/{_arrival(cast, 'invoice').id}": 20,
        f"/arrivals/{_arrival(cast, 'duplicate').id}": 23,
    }
    few = {address: _queries(fay, address) for address in pinned}
    sent(fay, *[order(number=f"PO-{n}", amount="99.00") for n in range(15)])
    sent(fay, *[invoice(number=f"INV-{n + 100}", quoted=f"PO-{n}") for n in range(15)])
    assert {address: _queries(fay, address) for address in pinned} == few == pinned


def test_it_is_reached_from_everywhere(cast: Cast, sign_in: SignIn) -> None:
    for name in ("petra", "cleo", "otto"):
        client = sign_in(name)
        assert 'data-go="r" href="/arrivals"' in text(client, "/")
        assert 'href="/arrivals"' in text(client, "/invoices")
        assert ('href="/receive"' in text(client, "/invoices")) == (name != "otto")
    assert 'href="/receive"' in text(sign_in("petra"), "/arrivals")


def _arrival(cast: Cast, became: str) -> Arrival:
    with scope.reading(cast.company_id):
        found: Arrival = Arrival.objects.get(became=became)
        return found


def _names(client: Client, address: str) -> list[str]:
    return re.findall('class="row-link"[^>]*>([^<]+)<', text(client, address))


def _outcomes(client: Client, address: str) -> list[str]:
    rows = text(client, address).split("<tbody>")[1].split("</tbody>")[0]
    return [words.strip() for words in re.findall(r"</svg>([A-Z][a-z ]+)</span>", rows)]


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
