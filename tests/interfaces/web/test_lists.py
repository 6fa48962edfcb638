"""Desk, list and find: what they show, and with how many queries."""

import re
from html import unescape
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Entry
from counterfoil.interfaces.web.pages import orders as view

from ...cast import Cast, line
from .conftest import SignIn, form


def test_the_desk_names_the_move(cast: Cast, sign_in: SignIn) -> None:
    cast.pending(title="To be approved")
    cast.approved(title="To be issued")
    cast.draft(title="To be finished")
    assert "To be approved" in _text(sign_in("amir"), "/") and "To be issued" not in _text(sign_in("amir"), "/")
    assert "To be issued" in _text(sign_in("iris"), "/") and "To be approved" not in _text(sign_in("iris"), "/")
    own = _text(sign_in("rita"), "/")
    assert "To be finished" in own and "Amir or Bela approves or rejects" in own and "Iris issues it" in own


def test_who_took_the_first_step_is_not_asked_for_the_second(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.pending(lines=[line(unit_price="600.00")])
    page = _text(sign_in("amir"), f"/orders/{order_id}")
    shown = page.split('name="shown" value="')[1][:64]
    sign_in("amir").post(f"/orders/{order_id}/do/approve", {"shown": shown, "key": "one"})
    assert "Nothing waits for you" in _text(sign_in("amir"), "/")
    assert "Spring catalogue" in _text(sign_in("bela"), "/")


def test_the_list_is_filtered_and_searched_by_its_address(cast: Cast, sign_in: SignIn) -> None:
    cast.pending(title="Waiting one")
    cast.issued(title="Issued one")
    client = sign_in("rita")
    assert "Waiting one" not in _text(client, "/orders?state=issued")
    assert "Issued one" in _text(client, "/orders?state=issued&q=issu")
    assert "No order fits" in _text(client, "/orders?state=draft&q=issu")


def test_pages_go_on_by_key(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGE", 2)
    for number in range(5):
        cast.draft(title=f"Order {number}")
    client, address, seen = sign_in("rita"), "/orders?state=draft", []
    while address:
        page = _text(client, address)
        seen += [number for number in range(5) if f"Order {number}" in page]
        older = re.search('rel="next" href="([^"]+)"', page)
        address = f"/orders{unescape(older[1])}" if older else ""
    assert sorted(seen) == [0, 1, 2, 3, 4] and seen[0] == 3


def test_an_unreadable_cursor_is_the_beginning(cast: Cast, sign_in: SignIn) -> None:
    cast.draft()
    assert "Spring catalogue" in _text(sign_in("rita"), "/orders?after=rubbish_")


@pytest.mark.parametrize("spelled", ["PO-2026-00001", "po 2026 00001", "POCLEO20001"])
def test_any_number_leads_to_its_order(cast: Cast, sign_in: SignIn, spelled: str) -> None:
    order_id = cast.issued()
    assert sign_in("rita").get(f"/find/{spelled}")["Location"] == f"/orders/{order_id}"


def test_what_is_no_number_is_looked_for_everywhere(cast: Cast, sign_in: SignIn) -> None:
    cast.issued()
    assert 'href="/orders?q=spring%20cat"' in _text(sign_in("rita"), "/find?q=spring cat")


@pytest.mark.parametrize(
    ("name", "words", "address"),
    [
        ("rita", "the next step is yours", "/orders/new"),
        ("amir", "when you are asked to approve it", "/orders?state=pending"),
        ("petra", "What does not fit on an invoice comes here", "/invoices"),
        ("fay", "An invoice comes here when it can be released", "/payments"),
        ("otto", "Nothing is asked of an auditor", "/orders"),
        ("edda", "your work is done through the API", "/api/v1/openapi.json"),
        ("cleo", "An order comes here when it is issued to you", "/orders"),
    ],
)
def test_an_empty_desk_teaches_each_role_its_own(
    cast: Cast, sign_in: SignIn, name: str, words: str, address: str
) -> None:
    client = sign_in(name)
    page = _text(client, "/").split('class="empty"')[1]
    assert words in page and f'href="{address}"' in page
    assert client.get(address).status_code == 200


def test_empty_pages_teach(cast: Cast, sign_in: SignIn) -> None:
    assert "There is no order yet" in _text(sign_in("rita"), "/orders")
    assert "An order comes here when the next step is yours" in _text(sign_in("rita"), "/")


# One of them asks whether orders begin with a requisition: a draft or an approved order without one depends on it; and one
# whether the company stops orders that have run out.
@pytest.mark.parametrize(("page", "pinned"), [("/", 28), ("/orders", 29), ("/orders?q=catalogue", 29)])
def test_three_orders_and_sixty_take_the_same_queries(cast: Cast, sign_in: SignIn, page: str, pinned: int) -> None:
    client = sign_in("rita")
    _some(cast, 1)
    few = _queries(client, page)
    _some(cast, 19)
    assert _queries(client, page) == few == pinned


def test_the_record_takes_the_same_queries_among_sixty(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("rita")
    address = f"/orders/{_some(cast, 1)}"
    few = _queries(client, address)
    _some(cast, 19)
    assert _queries(client, address) == few == 31
    assert _queries(client, f"{address}/version?seen=2.0.2") == 17


def _some(cast: Cast, times: int) -> UUID:
    for _ in range(times):
        order_id = cast.pending()
        cast.draft()
        cast.approved()
    return order_id


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    return len(captured)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("page", ["/orders", "/invoices", "/payments", "/exceptions", "/arrivals"])
def test_which_rows_a_list_shows_is_asked_before_anything_is_joined(cast: Cast, sign_in: SignIn, page: str) -> None:
    """Joined first, a company's every row is read: the planner can't see through the walls how little there is to join."""
    client = sign_in("fay")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    limited = [one["sql"] for one in asked.captured_queries if "LIMIT 51" in one["sql"]]
    assert len(limited) == 1 and " JOIN " not in limited[0]


@pytest.mark.req(20, 22)
def test_the_list_leads_to_a_form_that_stores_and_shows_each_order_s_state(cast: Cast, sign_in: SignIn) -> None:
    rita = sign_in("rita")
    assert 'href="/orders/new"' in _text(rita, "/orders")
    assert rita.post("/orders/new", form(cast, title="From the list")).status_code == 302
    page = _text(rita, "/orders")
    assert "From the list" in page and 'class="state state-draft"' in page
    address = re.findall('class="row-link"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*class="row-link"', page)[0]
    assert "Layout" in _text(rita, next(filter(None, address)))


@pytest.mark.req(21)
def test_a_draft_is_edited_from_its_row_and_the_change_is_logged(cast: Cast, sign_in: SignIn) -> None:
    order_id, issued = cast.draft(title="Before"), cast.issued()
    rita, edit = sign_in("rita"), f"/orders/{order_id}/edit"
    assert f'href="{edit}"' in _text(rita, "/orders") and f"/orders/{issued}/edit" not in _text(rita, "/orders")
    assert f'href="{edit}"' not in _text(sign_in("otto"), "/orders")
    version = re.search('name="version" value="([^"]+)"', _text(rita, edit))
    assert version and rita.post(edit, form(cast, title="After", version=version[1])).status_code == 302
    page = _text(rita, "/orders")
    assert "After" in page and "Before" not in page
    with scope.reading(cast.company_id):
        assert Entry.objects.filter(verb="order.change", subject_id=order_id, outcome=Entry.DONE).count() == 1
