"""From a request to an issued order, as requester, two approvers and issuer, each from what their own desk shows."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from ..cast import Cast
from .conftest import Windows


@pytest.mark.req(44, 49)
def test_each_from_their_own_desk(windows: Windows) -> None:
    rita = windows.of("rita")
    ask(rita)
    expect(rita.get_by_role("complementary").get_by_text("Your move")).to_be_visible()
    rita.get_by_role("button", name="Submit for approval").click()
    expect(rita.get_by_text("Step 1 of 2: Amir or Bela approves or rejects.").first).to_be_visible()
    for name in ("amir", "bela"):
        page = windows.of(name)
        page.get_by_role("link", name="Spring catalogue").click()
        expect(page.get_by_text("EUR 6,000.00").first).to_be_visible()
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.get_by_text("Approved. Your yes is on the record.")).to_be_visible()
    iris = windows.of("iris")
    iris.get_by_role("link", name="Spring catalogue").click()
    iris.get_by_role("button", name="Issue", exact=True).click()
    expect(iris.locator("#number")).to_have_text(re.compile(r"^PO-\d{4}-00001$"))
    expect(iris.get_by_text("Cleo does the work and shows it.").first).to_be_visible()
    _sees_nothing(windows.of("mallory"))


def test_the_total_follows_the_typing(windows: Windows) -> None:
    page = windows.of("rita")
    page.get_by_role("link", name="New order").first.click()
    page.get_by_label("Quantity").fill("3")
    page.get_by_label("Unit price").fill("33.335")
    expect(page.locator("#total")).to_have_text(f"EUR {Decimal('100.01')}")
    page.get_by_role("button", name="Add a line").click()
    expect(page.get_by_label("What is to be done")).to_have_count(2)
    expect(page.get_by_label("What is to be done").last).to_be_focused()
    expect(page.get_by_label("Quantity").first).to_have_value("3")
    page.get_by_role("button", name="Remove line 2").click()
    expect(page.get_by_label("What is to be done")).to_have_count(1)


def test_a_double_click_makes_one_order(windows: Windows) -> None:
    page = windows.of("rita")
    _fill(page)
    page.get_by_role("button", name="Save the draft").dblclick()
    page.get_by_role("heading", name="Spring catalogue").wait_for()
    page.get_by_role("link", name="Orders").click()
    expect(page.get_by_role("link", name="Spring catalogue", exact=True)).to_have_count(1)


def test_a_draft_is_discarded_after_a_question_and_without_a_script(windows: Windows, everybody: Cast) -> None:
    everybody.draft()
    rita = windows.of("rita", java_script_enabled=False)
    rita.get_by_role("link", name="Spring catalogue").click()
    sure = rita.get_by_role("button", name="Yes, discard it")
    expect(sure).to_be_hidden()
    rita.locator("summary", has_text="Discard the draft").click()
    sure.click()
    expect(rita.get_by_text("The draft is discarded.")).to_be_visible()


def test_a_warning_follows_the_days_as_they_are_typed(windows: Windows) -> None:
    rita = windows.of("rita")
    rita.get_by_role("link", name="New order").first.click()
    rita.get_by_label("First day").fill("2026-03-01")
    rita.get_by_label("From").fill("2026-02-01")
    expect(rita.get_by_text("These days lie outside the order's own: from Mar 1, 2026.")).to_be_visible()
    rita.get_by_label("First day").fill("2026-01-01")
    rita.get_by_label("First day").blur()
    expect(rita.get_by_text("These days lie outside")).to_be_hidden()
    rita.get_by_label("Quantity").fill("1,000")
    expect(rita.get_by_text("Read as 1000.")).to_be_visible()


def ask(page: Page, quantity: str = "10", price: str = "600") -> None:
    """Write the draft of an order with one line."""
    _fill(page, quantity, price)
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("heading", name="Spring catalogue").wait_for()


def _fill(page: Page, quantity: str = "10", price: str = "600") -> None:
    page.get_by_role("link", name="New order").first.click()
    page.get_by_label("Title", exact=True).fill("Spring catalogue")
    page.get_by_label("Contractor", exact=True).fill("CLEO2 · Cleo")
    expect(page.get_by_label("Engagement").locator("option")).to_have_text(["Catalogue"])
    page.get_by_label("What is to be done").fill("Layout")
    page.get_by_label("Quantity").fill(quantity)
    page.get_by_label("Unit price").fill(price)


def _sees_nothing(page: Page) -> None:
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    page.get_by_role("link", name="Orders").click()
    expect(page.get_by_text("There is no order yet.")).to_be_visible()
    page.get_by_role("searchbox", name="Find anything").fill("PO-2026-00001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is found.")).to_be_visible()
