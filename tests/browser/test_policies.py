"""Settings of approval, numbers, matching and routes in a real browser: axe finds nothing, words follow what is typed."""

import pytest
from playwright.sync_api import expect

from ..cast import NOW, Cast
from .conftest import Windows
from .staging_policies import policy_scenes
from .test_accessible import SIZES, look


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing(windows: Windows, everybody: Cast, theme: str, size: dict[str, int]) -> None:
    everybody.issued()
    scenes = policy_scenes(everybody, NOW)
    for who in dict.fromkeys(person for person, _address, _prepare in scenes.values()):
        page = windows.of(who, color_scheme=theme, viewport=size)
        home = page.url.rstrip("/")
        for name, (person, address, _prepare) in scenes.items():
            if person == who:
                page.goto(f"{home}{address}")
                look(page, name)


def test_a_match_policy_is_said_in_words_while_it_is_typed(windows: Windows, everybody: Cast) -> None:
    page = windows.of("fay")
    page.goto(f"{page.url.rstrip('/')}/settings/matching/new")
    words = page.locator(".setting-preview")
    expect(words).to_contain_text("Left to the company's own policy, and exact where that says nothing: Quantity, Unit")
    page.get_by_label("How far", exact=True).nth(1).select_option("either")
    page.get_by_label("Per cent", exact=True).nth(1).fill("2")
    expect(words).not_to_contain_text("Unit price: may be")
    page.get_by_label("Amount", exact=True).nth(1).fill("10")
    expect(words).to_contain_text("Unit price: may be up to 2 % or 10 in the invoice's currency, whichever is larger,")
    page.get_by_label("Name").fill("Photographers")
    page.get_by_role("button", name="Set this policy").first.click()
    expect(page.locator("h1")).to_have_text("Photographers")


def test_a_layout_shows_its_next_numbers_while_it_is_typed(windows: Windows, everybody: Cast) -> None:
    page = windows.of("iris")
    page.goto(f"{page.url.rstrip('/')}/settings/numbers")
    page.get_by_label("How do the next numbers look?").fill("Acme/{##}")
    expect(page.locator(".setting-preview")).to_contain_text("Acme/01")
    page.get_by_label("How do the next numbers look?").fill("Acme")
    expect(page.locator(".setting-preview")).to_contain_text("exactly once")


def test_levels_are_added_and_set(windows: Windows, everybody: Cast) -> None:
    page = windows.of("olga")
    page.goto(f"{page.url.rstrip('/')}/settings/approval/edit")
    page.get_by_role("button", name="Add a line").click()
    page.get_by_label("From this amount on").nth(2).fill("9,000")
    page.get_by_label("Somebody has to say yes who is").nth(2).select_option("owner")
    page.get_by_role("button", name="Set this policy").click()
    expect(page.locator("main")).to_contain_text("From EUR 9,000.00: an approver, then an approver, then an owner")
