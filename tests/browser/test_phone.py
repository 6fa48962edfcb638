"""On the phone: the lines can be read before deciding, the decision is within reach, and the next one follows."""

from playwright.sync_api import Locator, Page, expect

from ..cast import Cast
from .conftest import Windows

PHONE = {"width": 390, "height": 844}
_BY_HAND = "([x, y]) => document.elementFromPoint(x, y).closest('button, a, details')?.innerText ?? ''"


def test_three_taps_approve_and_the_next_is_offered(windows: Windows, everybody: Cast) -> None:
    for title in ("First order", "Second order", "Third order"):
        everybody.pending(title=title)
    amir = windows.of("amir", viewport=PHONE)
    amir.get_by_role("link", name="First order").click()
    approve = amir.get_by_role("button", name="Approve", exact=True)
    expect(approve).to_be_in_viewport(ratio=1)
    assert _hit(amir, approve) == "Approve"
    expect(amir.get_by_text("You authorise")).to_be_in_viewport(ratio=1)
    approve.click()
    expect(amir.get_by_text("Approved. Your yes is on the record.")).to_be_in_viewport()
    expect(amir.get_by_text("1 more")).to_be_in_viewport()
    amir.get_by_role("link", name="Next: Second order").click()
    expect(amir.get_by_role("heading", name="Second order")).to_be_visible()


def test_every_line_and_the_other_moves_can_be_seen_above_the_bar(windows: Windows, everybody: Cast) -> None:
    everybody.pending()
    amir = windows.of("amir", viewport=PHONE)
    amir.get_by_role("link", name="Spring catalogue").click()
    amir.get_by_role("heading", name="Spring catalogue").wait_for()
    bar = amir.locator(".move-main").bounding_box()
    total, reject = amir.locator(".jobs-total"), amir.locator("summary", has_text="Reject")
    assert bar and _top(total) < _top(reject)
    amir.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last = amir.locator(".money-says").bounding_box()
    assert last and last["y"] + last["height"] <= bar["y"]
    reject.click()
    why = amir.get_by_label("Why do you reject it?")
    why.fill("Too dear")
    amir.get_by_role("button", name="Reject", exact=True).click()
    expect(amir.get_by_text("Rejected by Amir")).to_be_visible()


def test_what_comes_later_is_one_short_line(windows: Windows, everybody: Cast) -> None:
    everybody.pending()
    amir = windows.of("amir", viewport=PHONE)
    amir.get_by_role("link", name="Spring catalogue").click()
    line = amir.get_by_text("Then Issued, and 5 more up to Settled")
    box = line.bounding_box()
    assert box and box["height"] < 40
    expect(amir.locator(".gate-later").first).to_be_hidden()
    amir.set_viewport_size({"width": 1280, "height": 900})
    expect(line).to_be_hidden()
    expect(amir.locator(".gate-later")).to_have_count(6)
    expect(amir.locator(".gate-later").last).to_be_visible()


def _hit(page: Page, button: Locator) -> str:
    """What a finger on the middle of this button really touches."""
    box = button.bounding_box()
    assert box
    said: str = page.evaluate(_BY_HAND, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    return said.strip()


def _top(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["y"]
