"""From an empty database and the address that `serve` printed to the first issued order, without a command line."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..docs.served import Served, served
from .chromium import chromium

pytestmark = pytest.mark.xdist_group("from nothing")

PASSWORD = "nobody-guesses-this-47"
PATIENCE = 30_000


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """A server whose home was empty."""
    with served() as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def _window(browser: Browser, address: str, **options: Any) -> Page:
    """A window of somebody else, with nothing remembered."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", **options)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.req(26, 27, 98)
def test_an_owner_sets_up_a_company_and_its_first_order_is_issued(server: Served, browser: Browser) -> None:
    expect(
        _window(browser, f"http://{server.address}/first/guessed").get_by_text("There is nothing here for you.")
    ).to_be_visible()
    nora = _window(browser, server.first_address(), timezone_id="Europe/Copenhagen")
    _makes_the_company(nora)
    _says_who_we_are(nora)
    links = {
        name: _invites(nora, name, role)
        for name, role in (("Amir", "approver"), ("Iris", "issuer"), ("Rita", "manager"))
    }
    _says_who_approves(nora)
    _says_how_invoices_match(nora)
    _adds_a_contractor(nora)
    amir, iris, rita = (_joins(browser, links[name]) for name in ("Amir", "Iris", "Rita"))
    nora.get_by_role("link", name="Desk").first.click()
    expect(nora.get_by_role("heading", name="Setting up")).to_have_count(0)
    _asks(rita)
    _approves(amir)
    _issues(iris)


def _makes_the_company(nora: Page) -> None:
    expect(nora.get_by_label("Which time zone does it work in?")).to_have_value("Europe/Copenhagen")
    nora.get_by_label("What is your company called?").fill("Nord Studio")
    nora.get_by_label("Which currency do you count in?").select_option("DKK")
    nora.get_by_label("What is your own name?").fill("Nora")
    nora.get_by_label("Your e-mail address").fill("nora@nord.example")
    nora.get_by_label("Password").fill(PASSWORD)
    nora.get_by_role("button", name="Make the company").click()
    expect(nora.get_by_text("Your company is there, and you are its owner.")).to_be_visible()
    expect(nora.get_by_role("heading", name="Setting up")).to_contain_text("0 of 6 done")


def _point(nora: Page, words: str) -> None:
    """To the page of one point of the checklist."""
    nora.get_by_role("link", name="Desk").first.click()
    nora.get_by_role("link", name=words).click()


def _says_who_we_are(nora: Page) -> None:
    _point(nora, "Say who you are")
    nora.locator("summary", has_text="Change the company").click()
    nora.get_by_label("Billing address").fill("Nord Studio, Bredgade 1, 1260 København")
    nora.get_by_label("Where are invoices sent?").fill("invoices@nord.example")
    nora.get_by_role("button", name="Change the company").click()
    expect(nora.get_by_text("Changed. What is issued already keeps")).to_be_visible()


def _invites(nora: Page, name: str, role: str) -> str:
    """Invite somebody, and copy the link."""
    _point(nora, "Invite your people")
    nora.get_by_role("link", name="Invite somebody").first.click()
    nora.get_by_label("What is their name?").fill(name)
    nora.get_by_label("Their e-mail address").fill(f"{name.lower()}@nord.example")
    nora.get_by_label("Which role?").select_option(role)
    nora.get_by_role("button", name="Invite somebody").click()
    link = nora.locator("#once").inner_text()
    assert "/invitation/" in link
    return link


def _says_who_approves(nora: Page) -> None:
    _point(nora, "Say who approves")
    nora.get_by_role("link", name="Say who approves").click()
    nora.get_by_label("From this amount on").first.fill("0")
    nora.get_by_label("Somebody has to say yes who is").first.select_option("approver")
    nora.get_by_role("button", name="Set this policy").click()


def _says_how_invoices_match(nora: Page) -> None:
    _point(nora, "Say how invoices are matched")
    nora.get_by_role("link", name="Add a policy").first.click()
    nora.get_by_label("Name", exact=True).fill("Ours")
    nora.get_by_label("It is the company's own").check()
    nora.get_by_role("button", name="Set this policy").click()


def _adds_a_contractor(nora: Page) -> None:
    _point(nora, "Add your first contractor")
    nora.get_by_role("link", name="Add a contractor").first.click()
    nora.get_by_label("What is the contractor called?").fill("Ines Duarte")
    nora.get_by_label("Code", exact=True).fill("INES")
    nora.get_by_label("Currency that they usually bill in").fill("DKK")
    nora.get_by_label("Address", exact=True).fill("Rua da Prata 80, Lisboa")
    nora.get_by_label("What are they engaged for?").fill("Audio 2026")
    nora.get_by_role("button", name="Add the contractor").click()
    expect(nora.get_by_text("The contractor is added.")).to_be_visible()


def _joins(browser: Browser, link: str) -> Page:
    """Open a link that was handed over, and choose a password."""
    page = _window(browser, link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.get_by_text("Welcome to Nord Studio.")).to_be_visible()
    return page


def _asks(rita: Page) -> None:
    rita.get_by_role("link", name="New order").first.click()
    rita.get_by_label("Title", exact=True).fill("Jingle")
    rita.get_by_label("Contractor", exact=True).fill("INES · Ines Duarte")
    expect(rita.get_by_label("Engagement").locator("option")).to_have_text(["Audio 2026"])
    rita.get_by_label("What is to be done").fill("One jingle")
    rita.get_by_label("Quantity").fill("1")
    rita.get_by_label("Unit price").fill("4,500.00")
    rita.get_by_role("button", name="Save the draft").click()
    rita.get_by_role("button", name="Submit for approval").click()
    expect(rita.get_by_text("Amir approves or rejects.").first).to_be_visible()


def _approves(amir: Page) -> None:
    amir.reload()
    amir.get_by_role("link", name="Jingle").click()
    amir.get_by_role("button", name="Approve", exact=True).click()
    expect(amir.get_by_text("Approved. Your yes is on the record.")).to_be_visible()


def _issues(iris: Page) -> None:
    iris.reload()
    iris.get_by_role("link", name="Jingle").click()
    iris.get_by_role("button", name="Issue", exact=True).click()
    expect(iris.locator("#number")).to_have_text(re.compile(r"^PO-\d{4}-00001$"))
