"""Rows that lie in the clipboard as a spreadsheet copies them, pasted into a form's lines."""

from playwright.sync_api import expect

from ..actions import billing
from ..cast import Cast, line
from .conftest import Windows

ALLOWED = ["clipboard-read", "clipboard-write"]
ROWS = "What is to be done\tQuantity\tUnit\tUnit price\r\nLayout\t2.5\thours\t1,600.50\r\nArtwork\t1\tDAY\t200\r\n"


def test_copied_rows_become_lines_and_are_saved(windows: Windows) -> None:
    page = windows.of("rita", permissions=ALLOWED)
    page.get_by_role("link", name="New order").first.click()
    page.get_by_label("Title", exact=True).fill("Spring catalogue")
    page.get_by_label("Contractor", exact=True).fill("CLEO2 · Cleo")
    expect(page.get_by_label("Engagement").locator("option")).to_have_text(["Catalogue"])
    page.evaluate("text => navigator.clipboard.writeText(text)", ROWS)
    page.get_by_label("What is to be done").focus()
    page.keyboard.press("Control+V")
    texts = page.get_by_label("What is to be done")
    expect(texts).to_have_count(2)
    expect(texts.last).to_have_value("Artwork")
    expect(texts.last).to_be_focused()
    expect(page.get_by_label("Unit", exact=True).last).to_have_value("DAY")
    expect(page.locator("#total")).to_have_text("EUR 4,201.25")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Spring catalogue")
    page.get_by_label("Quantity").last.fill("2")
    expect(page.locator("#total")).to_have_text("EUR 4,401.25")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("heading", name="Spring catalogue").wait_for()
    expect(page.get_by_text("EUR 4,401.25").first).to_be_visible()


def test_one_cell_is_pasted_by_the_browser_itself(windows: Windows) -> None:
    page = windows.of("rita", permissions=ALLOWED)
    page.get_by_role("link", name="New order").first.click()
    page.evaluate("text => navigator.clipboard.writeText(text)", "Layout\r\n")
    page.get_by_label("What is to be done").fill("Page ")
    page.keyboard.press("Control+V")
    expect(page.get_by_label("What is to be done")).to_have_value("Page Layout")


def test_the_sum_beside_a_printed_total_follows_what_is_pasted_and_taken_out(windows: Windows) -> None:
    page = windows.of("petra", permissions=ALLOWED)
    page.goto(f"{page.url.rstrip('/')}/invoices/new")
    page.get_by_label("The total printed on it").fill("300")
    expect(page.get_by_text("The printed total differs by EUR 300.00.")).to_be_visible()
    page.evaluate("text => navigator.clipboard.writeText(text)", "1\tHUR\t100\n2\tHUR\t100\n")
    page.get_by_label("Quantity").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_text("The printed total says the same.")).to_be_visible()
    page.get_by_role("button", name="Remove line 1").click()
    expect(page.get_by_text("The printed total differs by EUR 100.00.")).to_be_visible()


def test_quantities_fall_down_the_lines_of_an_order(windows: Windows, everybody: Cast) -> None:
    order_id = everybody.issued(lines=[line(), line(text="Artwork")])
    number = billing.number_of(everybody, order_id)
    page = windows.of("cleo", permissions=ALLOWED)
    page.get_by_role("link", name=f"Submit evidence for {number}").click()
    page.evaluate("text => navigator.clipboard.writeText(text)", "3\n4\n5\n")
    page.get_by_label("Quantity").first.focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Quantity").last).to_have_value("4")
    expect(page.get_by_text("1 row was left out: there is room for 2 lines.")).to_be_visible()
    page.get_by_role("button", name="Submit it").click()
    expect(page.get_by_text("Waiting for a decision").first).to_be_visible()
