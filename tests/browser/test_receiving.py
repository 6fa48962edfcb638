"""Files are chosen or dropped on the page, and each is answered; axe finds nothing on the pages that they lead to."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from ..cast import Cast
from ..interfaces.web.papers import invoice, order
from .conftest import Windows
from .test_accessible import SIZES, look

_DROP = """([files, place]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name, {type: "application/xml"}));
  for (const kind of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""
_TOO_MUCH = 5 * 1024 * 1024


def test_two_files_that_are_chosen_are_taken_in_and_lead_on(windows: Windows) -> None:
    fay = _at_the_page(windows)
    fay.get_by_label("Drop files here, or choose them").set_input_files(
        [_file("invoice.xml", invoice(price="11.00")), _file("order.xml", order(amount="90.00"))]
    )
    expect(fay.locator("#chosen li")).to_have_count(2)
    _take_in(fay)
    expect(fay.get_by_role("heading", name="What became of the 2 files")).to_be_visible()
    expect(fay.get_by_text("Loaded as order PO-900 of Joiner")).to_be_visible()
    expect(fay.get_by_text("Taken in as invoice INV-1: disputed.")).to_be_visible()
    fay.get_by_role("link", name="Order PO-900").first.click()
    expect(fay.get_by_text("What its minter says does not agree")).to_be_visible()
    fay.locator("#record-findings summary").click()
    fay.get_by_label("What holds, and who said so?").fill("Ninety, says Ms Berg")
    fay.locator("#record-findings form button").click()
    expect(fay.get_by_text("What did not agree, and was settled")).to_be_visible()
    fay.get_by_role("link", name="Documents").click()
    expect(fay.locator(".arrived-list > li")).to_have_count(2)


def test_files_are_dropped_on_their_place(windows: Windows) -> None:
    fay = _at_the_page(windows)
    place = fay.locator("[data-drop]").element_handle()
    fay.evaluate(_DROP, [[["order.xml", order().decode()]], place])
    expect(fay.locator("#chosen")).to_contain_text("order.xml")
    _take_in(fay)
    expect(fay.get_by_text("Loaded as order PO-900 of Joiner")).to_be_visible()


def test_too_much_is_said_before_it_is_sent(windows: Windows) -> None:
    fay = _at_the_page(windows)
    fay.get_by_label("Drop files here, or choose them").set_input_files([_file("large.xml", b"x" * _TOO_MUCH)])
    expect(fay.get_by_text("the most that is read in one go: choose fewer")).to_be_visible()
    fay.get_by_role("button", name="Take them in").click()
    expect(fay.get_by_role("heading", name="Receive files")).to_be_visible()
    fay.get_by_label("Drop files here, or choose them").set_input_files([_file("order.xml", order())])
    _take_in(fay)
    expect(fay.get_by_text("Loaded as order PO-900 of Joiner")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_where_files_arrive(
    windows: Windows, everybody: Cast, theme: str, size: dict[str, int]
) -> None:
    options: dict[str, Any] = {"color_scheme": theme, "viewport": size}
    fay = windows.of("fay", **options)
    home = fay.url.rstrip("/")
    fay.goto(f"{home}/arrivals")
    look(fay, "no arrivals")
    fay.goto(f"{home}/receive")
    look(fay, "receive")
    apart, long = order(amount="90.00", unit="XDR"), "x" * 150 + ".xml"
    files = [
        _file("order.xml", apart),
        _file("1.xml", invoice()),
        _file("2.xml", invoice(amount="99.00")),
        _file(long, b"-"),
    ]
    fay.get_by_label("Drop files here, or choose them").set_input_files(files)
    _take_in(fay)
    look(fay, "what became of them")
    addresses = [link.get_attribute("href") for link in fay.locator("a.row-link").all()]
    leads = [link.get_attribute("href") for link in fay.locator(".row-ways a").all()]
    for address in [*addresses, *dict.fromkeys(leads), "/arrivals", "/receive/as", f"{leads[0]}?tab=documents"]:
        fay.goto(f"{home}{address}")
        look(fay, str(address))
    cleo = windows.of("cleo", **options)
    for address in ("/receive", "/arrivals", "/invoices"):
        cleo.goto(f"{home}{address}")
        look(cleo, f"cleo {address}")


def _at_the_page(windows: Windows) -> Page:
    fay = windows.of("fay")
    fay.goto(fay.url.rstrip("/") + "/receive")
    return fay


def _take_in(page: Page) -> None:
    page.get_by_label("We are the buyer").check()
    page.get_by_label("Add them as contractors").check()
    page.get_by_role("button", name="Take them in").click()
    page.locator("table.list-arrivals").wait_for()


def _file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/xml", "buffer": content}
