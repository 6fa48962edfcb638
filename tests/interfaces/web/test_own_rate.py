"""A rate of its own on an order's form: offered where the currency differs, and what the record says of the rate."""

import re
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order

from ...actions.test_order_rates import TODAY as NOW_DAY
from ...actions.test_rate_set import rate_set
from ...cast import Cast
from .conftest import SignIn, form
from .test_rates import TODAY
from .test_settings import text

OFFERS = "A rate of its own"


def newest(cast: Cast) -> Order:
    with scope.reading(cast.company_id):
        found: Order = Order.objects.within(cast.company_id).order_by("-created_at", "-id")[0]
        return found


@pytest.mark.req(154)
def test_it_is_offered_only_where_the_currency_differs(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    assert OFFERS not in text(rita, "/orders/new")
    for currency, offered in (("EUR", False), ("USD", True), ("usd", True), ("XX", False), ("", False)):
        assert (OFFERS in text(rita, f"/orders/rate?currency={currency}")) is offered, currency
    order_id = cast.draft(currency="USD", rate="0.7")
    assert OFFERS in text(rita, f"/orders/{order_id}/edit")
    assert OFFERS not in text(rita, f"/orders/{cast.draft()}/edit")


def test_the_form_says_which_general_rate_would_hold(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    page = text(rita, "/orders/rate?currency=USD")
    assert "No general rate of USD holds today" in page and "<details open" in page
    rate_set(cast, day=TODAY.isoformat(), rate="0.0061234567")
    page = text(rita, "/orders/rate?currency=USD")
    assert "1 USD = 0.0061234567 EUR" in page and "<details open" not in page


@pytest.mark.req(155)
def test_an_order_of_the_general_rate_keeps_it_through_its_form(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    rate_set(cast, day=TODAY.isoformat(), rate="0.9")
    rita.post("/orders/new", form(cast, currency="USD"))
    order = newest(cast)
    assert (str(order.rate.normalize()), order.rate_source) == ("0.9", "general")
    rate_set(cast, day=TODAY.isoformat(), rate="0.5")
    page = text(rita, f"/orders/{order.id}/edit")
    assert "1 USD = 0.9 EUR" in page and "keeps it" in page
    sent = form(cast, currency="USD", title="Another", version=str(order.version))
    rita.post(f"/orders/{order.id}/edit", sent)
    order = newest(cast)
    assert (order.title, str(order.rate.normalize()), order.rate_source) == ("Another", "0.9", "general")
    rita.post(f"/orders/{order.id}/edit", sent | {"key": "again", "rate": "0.7", "version": str(order.version)})
    order = newest(cast)
    assert (str(order.rate.normalize()), order.rate_source) == ("0.7", "own")
    rita.post(f"/orders/{order.id}/edit", sent | {"key": "empty", "rate": "", "version": str(order.version)})
    order = newest(cast)
    assert (str(order.rate.normalize()), order.rate_source) == ("0.5", "general")


def test_without_a_rate_the_form_says_where_to_type_one(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, currency="USD"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 USD = … EUR" in page and "Settings, Exchange rates" in page and OFFERS in page


@pytest.mark.parametrize(
    ("given", "says", "base"),
    [
        ({}, "At the general rate of Mar 2, 2026, 0.9", "EUR 900.00"),
        ({"rate": "0.7"}, "At the order's own rate of Mar 2, 2026, 0.7", "EUR 700.00"),
    ],
)
def test_the_record_says_the_base_amount_with_its_rate_and_day(
    cast: Cast, sign_in: SignIn, given: dict[str, Any], says: str, base: str
) -> None:
    rate_set(cast, day=NOW_DAY.isoformat(), rate="0.9")
    order_id: UUID = cast.issued(currency="USD", **given)
    page = re.sub(r"</?time[^>]*>", "", text(sign_in("rita"), f"/orders/{order_id}")).replace("\xa0", " ")
    assert says in page and base in page.partition(says)[2][:100]


def test_what_is_internal_of_a_rate_is_not_for_contractors(cast: Cast, sign_in: SignIn) -> None:
    rate_set(cast, day=NOW_DAY.isoformat(), rate="0.9")
    order_id = cast.issued(currency="USD")
    assert "general rate" not in text(sign_in("cleo"), f"/orders/{order_id}")
    assert sign_in("cleo").get("/orders/rate?currency=USD").status_code == 403
    assert "keeps it" not in text(sign_in("rita"), f"/orders/rate?currency=USD&order={cast.mallory.id}")
