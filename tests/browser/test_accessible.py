"""axe finds nothing, in both themes and on both sizes; nothing is wider than a phone; nothing breaks the policy."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.lifecycle.orders import actions

from ..actions import billing
from ..cast import NOW, Cast
from ..catalogues import added, done, fitting
from .conftest import Windows
from .staging_people import people_scenes

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
SIZES = [{"width": 1280, "height": 900}, {"width": 360, "height": 780}]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing(windows: Windows, everybody: Cast, theme: str, size: dict[str, int]) -> None:
    pending, draft, issued = everybody.pending(), everybody.draft(), everybody.issued()
    cancelled, rejected = everybody.issued(), everybody.pending()
    actions.cancel(by=everybody.iris, at=NOW, order_id=cancelled, reason="Called off", replace=True)
    actions.reject(by=everybody.amir, at=NOW, order_id=rejected, reason="Too dear")
    options: dict[str, Any] = {"color_scheme": theme, "viewport": size}
    page = windows.open(**options)
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    look(page, "sign-in")
    page = windows.of("amir", **options)
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    look(page, "desk")
    home = page.url.rstrip("/")
    pages = ["/orders", f"/orders/{pending}", f"/orders/{issued}", f"/orders/{issued}?tab=trail"]
    pages += [f"/orders/{issued}?tab=approvals", f"/orders/{issued}?tab=documents", f"/orders/{draft}?tab=notes"]
    pages += [f"/orders/{cancelled}", f"/orders/{rejected}"]
    for address in pages:
        page.goto(f"{home}{address}")
        look(page, address)
    rita = windows.of("rita", **options)
    for address in (
        "/orders/new",
        f"/orders/{draft}/edit",
        "/orders?q=nothing",
        "/orders?filter=open&net_from=1&sort=-net",
    ):
        rita.goto(f"{home}{address}")
        look(rita, address)
    assert broken == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_second_half(
    windows: Windows, everybody: Cast, theme: str, size: dict[str, int]
) -> None:
    order_id = everybody.issued()
    billing.accepted(everybody, order_id, 5)
    sent = billing.submitted(everybody, order_id, 2)
    disputed = billing.received(everybody, order_id, quantity=5, unit_price="110.00")["id"]
    again = billing.received(everybody, order_id, quantity=5, unit_price="110.00")["id"]
    payment_id = billing.settled(everybody, billing.matched(everybody, number="R-2"))
    options: dict[str, Any] = {"color_scheme": theme, "viewport": size}
    seen = {
        "fay": [
            "/",
            "/invoices",
            "/invoices?filter=typed&contractor=nobody&total_from=many",
            "/exceptions",
            "/payments",
            f"/invoices/{disputed}",
            f"/payments/{payment_id}",
            f"/arrivals/{again}",
            f"/contractors/{everybody.contractor_id}",
            f"/contractors/{everybody.contractor_id}/pay",
            f"/invoices/{disputed}/correct",
        ],
        "rita": ["/", f"/evidence/{sent}"],
        "cleo": ["/", f"/orders/{order_id}/evidence/new", f"/invoices/new?order={order_id}", f"/invoices/{disputed}"],
    }
    for name, addresses in seen.items():
        page = windows.of(name, **options)
        home = page.url.rstrip("/")
        for address in addresses:
            page.goto(f"{home}{address}")
            look(page, f"{name} {address}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_settings(windows: Windows, everybody: Cast, theme: str, size: dict[str, int]) -> None:
    fay = windows.of("fay", color_scheme=theme, viewport=size)
    home = fay.url.rstrip("/")
    addresses = ["/settings/"]
    for one in CATALOGUES:
        at = f"/settings/{one.path}"
        fay.goto(f"{home}{at}")
        look(fay, f"{at}, empty")
        long = added(one, everybody, code="W" * 40, name="W" * 200, valid_from=NOW.date(), **fitting(one, everybody))
        done(one, "retire", everybody, added(one, everybody, code="OLD"))
        addresses += [at, f"{at}?filter=open&valid=true", f"{at}/new", f"{at}/{long}"]
    for address in addresses:
        fay.goto(f"{home}{address}")
        look(fay, address)
    fay.get_by_text("Change", exact=True).first.click()
    fay.evaluate("window.scrollTo(0, 0)")  # what lies under the head of the page can't be hit
    look(fay, "a row's form")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages_of_people(
    windows: Windows, everybody: Cast, theme: str, size: dict[str, int]
) -> None:
    options: dict[str, Any] = {"color_scheme": theme, "viewport": size}
    scenes = people_scenes(everybody)
    signed_in = {who: windows.of(who, **options) for who in {who for who, *_more in scenes.values()} if who}
    home = next(iter(signed_in.values())).url.rstrip("/")
    outside = windows.open(**options)
    for name, (who, address, prepare) in scenes.items():
        page = signed_in.get(who, outside)
        page.goto(f"{home}{address}")
        if prepare:
            page.evaluate(prepare)
        look(page, name)


def look(page: Page, name: str) -> None:
    """axe finds nothing on this page, and it is no wider than its window."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate(WIDER) <= 0, f"{name} is wider than its window"
