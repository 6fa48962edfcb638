"""The pages of orders that contracts share: loading, sharing, restricting and editing one."""

import re
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders.models import Order

from ...actions.ordering import order_of
from ...actions.sharing import figures, permit, share, shared
from ...cast import Cast
from .conftest import SignIn
from .test_people_pages import send, text

LOAD = {"number": "4500012345", "net": "10,000.00", "currency": "EUR", "title": "Design", "valid_through": "2027-12-31"}


def one(cast: Cast) -> UUID:
    with scope.reading(cast.company_id):
        return Order.objects.get(kind="shared").id


@pytest.mark.req(2, 20)
def test_one_is_loaded_from_the_list_by_a_form(cast: Cast, sign_in: SignIn) -> None:
    iris = sign_in("iris")
    assert "There is no shared order yet." in text(iris, "/shared-orders")
    assert "Amount, without tax" in text(iris, "/shared-orders/new")
    address = send(iris, "/shared-orders/new", 302, **LOAD)
    assert address == f"/shared-orders/{one(cast)}"
    page = text(iris, address)
    for said in ("4500012345", "10,000.00", "2027"):
        assert said in page
    assert "4500012345" in text(iris, "/shared-orders?q=design")
    assert "is in use" in send(iris, "/shared-orders/new", 409, **LOAD)


@pytest.mark.req(15)
@pytest.mark.parametrize("missing", ["number", "net"])
def test_without_number_or_amount_none_is_loaded(cast: Cast, sign_in: SignIn, missing: str) -> None:
    assert "Nothing was changed." in send(sign_in("fay"), "/shared-orders/new", 422, **(LOAD | {missing: ""}))


@pytest.mark.req(21)
def test_it_is_edited_and_the_trail_says_so(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast, title="Design")
    fay = sign_in("fay")
    version = order_of(cast, order_id).version
    typed = {"title": "Design of 2026", "valid_through": "", "net": "12,000.00", "version": version}
    page = text(fay, send(fay, f"/shared-orders/{order_id}/do/edit", 302, **typed))
    assert "Design of 2026" in page and "EUR 12,000.00" in page and "Fay" in page


@pytest.mark.req(23)
def test_a_person_is_given_access_on_its_page_below_the_settings(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast)
    olga = sign_in("olga")
    assert "/shared-orders" in text(olga, "/settings/")
    given = {"restricted": "yes", f"members.{cast.rita.id}": "yes", "version": 1}
    page = text(olga, send(olga, f"/shared-orders/{order_id}/do/permit", 302, **given))
    assert re.search(r"Used by\s*</dt>\s*<dd>\s*Rita", page)
    assert order_of(cast, order_id).restricted


@pytest.mark.req(3)
def test_a_contract_is_given_its_share_by_who_orders(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast)
    rita = sign_in("rita")
    typed = {"engagement_id": cast.engagement_id, "title": "Bees", "quantity": "10", "unit": "HUR", "unit_price": "100"}
    address = send(rita, f"/shared-orders/{order_id}/do/share", 302, **typed)
    page = text(rita, address)
    for said in ("4500012345", "Bees"):
        assert said in page
    assert figures(cast, order_id)[1] == 1000
    assert "EUR 9,000.00" in text(rita, f"/shared-orders/{order_id}")
    refused = send(rita, f"/shared-orders/{order_id}/do/share", 409, **(typed | {"quantity": "91"}))
    assert "Only EUR 9,000.00 of it are left" in refused
    assert "4500012345" in text(rita, "/orders")


@pytest.mark.req(9)
def test_who_may_not_use_it_finds_it_nowhere(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast)
    permit(cast, order_id, "amir")
    rita = sign_in("rita")
    for address in ("/shared-orders", "/shared-orders?q=45000", "/find?q=4500012345", "/orders?q=4500012345"):
        assert str(order_id) not in text(rita, address)
    for address in (f"/shared-orders/{order_id}", f"/orders/{order_id}"):
        text(rita, address, 404)
    assert "4500012345" not in send(sign_in("cleo"), f"/shared-orders/{order_id}/do/share", 404)
    text(sign_in("cleo"), f"/shared-orders/{order_id}", 404)


def test_its_number_leads_to_it(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast)
    fay = sign_in("fay")
    assert fay.get("/find?q=4500012345", follow=True).redirect_chain[-1][0] == f"/shared-orders/{order_id}"
    share(cast, order_id)
    assert "Shared orders" in text(fay, "/find?q=45000123")


@pytest.mark.req(3, 9)
def test_a_share_leads_to_what_it_draws_on_where_that_is_seen(cast: Cast, sign_in: SignIn) -> None:
    order_id = shared(cast)
    drawn = share(cast, order_id)
    way = f'href="/shared-orders/{order_id}"'
    assert way in sign_in("rita").get(f"/orders/{drawn}").content.decode()
    assert way not in sign_in("cleo").get(f"/orders/{drawn}").content.decode()
    permit(cast, order_id, "amir")
    assert way not in sign_in("rita").get(f"/orders/{drawn}").content.decode(), "she may not use it any more"
