"""Write-offs on pages: noted where the thing stands, approved from the desk, and listed apart from payments."""

from uuid import UUID

import pytest
from django.test import Client

from ...actions.billing import matched
from ...actions.writing_off import SMALL, part_billed, partly_paid, rest_settled, settled_without_money, written_off
from ...cast import Cast
from .conftest import SignIn


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(answer.content.decode().split())


@pytest.mark.req(162)
def test_it_is_noted_on_the_invoice_and_approved_from_the_desk(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, fay, olga = matched(cast), sign_in("fay"), sign_in("olga")
    noted = fay.post(f"/invoices/{invoice_id}/do/note_invoice", {"key": "a", "reason": "They left"})
    assert noted.status_code == 302
    page = _text(fay, f"/invoices/{invoice_id}")
    assert "waits for a second person" in page and "They left" in page
    desk = _text(olga, "/")
    assert "Approve a write-off" in desk and "Approve a write-off" not in _text(fay, "/")
    written = UUID(desk.partition('href="/write-offs/')[2][:36])
    assert olga.post(f"/write-offs/{written}/do/approve", {"key": "b"}).status_code == 302
    stands = _text(olga, f"/write-offs/{written}")
    assert "Settled without money" in stands and "They left" in stands and "1,000.00" in stands
    assert "Written off" in _text(fay, f"/invoices/{invoice_id}")


@pytest.mark.req(163)
def test_it_is_in_no_list_of_payments_and_in_one_of_its_own(cast: Cast, sign_in: SignIn) -> None:
    settled_without_money(cast, partly_paid(cast))
    fay, cleo = sign_in("fay"), sign_in("cleo")
    assert "400.00" not in _text(fay, "/payments") and "400.00" not in _text(cleo, "/payments")
    listed = _text(fay, "/write-offs")
    assert "400.00" in listed and "Because of the budget" in listed
    assert "Write-offs" in _text(fay, "/payments") and "/write-offs" not in _text(cleo, "/payments")


@pytest.mark.req(163)
def test_whom_it_concerns_reads_that_it_is_written_off_and_not_why(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = matched(cast, **SMALL)
    written = written_off(cast, invoice_id)["id"]
    cleo = sign_in("cleo")
    page = _text(cleo, f"/invoices/{invoice_id}")
    assert "written off" in page and "Because of the budget" not in page and written not in page
    assert cleo.get("/write-offs").status_code == 404
    assert cleo.get(f"/write-offs/{written}").status_code == 404


@pytest.mark.req(162)
def test_the_record_and_the_contractors_page_say_it(cast: Cast, sign_in: SignIn) -> None:
    order_id, fay = part_billed(cast), sign_in("fay")
    rest_settled(cast, order_id)
    assert "written off" in _text(fay, f"/orders/{order_id}")
    assert "Written off" in _text(fay, f"/orders/{order_id}?tab=payments")
    settled_without_money(cast, partly_paid(cast, number="R-2"))
    page = _text(fay, f"/contractors/{cast.contractor_id}")
    assert "Written off" in page and f"/write-offs?contractor_id={cast.contractor_id}" in page


def test_what_no_longer_fits_says_why(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, fay = matched(cast), sign_in("fay")
    written = written_off(cast, invoice_id)["id"]
    fay.post(f"/invoices/{invoice_id}/do/release", {"key": "a", "amount": "300", "purpose": "A first part"})
    page = _text(fay, f"/write-offs/{written}")
    assert "no longer fits" in page and "A payment of it is under way" in page
    assert "Write-off no longer fits" in _text(fay, "/")


def test_an_owner_says_how_much_one_person_alone_writes_off(cast: Cast, sign_in: SignIn) -> None:
    olga, fay = sign_in("olga"), sign_in("fay")
    assert "100.00" in _text(olga, "/settings/write-offs") and "An owner changes it." in _text(
        fay, "/settings/write-offs"
    )
    sent = {"key": "a", "amount": "250.00", "version": "0"}
    assert olga.post("/settings/write-offs/do", sent).status_code == 302
    assert "250.00" in _text(fay, "/settings/write-offs") and "250.00" in _text(fay, "/settings/")
    assert sign_in("rita").get("/settings/write-offs").status_code == 404
