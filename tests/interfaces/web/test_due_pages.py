"""When money is due, on pages: chips with words, filters, the order of a list, instalments, and what a contractor reads."""

from uuid import UUID

import pytest

from ...actions.billing import accepted, matched, received, settled
from ...cast import Cast
from .conftest import SignIn
from .test_people_pages import text


@pytest.mark.req(136, 158)
def test_lists_say_how_each_stands_and_are_filtered_by_it(cast: Cast, sign_in: SignIn) -> None:
    petra, dear = sign_in("petra"), cast.issued(title="Too dear")
    accepted(cast, dear)
    received(cast, dear, number="R-DEAR", quantity=3, unit_price="110.00")
    settled(cast, matched(cast, number="R-PAID"))
    cast.issued(title="Not billed yet")
    page = text(petra, "/invoices")
    assert "clock-settled" in page
    # What its state says already is not said twice: beside it stands the day alone.
    assert "state-disputed" in page and "clock-disputed" not in page
    assert "clock-disputed" in text(petra, "/orders")
    disputed = text(petra, "/invoices?due_state=disputed")
    assert "R-DEAR" in disputed and "R-PAID" not in disputed and "Payment: Disputed" in disputed
    orders = text(petra, "/orders?due_state=not_invoiced")
    assert "Not billed yet" in orders and "Too dear" not in orders and "clock-not_invoiced" in orders
    assert "Too dear" in text(petra, "/orders?invoiced=true") and "Not billed yet" in text(
        petra, "/orders?invoiced=false"
    )


@pytest.mark.req(136)
def test_lists_stand_in_the_order_of_their_due_days_and_what_has_none_comes_last(cast: Cast, sign_in: SignIn) -> None:
    petra = sign_in("petra")
    for n, (number, terms) in enumerate((("R-NONE", "unknown"), ("R-SOON", "10 days"), ("R-LATER", "60 days")), 2):
        order_id = cast.issued(payment_terms=terms, title=f"For {number}")
        accepted(cast, order_id)
        received(cast, order_id, number=number, quantity=n)
    for page in (text(petra, "/invoices?sort=due"), text(petra, "/orders?sort=due")):
        places = [page.index(number) for number in ("R-SOON", "R-LATER", "R-NONE")]
        assert places == sorted(places)


@pytest.mark.req(127)
def test_an_invoice_in_instalments_says_each_day_its_terms_and_what_the_paper_says(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(payment_terms="50%: 10 days, 50%: 40 days")
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id, due_on="2026-03-03")["id"])
    page = text(sign_in("petra"), f"/invoices/{invoice_id}")
    for words in ("Instalments", "Payable in instalments", "Due, as it says itself", "clock-"):
        assert words in page
    assert "clock-" in text(sign_in("petra"), f"/orders/{order_id}?tab=invoices")


@pytest.mark.req(127)
def test_a_contractor_reads_when_their_own_invoice_is_due(cast: Cast, sign_in: SignIn) -> None:
    matched(cast, number="R-MINE")
    page = text(sign_in("cleo"), "/invoices")
    assert "R-MINE" in page and "Payment is due on" in page and "clock-" in page


@pytest.mark.req(127)
def test_a_contractor_s_page_sums_what_is_due(cast: Cast, sign_in: SignIn) -> None:
    matched(cast)
    page = text(sign_in("fay"), f"/contractors/{cast.contractor_id}")
    assert all(words in page for words in ("Overdue", "Due today", "Due later"))
