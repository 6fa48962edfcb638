"""The order form: typed in the reader's locale, kept when it is wrong, priced by the server while it is typed."""

from uuid import UUID, uuid4

import pytest

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.orders import actions, queries
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.values import OrderChanges

from ...cast import NOW, Cast
from .conftest import SignIn, form


def test_a_draft_is_saved_and_shown(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast), follow=True)
    assert "EUR 6,000.00" in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith("/orders/")


def test_the_same_form_sent_twice_makes_one_order(cast: Cast, sign_in: SignIn) -> None:
    client, typed = sign_in("rita"), form(cast)
    first, second = client.post("/orders/new", typed), client.post("/orders/new", typed)
    assert first["Location"] == second["Location"]
    with scope.reading(cast.company_id):
        assert Order.objects.count() == 1


def test_wrong_fields_say_so_and_keep_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, title="", contractor="Nobody", **{"lines-0-quantity": "ten", "lines-0-unit_price": "1.1234567"})
    answer = sign_in("rita").post("/orders/new", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number such as 1,234.56." in page
    assert "At most 6 decimals are kept" in page
    assert "Choose a contractor from the list" in page
    assert 'value="Nobody"' in page and 'value="ten"' in page


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "Infinity", ""])
def test_a_quantity_must_be_a_number_above_zero(cast: Cast, sign_in: SignIn, quantity: str) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, **{"lines-0-quantity": quantity}))
    assert answer.status_code == 422
    assert 'id="lines-0-quantity-says"' in answer.content.decode()


def test_a_refusal_keeps_the_form_and_says_why(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").post("/orders/new", form(cast, currency="USD"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "a rate is needed" in page and "Nothing was changed" in page and 'value="USD"' in page


def test_amounts_are_read_and_written_in_the_companys_locale(cast: Cast, sign_in: SignIn) -> None:
    _speak_german(cast)
    client = sign_in("rita")
    address = client.post("/orders/new", form(cast, **{"lines-0-unit_price": "1.234,56"}))["Location"]
    assert "12.345,60 EUR" in client.get(address).content.decode()
    assert 'value="1.234,56"' in client.get(f"{address}/edit").content.decode()
    answer = client.post("/orders/new", form(cast, **{"lines-0-unit_price": "1234.56"}))
    assert "Write a number such as 1.234,56." in answer.content.decode()


def test_the_total_is_computed_while_typing_by_the_servers_rule(cast: Cast, sign_in: SignIn) -> None:
    typed = form(cast, **{"lines-0-quantity": "0.333333", "lines-0-unit_price": "100"})
    page = sign_in("rita").post("/orders/preview", typed).content.decode()
    assert ">33.33<" in page and "EUR 33.33" in page


def test_lines_are_added_and_removed_without_saving(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    more = client.post("/orders/new", form(cast, do="add-line-")).content.decode()
    assert 'id="lines-1-text"' in more and 'value="Layout"' in more
    less = client.post("/orders/new", form(cast, do="remove-line-0")).content.decode()
    assert 'id="lines-0-text"' in less and 'value="Layout"' not in less
    with scope.reading(cast.company_id):
        assert not Order.objects.exists()


def test_pickers_find_contractors_and_their_engagements(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    assert "CLEO2 · Cleo" in client.get("/orders/contractors?contractor=cle").content.decode()
    assert "Catalogue" in client.get("/orders/engagements?contractor=CLEO2 · Cleo").content.decode()
    assert "Choose the contractor first" in client.get("/orders/engagements?contractor=zz").content.decode()


def test_a_stale_save_shows_both_versions_and_overwrites_nothing(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.draft()
    theirs = OrderChanges.model_validate({"title": "Autumn catalogue"})
    actions.change(by=cast.iris, at=NOW, order_id=order_id, changes=theirs)
    answer = sign_in("rita").post(f"/orders/{order_id}/edit", form(cast, title="Winter catalogue", version="1"))
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Autumn catalogue" in page and "Winter catalogue" in page and 'name="version" value="2"' in page
    assert _title(cast, order_id) == "Autumn catalogue"


def test_an_order_that_is_no_draft_can_not_be_opened_for_changes(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("rita").get(f"/orders/{cast.pending()}/edit")
    assert answer.status_code == 409
    assert "only a draft can be changed" in answer.content.decode()


def test_who_may_not_draft_is_refused(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in("otto").post("/orders/new", form(cast, key=str(uuid4())))
    assert answer.status_code == 403
    assert "Your roles do not allow this" in answer.content.decode()


def _title(cast: Cast, order_id: UUID) -> str:
    with scope.reading(cast.company_id):
        return queries.visible(cast.rita).get(id=order_id).title


def _speak_german(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        Company.objects.filter(id=cast.company_id).update(locale="de")
