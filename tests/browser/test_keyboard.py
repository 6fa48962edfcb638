"""The half line without a mouse: only keys are pressed after the first page was opened."""

from playwright.sync_api import Page, expect

from .conftest import Windows
from .people import PASSWORD, email_of

_FOCUSED = """() => {
  const one = document.activeElement;
  const named = one.labels && one.labels[0] ? one.labels[0].innerText : "";
  return named || one.getAttribute("aria-label") || one.innerText || one.value || "";
}"""
MOST_TABS = 60


def test_request_approve_and_issue_by_keyboard_alone(windows: Windows) -> None:
    rita = _signed_in(windows, "rita")
    rita.keyboard.press("n")
    expect(rita.get_by_label("Title", exact=True)).to_be_focused()
    rita.keyboard.type("Spring catalogue")
    _type(rita, "Contractor", "CLEO2")
    rita.keyboard.press("Tab")
    expect(rita.get_by_label("Engagement").locator("option")).to_have_text(["Catalogue"])
    _type(rita, "What is to be done", "Layout")
    _type(rita, "Quantity", "10")
    _type(rita, "Unit price", "100")
    rita.keyboard.press("Enter")
    rita.get_by_role("heading", name="Spring catalogue").wait_for()
    _press(rita, "Submit for approval")
    expect(rita.get_by_text("Amir or Bela approves or rejects.").first).to_be_visible()

    amir = _signed_in(windows, "amir")
    _press(amir, "Spring catalogue")
    amir.get_by_role("heading", name="Spring catalogue").wait_for()
    _press(amir, "Approve")
    expect(amir.get_by_text("Approved. Your yes is on the record.")).to_be_visible()

    iris = _signed_in(windows, "iris")
    _press(iris, "Spring catalogue")
    iris.get_by_role("heading", name="Spring catalogue").wait_for()
    _press(iris, "Issue")
    expect(iris.locator("#number")).to_contain_text("-00001")


def test_a_reason_is_given_by_keyboard(windows: Windows, everybody: object) -> None:
    everybody.pending()  # type: ignore[attr-defined]
    amir = _signed_in(windows, "amir")
    _press(amir, "Spring catalogue")
    amir.get_by_role("heading", name="Spring catalogue").wait_for()
    _press(amir, "Reject")
    _type(amir, "Why do you reject it?", "Too dear")
    amir.keyboard.press("Tab")
    amir.keyboard.press("Enter")
    expect(amir.get_by_text("Rejected by Amir")).to_be_visible()
    expect(amir.locator("blockquote", has_text="Too dear")).to_be_visible()


def test_the_keys_lead_where_they_say(windows: Windows) -> None:
    page = _signed_in(windows, "rita")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find anything")).to_be_focused()
    page.keyboard.type("gone")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is found.")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()


def test_the_theme_is_turned_and_remembered(windows: Windows) -> None:
    page = windows.of("rita", color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_text("Rita", exact=True).first.click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def _signed_in(windows: Windows, name: str) -> Page:
    page = windows.open()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email_of(name))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Desk", level=1).wait_for()
    return page


def _type(page: Page, name: str, text: str) -> None:
    _tab_to(page, name)
    page.keyboard.type(text)


def _press(page: Page, name: str) -> None:
    _tab_to(page, name)
    page.keyboard.press("Enter")


def _tab_to(page: Page, name: str) -> None:
    """Tab until something of this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED).strip().startswith(name):
            return
    raise AssertionError(f"{name!r} can't be reached by Tab")
