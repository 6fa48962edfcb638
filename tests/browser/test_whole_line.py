"""The whole line, from request to settled money, as the eight people that separation needs, each from their own desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from .conftest import Windows
from .test_walk import ask

BANK = "SEPA-0815"


@pytest.mark.req(84, 110, 113)
def test_from_request_to_settled_money(windows: Windows) -> None:
    rita = windows.of("rita")
    ask(rita, quantity="10", price="100")
    rita.get_by_role("button", name="Submit for approval").click()
    _approves(windows.of("amir"))
    number = _issues(windows.of("iris"))
    _shows_work(windows.of("cleo"), "8")
    _accepts(rita)
    _enters_an_invoice(windows.of("petra"), number)
    _clears(windows.of("bela"))
    _pays(windows.of("fay"))
    _proves(windows.of("otto"), number)
    _reads_where_the_money_is(windows.of("cleo"))


def _approves(amir: Page) -> None:
    amir.get_by_role("link", name="Spring catalogue").click()
    amir.get_by_role("button", name="Approve", exact=True).click()
    expect(amir.get_by_text("Approved. Your yes is on the record.")).to_be_visible()


def _issues(iris: Page) -> str:
    iris.get_by_role("link", name="Spring catalogue").click()
    iris.get_by_role("button", name="Issue", exact=True).click()
    expect(iris.get_by_text("Cleo does the work and shows it.").first).to_be_visible()
    return iris.locator("#number").inner_text()


def _shows_work(cleo: Page, quantity: str) -> None:
    cleo.get_by_role("link", name="Submit evidence").click()
    cleo.get_by_label("Quantity (hours)").fill(quantity)
    cleo.get_by_role("button", name="Submit it").click()
    expect(cleo.get_by_text("waiting for a decision", exact=False).first).to_be_visible()


def _accepts(rita: Page) -> None:
    rita.get_by_role("link", name="Desk").first.click()
    rita.get_by_role("region", name="Your move").get_by_role("link", name="Spring catalogue").click()
    rita.get_by_role("button", name="Accept the evidence").click()
    expect(rita.get_by_text("Accepted. What is accepted can be billed now.")).to_be_visible()


def _enters_an_invoice(petra: Page, number: str) -> None:
    """As it is printed: ten euros an hour dearer than ordered."""
    petra.get_by_role("searchbox", name="Find anything").fill(number)
    petra.keyboard.press("Enter")
    petra.get_by_role("link", name="Enter an invoice").click()
    petra.get_by_label("Its own number").fill("CM-17")
    expect(petra.get_by_label("Purchase order number that it quotes")).to_have_value(number)
    petra.get_by_label("Dated").fill(datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat())
    petra.get_by_label("Quantity").fill("8")
    petra.get_by_label("Unit price").fill("110")
    petra.get_by_label("The total printed on it").fill("880")
    petra.get_by_role("button", name="Enter and match it").click()
    expect(petra.get_by_text("Unit price EUR 110.00 where EUR 100.00 was ordered").first).to_be_visible()
    expect(petra.get_by_text("Nobody clears an invoice that they entered.").first).to_be_visible()


def _clears(bela: Page) -> None:
    bela.get_by_role("link", name="Exceptions").click()
    bela.get_by_role("link", name="Price", exact=True).last.click()
    bela.locator("summary", has_text="Accept the variance").click()
    bela.get_by_label("Why is it right to pay this?").fill("The dearer rate was agreed by phone.")
    bela.get_by_role("button", name="Accept the variance").click()
    expect(bela.get_by_text("Accepted as it stands.")).to_be_visible()
    expect(bela.get_by_text("Cleared", exact=True).first).to_be_visible()


def _pays(fay: Page) -> None:
    """The first release is taken back; the second arrives."""
    fay.get_by_role("link", name="CM-17").click()
    _releases(fay)
    fay.locator("summary", has_text="Take the release back").click()
    fay.get_by_label("Why is the release taken back?").fill("The bank knows no such account.")
    fay.get_by_role("button", name="Take the release back").click()
    expect(fay.get_by_text("The release is taken back.").first).to_be_visible()
    fay.get_by_role("link", name="Desk").first.click()
    fay.get_by_role("link", name="CM-17").click()
    _releases_and_sends(fay, BANK)
    expect(fay.get_by_text("It is not paid before it has arrived.")).to_be_visible()
    fay.locator("summary", has_text="Note that it arrived").click()
    fay.get_by_role("button", name="Note that it arrived").click()
    expect(fay.get_by_text("Noted: the money has arrived.")).to_be_visible()


def _releases(fay: Page) -> None:
    fay.locator("summary", has_text="Release").click()
    fay.get_by_role("button", name="Release").click()
    expect(fay.get_by_text("Released. The payment waits to be sent.")).to_be_visible()


def _releases_and_sends(fay: Page, reference: str) -> None:
    _releases(fay)
    fay.locator("summary", has_text="Note that it was sent").click()
    fay.get_by_label("The bank's reference").fill(reference)
    fay.get_by_role("button", name="Note that it was sent").click()
    expect(fay.get_by_text("Noted: it is on its way.")).to_be_visible()


def _proves(otto: Page, number: str) -> None:
    """From the bank's reference back to the request, on one page."""
    otto.get_by_role("searchbox", name="Find anything").fill(BANK)
    otto.keyboard.press("Enter")
    expect(otto.locator("#number")).to_have_text(number)
    expect(otto.locator(".gate-done")).to_have_count(7)
    expect(otto.locator(".gate-open .gate-words")).to_have_text("Evidence")
    parts = otto.get_by_role("navigation", name="Parts of the record")
    parts.get_by_role("link", name="Payments").click()
    expect(otto.get_by_text("The bank knows no such account.")).to_be_visible()
    parts.get_by_role("link", name="Trail").click()
    for who in ("Rita", "Amir", "Iris", "Cleo", "Petra", "Bela", "Fay"):
        expect(otto.locator("#record-panel strong").get_by_text(who, exact=True).first).to_be_visible()


def _reads_where_the_money_is(cleo: Page) -> None:
    expect(cleo.get_by_role("heading", name="Where my money is")).to_be_visible()
    expect(cleo.get_by_text("Arrived on").first).to_be_visible()
    expect(cleo.get_by_text("agreed by phone")).to_have_count(0)
