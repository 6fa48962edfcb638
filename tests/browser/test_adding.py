"""A contractor who is not there yet is added in the middle of an order, with an engagement, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from ..cast import Cast
from .conftest import Windows
from .test_accessible import SIZES, look


@pytest.mark.parametrize("width", [1280, 360])
def test_add_new_in_the_picker_keeps_what_is_typed(windows: Windows, width: int) -> None:
    page = windows.of("rita", viewport={"width": width, "height": 900})
    page.goto(f"{page.url.rstrip('/')}/orders/new")
    page.get_by_label("Title", exact=True).fill("Photographs")
    page.get_by_label("What is to be done").fill("Photos")
    page.get_by_label("Quantity").fill("3")
    page.get_by_label("Unit price").fill("100")
    page.get_by_text("Add a new contractor …").click()
    page.get_by_label("What is the contractor called?").fill("Zoe Lang")
    page.get_by_label("Code", exact=True).fill("CLEO")
    page.get_by_label("What are they engaged for?").fill("Spring shoot")
    page.get_by_role("button", name="Add and choose").click()
    expect(page.get_by_text("Another contractor has the code CLEO.")).to_be_visible()
    expect(page.get_by_label("What is the contractor called?")).to_have_value("Zoe Lang")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_label("Code", exact=True).fill("ZOE")
    page.get_by_role("button", name="Add and choose").click()
    expect(page.get_by_label("Contractor", exact=True)).to_have_value("ZOE · Zoe Lang")
    expect(page.get_by_label("Engagement", exact=True).locator("option")).to_have_text(["Spring shoot"])
    expect(page.get_by_label("Title", exact=True)).to_have_value("Photographs")
    expect(page.get_by_label("What is to be done")).to_have_value("Photos")
    expect(page.get_by_label("Quantity")).to_have_value("3")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("heading", name="Photographs").wait_for()
    page.get_by_role("link", name="Zoe Lang").click()
    expect(page.get_by_role("heading", name="Zoe Lang")).to_be_visible()
    page.get_by_role("link", name="Spring shoot").click()
    expect(page.get_by_role("heading", name="Spring shoot")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_on_contractors_and_ones_account(
    windows: Windows, everybody: Cast, theme: str, size: dict[str, int]
) -> None:
    page = windows.of("fay", color_scheme=theme, viewport=size)
    home = page.url.rstrip("/")
    own = (f"/contractors/{everybody.contractor_id}", f"/engagements/{everybody.engagement_id}")
    for address in ("/contractors", "/contractors/new", *own, "/account", "/account/password"):
        page.goto(f"{home}{address}")
        look(page, address)
