"""What an advance is called, and how it stands, is the same on every page."""

from uuid import UUID

from ...actions.advancing import WHAT_FOR, asked
from ...actions.billing import initiated
from ...cast import Cast
from .conftest import SignIn
from .papers import text


def test_it_waits_on_its_record_in_the_list_and_on_its_order(cast: Cast, sign_in: SignIn) -> None:
    order_id, fay = cast.issued(), sign_in("fay")
    advance_id = asked(cast, order_id)
    for page in (f"/invoices/{advance_id}", "/invoices", f"/orders/{order_id}?tab=invoices"):
        shown = text(fay, page)
        assert "Waits to be released" in shown and WHAT_FOR in text(fay, f"/invoices/{advance_id}")
    assert "Waits to be released" in b"".join(fay.get("/invoices?format=csv").streaming_content).decode()
    assert "(waits to be released)" in text(sign_in("iris"), f"/orders/{order_id}")


def test_its_trail_and_its_payment_call_it_an_advance(cast: Cast, sign_in: SignIn) -> None:
    advance_id, fay = asked(cast, cast.issued()), sign_in("fay")
    payment_id: UUID = initiated(cast, advance_id)
    for page in (f"/invoices/{advance_id}", f"/payments/{payment_id}"):
        shown = text(fay, page)
        assert "Advance PO-" in shown and "Invoice PO-" not in shown
    assert "<del>waits to be released</del>" in text(fay, f"/invoices/{advance_id}")
