"""What a hiring programme does with purchase orders, by everybody whom each step needs, each at their own window."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.alerts.models import Alert
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.orders.models import Order

from ..actions.billing import accepted
from ..actions.hiring import drafted
from ..actions.ordering import order_of
from ..actions.sharing import permit, share, shared
from ..cast import NOW, Cast, _join
from ..insight.tampering import sentences
from ..interfaces.api.conftest import Caller, key_for
from ..interfaces.jobs.test_follow import settle
from ..watching import crossings, watch
from .conftest import Windows
from .people import give_passwords
from .test_accessible import look

NUMBER = "4500077001"


@pytest.mark.req(12, 18, 24)
def test_a_job_post_becomes_a_started_contract_with_an_order_that_was_added_on_the_way(
    windows: Windows, everybody: Cast
) -> None:
    cast = everybody
    fay, olga, rita = windows.of("fay"), windows.of("olga"), windows.of("rita")
    _orders_are_required(fay)
    _offers_are_reviewed(olga)
    _a_job_is_posted(rita)
    _an_offer_is_made(rita)
    amir = windows.of("amir")
    amir.get_by_role("link", name="Catalogue and film").first.click()
    expect(amir.get_by_text(NUMBER).first).to_be_visible()
    amir.get_by_role("button", name="Approve").click()
    expect(amir.get_by_text("Approved. Your yes is on the record.")).to_be_visible()
    cleo = windows.of("cleo")
    cleo.get_by_role("link", name="Catalogue and film").first.click()
    expect(cleo.get_by_text(NUMBER).first).to_be_visible()
    cleo.locator("summary", has_text="Accept the offer").click()
    cleo.get_by_role("button", name="Yes, I accept").click()
    expect(cleo.get_by_text("Accepted. It is agreed, and both sides see it.")).to_be_visible()
    settle(Follower(), timezone.now())
    rita.reload()
    expect(rita.get_by_text("It is agreed.")).to_be_visible()
    look(rita, "an accepted offer with its share")
    rita.get_by_role("link", name="To the contract").click()
    rita.get_by_role("button", name="Start the work").click()
    expect(rita.get_by_text("Started. Work under it has begun.")).to_be_visible()
    with scope.reading(cast.company_id):
        share_drawn = Order.objects.get(kind="share")
        contract = Contract.objects.get(offer__isnull=False)
    assert (share_drawn.number, share_drawn.limit_amount) == (NUMBER, 1200)
    assert (contract.state, contract.engagement_id) == ("started", share_drawn.engagement_id)
    assert sentences(cast.company_id) == []


def _orders_are_required(fay: Page) -> None:
    fay.goto(f"{_home(fay)}/settings/purchase-orders")
    form = fay.locator("form", has=fay.locator("[name=confirmed]"))
    form.locator("[name=mode]").select_option("required")
    form.get_by_role("button").click()
    expect(fay.get_by_text("It is set.").first).to_be_visible()


def _offers_are_reviewed(olga: Page) -> None:
    olga.goto(f"{_home(olga)}/settings/hiring")
    olga.get_by_label("Offers are approved before they are sent").check()
    olga.get_by_role("button", name="Set how you hire").click()
    expect(olga.get_by_text("Offers are approved before they are sent.").first).to_be_visible()


def _a_job_is_posted(rita: Page) -> None:
    rita.goto(f"{_home(rita)}/job-posts/new")
    rita.locator("[name=title]").fill("Catalogue and film")
    rita.locator("[name=budget]").fill("1500")
    rita.locator("main").get_by_role("button", name="Save").click()
    expect(rita.get_by_text("None is chosen, and one is required here")).to_be_visible()
    expect(rita.get_by_role("button", name="Publish it here")).to_be_disabled()
    form = _opened(rita, "I don’t have one yet")
    form.locator("[name=due_on]").fill("2099-05-01")
    form.get_by_role("button", name="I don’t have one yet").click()
    expect(rita.get_by_text("Rita gets one by")).to_be_visible()
    rita.get_by_role("button", name="Publish it here").click()
    expect(rita.get_by_text("Published.").first).to_be_visible()


def _an_offer_is_made(rita: Page) -> None:
    rita.get_by_role("link", name="Make an offer from it").click()
    rita.locator("[name=contractor]").fill("CLEO2")
    rita.locator("[name=amount]").fill("1200")
    rita.locator("main").get_by_role("button", name="Save").click()
    form = _opened(rita, "Add a new purchase order")
    form.locator("[name=number]").fill(NUMBER)
    form.locator("[name=net]").fill("5000")
    form.get_by_role("button", name="Add a new purchase order").click()
    expect(rita.get_by_text("Added, and chosen here.").first).to_be_visible()
    rita.get_by_role("button", name="Submit for review").click()
    expect(rita.get_by_text("Submitted.").first).to_be_visible()


@pytest.mark.req(14, 168)
def test_none_yet_is_asked_about_by_the_contractor_and_later_gets_its_number(windows: Windows, everybody: Cast) -> None:
    cast = everybody
    order_id = shared(cast, NUMBER)
    offer_id = drafted(cast)
    rita, cleo = windows.of("rita"), windows.of("cleo")
    rita.goto(f"{_home(rita)}/offers/{offer_id}")
    form = _opened(rita, "I don’t have one yet")
    form.locator("[name=due_on]").fill("2099-05-01")
    form.get_by_role("button", name="I don’t have one yet").click()
    expect(rita.get_by_text("Rita gets one by")).to_be_visible()
    rita.get_by_role("button", name="Send to the contractor").click()
    expect(rita.get_by_text("Sent. The contractor sees it")).to_be_visible()
    cleo.reload()
    cleo.get_by_role("link", name="Spring catalogue").first.click()
    expect(cleo.get_by_text("There is none yet. It follows.")).to_be_visible()
    cleo.locator("summary", has_text="Accept the offer").click()
    cleo.get_by_role("button", name="Yes, I accept").click()
    expect(cleo.get_by_text("Accepted. It is agreed")).to_be_visible()
    cleo.get_by_role("link", name="Desk").first.click()
    expect(cleo.get_by_text("Work that wants a PO")).to_be_visible()
    cleo.get_by_role("link", name="Spring catalogue").first.click()
    asked = _opened(cleo, "Ask for a PO") if cleo.locator("summary", has_text="Ask for a PO").count() else cleo
    cleo.locator("[name=note]").fill("I would like to begin on Monday.")
    asked.get_by_role("button", name="Ask for a PO").click()
    expect(cleo.get_by_text("Asked. It waits with those who order")).to_be_visible()
    rita.get_by_role("link", name="Desk").first.click()
    expect(rita.get_by_text("A contractor asks for a PO").first).to_be_visible()
    expect(rita.get_by_text("Get a purchase order").first).to_be_visible()
    look(rita, "a desk with what is asked for")
    rita.goto(f"{_home(rita)}/shared-orders/{order_id}")
    share_form = _opened(rita, "Give a contract its share")
    share_form.locator("[name=engagement_id]").select_option(label=f"Spring catalogue · {cast.cleo.name}")
    share_form.locator("[name=title]").fill("Spring catalogue")
    share_form.locator("[name=quantity]").fill("10")
    share_form.locator("[name=unit_price]").fill("100")
    share_form.get_by_role("button", name="Give a contract its share").click()
    expect(rita.locator("#number")).to_have_text(NUMBER)
    rita.get_by_role("link", name="Desk").first.click()
    expect(rita.get_by_text("Get a purchase order")).to_have_count(0)
    expect(rita.get_by_text("A contractor asks for a PO")).to_have_count(0)
    cleo.reload()
    expect(cleo.get_by_text(NUMBER).first).to_be_visible()
    assert sentences(cast.company_id) == []


@pytest.mark.req(8, 9)
def test_an_order_for_two_managers_is_nowhere_for_a_third(windows: Windows, everybody: Cast) -> None:
    """Nowhere: on no page that the third can open, in no list, search, picker, count or refusal, and by no read of the API."""
    cast = everybody
    for name in ("mona", "mike"):
        cast.members[name] = _join(cast, name, "manager")
    give_passwords()
    order_id = shared(cast, NUMBER, title="The hidden garden")
    drawn = share(cast, order_id)
    permit(cast, order_id, "rita", "mona")
    hidden = (NUMBER, "hidden garden", str(order_id), str(drawn))
    for name in ("rita", "mona"):
        page = windows.of(name)
        page.goto(f"{_home(page)}/shared-orders")
        expect(page.get_by_role("link", name=NUMBER)).to_be_visible()
    mike = windows.of("mike")
    home = _home(mike)
    for address in _pages(mike):
        mike.goto(f"{home}{address}")
        assert not [one for one in hidden if one in mike.content()], address
    mike.goto(f"{home}/shared-orders")
    expect(mike.get_by_text("There is no shared order yet.")).to_be_visible()
    mike.goto(f"{home}/find?q={NUMBER}")
    assert "hidden garden" not in mike.content()
    for address in (f"/shared-orders/{order_id}", f"/orders/{drawn}", f"/orders/{drawn}/trail"):
        answer = mike.goto(f"{home}{address}")
        assert answer and answer.status == 404, address
    _the_api_knows_nothing(cast.mike, hidden)


def _pages(page: Page) -> set[str]:
    """Every page that the navigation leads to."""
    links = page.locator("nav a[href^='/']").all()
    return {str(link.get_attribute("href")) for link in links} | {"/offers/new", "/orders/new"}


def _the_api_knows_nothing(member: Member, hidden: tuple[str, ...]) -> None:
    caller = Caller(key_for(member), Client())
    lists = ("/orders", "/shared-orders", "/offers", "/job-posts", "/evidence", "/invoices", "/alerts")
    for path in lists:
        answer = caller.get(path)
        assert answer.status_code in (200, 403), path
        assert not [one for one in hidden if one in answer.content.decode()], path
    for path in (f"/shared-orders/{hidden[2]}", f"/orders/{hidden[3]}", f"/orders/{hidden[3]}/trace"):
        assert caller.get(path).status_code == 404, path
    taken = caller.post("/shared-orders", {"number": NUMBER, "net": 1, "currency": "EUR"})
    assert taken.status_code == 403


@pytest.mark.req(7, 168)
def test_two_invoices_at_once_cross_a_threshold_and_it_is_said_once(windows: Windows, everybody: Cast) -> None:
    cast = everybody
    order_id = cast.issued()
    watch(cast, order_id, "invoiced 70%")
    accepted(cast, order_id)
    number = str(order_of(cast, order_id).number)
    pages = [windows.of("petra"), windows.of("petra")]
    for place, page in enumerate(pages):
        page.get_by_role("searchbox", name="Find anything").fill(number)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Enter an invoice").click()
        page.get_by_label("Its own number").fill(f"R-{place}")
        page.get_by_label("Dated").fill(NOW.date().isoformat())
        page.get_by_label("Quantity").fill(str(4 + place))
        page.get_by_label("Unit price").fill("100")
        page.get_by_label("The total printed on it").fill(f"{4 + place}00")
    for page in pages:
        # Both are on their way before either has been answered.
        page.get_by_role("button", name="Enter and match it").click(no_wait_after=True)
    for page in pages:
        expect(page.get_by_text("Matched", exact=True).first).to_be_visible()
    settle(Follower(), timezone.now())
    assert len(crossings(cast, order_id)) == 1
    with scope.reading(cast.company_id):
        assert Alert.objects.filter(kind="threshold", order_id=order_id).count() == 1
    fay = windows.of("fay")
    fay.goto(f"{_home(fay)}/alerts")
    expect(fay.get_by_text(re.compile("crossed its threshold"))).to_have_count(1)


def _opened(page: Page, words: str) -> Locator:
    form = page.locator("details.move-why", has=page.locator("summary", has_text=re.compile(rf"^\s*{words}\s*$")))
    form.locator("summary").click()
    return form


def _home(page: Page) -> str:
    found = re.match(r"https?://[^/]+", page.url)
    assert found
    return found[0]
