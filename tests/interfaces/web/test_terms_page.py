"""Payment terms on pages: what the company has, what a contractor has of their own, and what an order's form says."""

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order

from ...alerting import raised, soon
from ...cast import Cast
from .conftest import SignIn
from .test_people_pages import send, text

AT = "/settings/payment-terms"


@pytest.mark.req(127)
def test_finance_sets_the_company_s_terms(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert "Payable within 30 days of the invoice date" in text(fay, AT)
    assert send(fay, f"{AT}/do/set", 302, payment_terms="net 45") == AT
    assert "Payable within 45 days of the invoice date" in text(fay, AT)
    assert "Payable within 45 days of the invoice date" in text(fay, "/settings/")


@pytest.mark.req(127)
def test_what_can_not_be_says_why_and_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    page = send(sign_in("olga"), f"{AT}/do/set", 422, payment_terms="50%: 30 days, 50%: 30 days")
    assert "Two instalments fall on one day. Write them as one, or give one another day." in page
    assert 'value="50%: 30 days, 50%: 30 days"' in page


def test_what_was_raised_of_orders_is_no_change_of_terms(cast: Cast, sign_in: SignIn) -> None:
    soon(cast)
    raised(cast)
    shown = text(sign_in("fay"), AT)
    assert "Make a company" in shown and "Raise alerts" not in shown


@pytest.mark.req(127)
def test_a_contractor_has_their_own_or_the_company_s(cast: Cast, sign_in: SignIn) -> None:
    fay, at = sign_in("fay"), f"/contractors/{cast.contractor_id}"
    assert "the company&#x27;s" in text(fay, at) or "the company's" in text(fay, at)
    send(fay, f"{at}/do/change", 302, name="Cleo", currency="EUR", payment_terms="end of month", version="1")
    assert "Payable by the end of the month of the invoice date" in text(fay, at)


@pytest.mark.req(127, 136)
def test_a_draft_is_written_with_terms_of_its_own(cast: Cast, sign_in: SignIn) -> None:
    rita, order_id = sign_in("rita"), cast.draft(payment_terms="30 days from sent")
    assert 'value="30 days from sent"' in text(rita, f"/orders/{order_id}/edit")
    assert "Payable within 30 days of the day on which the order was sent" in text(rita, f"/orders/{order_id}")
    with scope.reading(cast.company_id):
        assert Order.objects.get(id=order_id).payment_terms == "30 days from sent"
