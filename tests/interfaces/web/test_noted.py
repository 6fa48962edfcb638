"""The invoice to come on the record: noted by a form, compared when it comes, shown on both pages and to nobody outside."""

from uuid import uuid4

import pytest

from ...actions.billing import accepted, received
from ...actions.test_order_note_invoice import note
from ...cast import Cast
from .conftest import SignIn
from .test_settings import text

SAYS = "says otherwise than what was noted"


@pytest.mark.req(157)
def test_it_is_noted_on_the_record_and_compared_on_both_pages(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.issued()
    sent = {"key": str(uuid4()), "number": "R-1", "issued_on": "2026-03-02", "amount": "999"}
    assert rita.post(f"/orders/{order_id}/do/note_invoice", sent).status_code == 302
    page = text(rita, f"/orders/{order_id}?tab=noted").replace("\xa0", " ")
    assert "R-1" in page and "EUR 999.00" in page and "has not come yet" in page
    accepted(cast, order_id)
    invoice_id = received(cast, order_id, number="R-1")["id"]
    for address in (f"/orders/{order_id}", f"/invoices/{invoice_id}"):
        page = text(sign_in("petra"), address).replace("\xa0", " ")
        assert SAYS in page and "Total: noted EUR 999.00, and the invoice says EUR 1,000.00." in page
        assert SAYS not in text(sign_in("cleo"), address)


def test_a_contractor_has_no_such_tab(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    note(cast, order_id, number="SECRET-1")
    page = text(sign_in("cleo"), f"/orders/{order_id}?tab=noted")
    assert "SECRET-1" not in page and "tab=noted" not in page


def test_the_list_finds_what_is_noted(cast: Cast, sign_in: SignIn) -> None:
    note(cast, cast.issued(title="Noted one"))
    cast.issued(title="Another one")
    page = text(sign_in("rita"), "/orders?noted=true")
    assert "Noted one" in page and "Another one" not in page
