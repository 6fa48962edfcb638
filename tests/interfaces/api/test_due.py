"""When money is due, in answers: terms, due day and state, and the instalments of an invoice."""

from uuid import UUID

import pytest

from ...actions.billing import accepted, received
from ...cast import Cast
from .conftest import Callers


@pytest.mark.req(127, 136)
def test_orders_and_invoices_say_when_they_are_due(cast: Cast, api: Callers) -> None:
    order_id = cast.issued(payment_terms="50%: 10 days, 50%: 40 days to next business day")
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id, due_on="2026-03-03")["id"])
    invoice = api.petra.get(f"/invoices/{invoice_id}").json()
    assert (invoice["due_on"], invoice["stated_due_on"]) == ("2026-03-12", "2026-03-03")
    assert invoice["payment_terms"] == "50%: 10 days, 50%: 40 days to next business day"
    assert [(one["due_on"], one["open_amount"]) for one in invoice["instalments"]] == [
        ("2026-03-12", "500.00"),
        ("2026-04-13", "500.00"),
    ]
    order = api.petra.get(f"/orders/{order_id}").json()
    assert order["payment_terms_words"].startswith("Payable in instalments: 50 % within 10 days of the invoice date")
    assert (order["due_on"], order["due_state"]) == (invoice["due_on"], invoice["due_state"])
    listed = api.petra.get(f"/invoices?due_state={invoice['due_state']}").json()["items"]
    assert [one["id"] for one in listed] == [str(invoice_id)]
    found = api.petra.get(f"/orders?due_state={order['due_state']}").json()["items"]
    assert [one["id"] for one in found] == [str(order_id)]


@pytest.mark.req(127)
def test_terms_are_set_by_key(cast: Cast, api: Callers) -> None:
    assert api.olga.send("PUT", "/company/payment-terms", {"payment_terms": "net 45"}).status_code == 200
    company = api.olga.get("/company").json()
    assert (company["payment_terms"], company["payment_terms_words"]) == (
        "45 days",
        "Payable within 45 days of the invoice date",
    )
    refused = api.olga.send("PUT", "/company/payment-terms", {"payment_terms": "50%: 1 days, 40%: 2 days"})
    assert refused.status_code == 422 and "payment_terms" in refused.text
