"""A field that is added while the system runs: at once on the form, on the record, in the list, its filter and the search."""

import pytest
from playwright.sync_api import expect

from .conftest import Windows


@pytest.mark.req(165, 166)
def test_a_field_is_added_while_somebody_works_and_is_filled_in_and_found(windows: Windows) -> None:
    rita, fay = windows.of("rita"), windows.of("fay")
    home = rita.url.rstrip("/")
    rita.goto(f"{home}/orders/new")
    expect(rita.get_by_label("Shelf", exact=True)).to_have_count(0)
    fay.goto(f"{home}/settings/custom-fields/new")
    fay.locator("[name=code]").fill("SHELF")
    fay.locator("[name=name]").fill("Shelf")
    fay.locator("[name=applies_to]").select_option("order")
    fay.locator("[name=kind]").select_option("line")
    fay.locator("[name=required]").check()
    fay.locator("form:has([name=code]) button[type=submit], form:has([name=code]) .btn-primary").last.click()
    expect(fay.get_by_role("heading", name="Shelf", level=1)).to_be_visible()

    for title, shelf in (("Leaflets", "Cellar, grey"), ("Posters", "")):
        rita.goto(f"{home}/orders/new")
        rita.get_by_label("Title", exact=True).fill(title)
        rita.get_by_label("Contractor", exact=True).fill("CLEO2")
        rita.get_by_label("Contractor", exact=True).blur()
        expect(rita.get_by_label("Engagement", exact=True).locator("option")).not_to_have_count(0)
        rita.get_by_label("Engagement", exact=True).select_option(label="Catalogue")
        rita.get_by_label("What is to be done").fill("Layout")
        rita.get_by_label("Quantity").fill("3")
        rita.get_by_label("Unit price").fill("100")
        rita.get_by_label("Shelf", exact=True).fill(shelf)
        rita.get_by_role("button", name="Save the draft").click()
        rita.get_by_role("heading", name=title).wait_for()
    expect(rita.get_by_text("Shelf has to be filled in before it is submitted.").first).to_be_visible()

    rita.goto(f"{home}/orders?columns=title,fields[SHELF]")
    expect(rita.get_by_role("columnheader", name="Shelf")).to_be_visible()
    expect(rita.get_by_role("row").filter(has_text="Leaflets")).to_contain_text("Cellar, grey")
    for asked in ("fields[SHELF]=cellar", "q=grey cellar"):
        rita.goto(f"{home}/orders?{asked}")
        expect(rita.get_by_role("link", name="Leaflets", exact=True)).to_be_visible()
        expect(rita.get_by_role("link", name="Posters", exact=True)).to_have_count(0)
    rita.get_by_role("link", name="Leaflets", exact=True).click()
    rita.get_by_role("link", name="Custom fields").click()
    expect(rita.get_by_text("Cellar, grey", exact=True)).to_be_visible()
    rita.goto(f"{home}/")
    expect(rita.get_by_text("Fill in").first).to_be_visible()
