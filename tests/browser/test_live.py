"""Other people's changes appear by themselves, and nothing that somebody types is lost by them."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from counterfoil.lifecycle.orders import actions
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import Cast
from .conftest import Windows

WITHIN = 5_000


def test_an_approval_appears_and_the_typed_reason_stays(windows: Windows, everybody: Cast) -> None:
    order_id = everybody.draft()
    shown = actions.submit(by=everybody.rita, at=_now(), order_id=order_id)["digest"]
    rita = _opened(windows.of("rita"))
    rita.locator("summary", has_text="Cancel the order").click()
    why = rita.get_by_label("Why is it cancelled?")
    why.press_sequentially("We found a cheaper")
    actions.approve(by=everybody.amir, at=_now(), order_id=order_id, shown=shown)
    expect(rita.get_by_text("Iris issues it.").first).to_be_visible(timeout=WITHIN)
    expect(why).to_have_value("We found a cheaper")
    expect(why).to_be_focused()
    rita.keyboard.type(" offer")
    expect(why).to_have_value("We found a cheaper offer")


def test_words_whose_place_is_gone_are_set_down_below(windows: Windows, everybody: Cast) -> None:
    order_id = everybody.draft()
    actions.submit(by=everybody.rita, at=_now(), order_id=order_id)
    amir = _opened(windows.of("amir"))
    amir.locator("summary", has_text="Reject").click()
    amir.get_by_label("Why do you reject it?").press_sequentially("The price is")
    actions.recall(by=everybody.rita, at=_now(), order_id=order_id)
    expect(amir.get_by_label("The order moved on while you were writing.")).to_have_value(
        "The price is", timeout=WITHIN
    )


def test_a_change_under_an_open_form_is_announced_and_both_versions_are_shown(
    windows: Windows, everybody: Cast
) -> None:
    order_id = everybody.draft()
    rita = _opened(windows.of("rita"))
    rita.get_by_role("link", name="Change the draft").click()
    rita.get_by_label("Title", exact=True).fill("Winter catalogue")
    changes = OrderChanges.model_validate({"title": "Autumn catalogue"})
    actions.change(by=everybody.iris, at=_now(), order_id=order_id, changes=changes)
    expect(rita.get_by_text("Iris changed this order while you were typing.")).to_be_visible(timeout=WITHIN)
    expect(rita.get_by_label("Title", exact=True)).to_have_value("Winter catalogue")
    rita.get_by_role("button", name="Save the draft").click()
    both = rita.get_by_role("row", name=re.compile("Title Winter catalogue Autumn catalogue"))
    expect(both).to_be_visible()
    rita.get_by_role("button", name="Save the draft").click()
    expect(rita.get_by_role("heading", name="Winter catalogue")).to_be_visible()


def test_a_copied_number_is_said_to_be_copied(windows: Windows, everybody: Cast) -> None:
    everybody.issued()
    page = windows.of("iris", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Orders").click()
    page = _opened(page)
    page.get_by_role("button", name="Copy the number").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#number").inner_text()


def _opened(page: Page) -> Page:
    page.get_by_role("link", name="Spring catalogue").click()
    page.get_by_role("heading", name="Spring catalogue").wait_for()
    return page


def _now() -> datetime:
    return datetime.now(UTC)
