"""The pages on which a purchase order is chosen, and on which a company says whether one is."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.orders import actions as orders

from ...actions.choosing import add, choices, choose, confirmations, post_of, programme, shares_of, wait_for
from ...actions.hiring import drafted, offer_of, sent, shown
from ...actions.posting import drafted as post_drafted
from ...actions.sharing import permit, shared
from ...cast import NOW, Cast
from .test_offers import client_of


def page(client: Client, offer_id: UUID) -> str:
    return client.get(reverse("offer", args=[offer_id])).content.decode()


@pytest.mark.req(11, 13)
def test_an_offer_finds_orders_by_any_part_and_chooses_one(cast: Cast) -> None:
    shared(cast, "4500012345", title="Roof gardens")
    shared(cast, "4600000001", title="Cellars")
    shared(cast, "USD-1", currency="USD")
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    begun = page(rita, offer_id)
    assert 'value="4500012345"' in begun and "Roof gardens" in begun and "USD-1" not in begun
    options = rita.get(reverse("order_choices"), {"currency": "EUR", "number": "garden"}).content.decode()
    assert re.findall(r'value="([^"]+)"', options) == ["4500012345"]
    assert "10,000.00" in options, "what is left of it"
    answer = rita.post(reverse("offer_do", args=[offer_id, "choose_order"]), {"number": "4500012345"})
    assert answer.status_code == 302
    assert offer_of(cast, offer_id).order_number == "4500012345"
    chosen = " ".join(re.sub(r"<[^>]+>", " ", page(rita, offer_id)).split())
    assert "4500012345 · Roof gardens · EUR 10,000.00 left" in chosen


@pytest.mark.req(12)
def test_one_is_added_without_leaving_the_offer(cast: Cast) -> None:
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    typed = {"number": "77001", "net": "5,000.00", "title": "", "valid_through": ""}
    assert rita.post(reverse("offer_do", args=[offer_id, "add_order"]), typed).status_code == 302
    assert offer_of(cast, offer_id).order_number == "77001"
    again = rita.post(reverse("offer_do", args=[drafted(cast), "add_order"]), typed)
    assert again.status_code == 409 and "77001" in again.content.decode()


@pytest.mark.req(14)
def test_it_says_who_gets_one_and_by_when(cast: Cast) -> None:
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    typed = {"owner_id": str(cast.fay.id), "due_on": "2099-05-01"}
    assert rita.post(reverse("offer_do", args=[offer_id, "await_order"]), typed).status_code == 302
    shown = page(rita, offer_id)
    assert "Fay gets one by" in shown and "2099" in shown
    empty = rita.post(reverse("offer_do", args=[offer_id, "await_order"]), {"owner_id": "", "due_on": ""})
    assert empty.status_code == 422


@pytest.mark.req(1)
def test_where_the_programme_is_off_nothing_of_it_is_there(cast: Cast) -> None:
    rita, offer_id, post_id = client_of(cast, "rita"), drafted(cast), post_drafted(cast)
    addresses = [reverse("offer", args=[offer_id]), reverse("job_post", args=[post_id])]
    for address in addresses:
        assert "Choose a purchase order" in rita.get(address).content.decode()
    programme(cast, "off", team_id=str(cast.team_id))
    for address in addresses:
        shown = rita.get(address).content.decode()
        assert "Purchase order" not in shown.partition("<main")[2], "neither a step, nor a field, nor a button"


@pytest.mark.req(24)
def test_required_the_page_says_what_is_missing(cast: Cast) -> None:
    programme(cast, "required")
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    assert "None is chosen, and one is required here" in page(rita, offer_id)
    refused = rita.post(reverse("offer_do", args=[offer_id, "send"]), {"version": "1"})
    assert refused.status_code == 409 and "A purchase order is required here" in refused.content.decode()


@pytest.mark.req(10, 18)
def test_what_a_post_chose_is_suggested_to_its_offers(cast: Cast) -> None:
    shared(cast)
    rita, post_id = client_of(cast, "rita"), post_drafted(cast)
    rita.post(reverse("job_post_do", args=[post_id, "choose_order"]), {"number": "4500012345"})
    assert post_of(cast, post_id).order_number == "4500012345"
    rita.post(reverse("job_post_do", args=[post_id, "publish"]), {"version": "2"})
    offer_id = drafted(cast, post_id=str(post_id))
    field = re.search(r'<input id="number-choose_order[^>]*>', page(rita, offer_id))
    assert field and 'value="4500012345"' in field[0]
    assert "that it is made from draws on 4500012345" in " ".join(page(rita, offer_id).split())


@pytest.mark.req(8, 9)
def test_who_may_not_use_it_does_not_read_its_number(cast: Cast) -> None:
    order_id = shared(cast)
    offer_id = drafted(cast)
    choose(cast, offer_id)
    permit(cast, order_id, "olga")
    rita = client_of(cast, "rita")
    assert "4500012345" not in page(rita, offer_id) and "One that you may not use" in page(rita, offer_id)
    assert "4500012345" not in rita.get(reverse("offers")).content.decode()
    assert "4500012345" not in rita.get(reverse("order_choices"), {"currency": "EUR"}).content.decode()
    assert "4500012345" in page(client_of(cast, "olga"), offer_id)


def test_the_contractor_reads_the_number_of_what_they_are_offered(cast: Cast) -> None:
    shared(cast)
    first, second = drafted(cast), drafted(cast)
    choose(cast, first)
    wait_for(cast, second)
    rita, cleo = client_of(cast, "rita"), client_of(cast, "cleo")
    for one in (first, second):
        rita.post(reverse("offer_do", args=[one, "send"]), {"version": "2"})
    assert "4500012345" in page(cleo, first)
    assert "It follows" in page(cleo, second) and "Rita" not in page(cleo, second)
    assert cleo.get(reverse("order_choices"), {"currency": "EUR"}).status_code == 404


def test_finance_finds_on_its_desk_what_a_manager_added_and_confirms_it(cast: Cast) -> None:
    programme(cast, "optional", confirmed=True)
    order_id = add(cast, drafted(cast))["order_id"]
    fay = client_of(cast, "fay")
    assert "Confirm a purchase order" in fay.get("/").content.decode()
    answer = fay.post(reverse("shared_order_do", args=[order_id, "confirm"]))
    assert answer.status_code == 302 and confirmations(cast)[0].confirmed_by_id == cast.fay.id
    assert "Confirm a purchase order" not in fay.get("/").content.decode()


@pytest.mark.req(1, 24, 25)
def test_finance_says_how_purchase_orders_are_used(cast: Cast) -> None:
    fay, rita = client_of(cast, "fay"), client_of(cast, "rita")
    assert "Finance or an owner changes it" in rita.get(reverse("programme")).content.decode()
    fay.post(reverse("programme_do"), {"mode": "required", "confirmed": "yes", "version": "0"})
    assert "finance confirms what a manager adds" in fay.get(reverse("programme")).content.decode()
    stale = fay.post(reverse("programme_do"), {"mode": "off", "version": "0"})
    assert stale.status_code == 412
    fay.post(reverse("programme_do"), {"team_id": str(cast.team_id), "mode": "off"})
    shown = fay.get(reverse("programme")).content.decode()
    assert "no purchase orders: nothing asks for one" in shown
    assert rita.post(reverse("programme_do"), {"mode": "off"}).status_code == 403


def test_what_is_sent_says_nothing_of_choosing(cast: Cast) -> None:
    shown = page(client_of(cast, "rita"), sent(cast))
    assert "None was chosen." in shown
    assert choices(cast) == [] and shares_of(cast, cast.engagement_id) == []


@pytest.mark.req(11, 17)
def test_the_page_says_why_a_share_could_not_be_drawn(cast: Cast) -> None:
    shared(cast, "SMALL-1", net="10")
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    choose(cast, offer_id, "SMALL-1")
    assert "EUR 10.00 of it are left, and this is EUR 1,000.00." in page(rita, offer_id)


@pytest.mark.req(12)
def test_the_page_says_that_finance_has_not_confirmed_it(cast: Cast) -> None:
    programme(cast, "optional", confirmed=True)
    offer_id, rita = drafted(cast), client_of(cast, "rita")
    add(cast, offer_id)
    assert "Finance has not confirmed it yet." in page(rita, offer_id)


@pytest.mark.req(17, 26)
def test_what_somebody_chose_who_has_left_is_given_its_share_by_another(cast: Cast) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    choose(cast, offer_id)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.rita.id, reason="Left us")
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    iris = client_of(cast, "iris")
    assert "Rita, who chose it, has left" in page(iris, offer_id)
    assert f"/shared-orders/{order_id}?offer={offer_id}" in page(iris, offer_id)
    assert "Give a contract its share" in iris.get("/").content.decode()
    form = iris.get(f"/shared-orders/{order_id}?offer={offer_id}").content.decode()
    assert 'value="Spring catalogue"' in form and 'value="1,000.00"' in form


@pytest.mark.req(14)
def test_what_a_post_waits_for_is_said_on_its_offers_and_suggested(cast: Cast) -> None:
    rita, post_id = client_of(cast, "rita"), post_drafted(cast)
    day = datetime.now(UTC).date() + timedelta(days=10)
    typed = {"owner_id": str(cast.iris.id), "due_on": day.isoformat(), "version": "1"}
    assert rita.post(reverse("job_post_do", args=[post_id, "await_order"]), typed).status_code == 302
    rita.post(reverse("job_post_do", args=[post_id, "publish"]), {"version": "2"})
    shown_page = page(rita, drafted(cast, post_id=str(post_id)))
    assert f"says that Iris gets one by {day:%b} {day.day}, {day.year}" in " ".join(
        re.sub(r"<[^>]+>", "", shown_page).split()
    )
    assert re.search(rf'<option value="{cast.iris.id}"\s+selected', shown_page)
    assert f'value="{day.isoformat()}"' in shown_page


@pytest.mark.req(17)
def test_the_page_says_that_the_order_is_on_hold(cast: Cast) -> None:
    order_id, offer_id = shared(cast), drafted(cast)
    choose(cast, offer_id)
    rita = client_of(cast, "rita")
    assert "on hold" not in page(rita, offer_id)
    held = HoldValues(scope="everything", reason="The owner is asked.")
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=held)
    assert "on hold" in page(rita, offer_id)


def test_a_price_that_no_line_can_have_leads_to_the_form_all_the_same(cast: Cast) -> None:
    order_id, offer_id = shared(cast, net="9000000000000"), drafted(cast, amount="2000000000")
    choose(cast, offer_id)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=offer_id)
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    form = client_of(cast, "rita").get(f"/shared-orders/{order_id}?offer={offer_id}")
    assert form.status_code == 200 and 'value="Spring catalogue"' in form.content.decode()
