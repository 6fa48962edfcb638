"""Views, columns and many rows at once, as hands do it: ticked, looked at, begun, watched, cancelled."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail import batches
from counterfoil.foundation.trail.models import Batch
from counterfoil.interfaces.web.pages import many

from ..cast import NOW, Cast
from .conftest import Windows
from .test_accessible import SIZES, look


def _some_done(cast: Cast, most: int) -> None:
    """What the worker would do meanwhile."""
    with scope.reading(cast.company_id):
        batch = Batch.objects.get()
    batches.work_off(batch, lambda: cast.fay, lambda: NOW, most)


def test_many_are_closed_watched_and_the_rest_cancelled(
    windows: Windows, everybody: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 1)
    monkeypatch.setattr(batches, "CHUNK", 2)
    for number in range(4):
        everybody.issued(title=f"Order {number}")
    everybody.draft(title="Only a draft")
    page = windows.of("fay")
    page.goto(page.url.rstrip("/") + "/orders")
    page.get_by_label("All 5 that are shown").check()
    page.get_by_label("What is to be done with what is ticked").select_option("order.close")
    page.get_by_role("button", name="Look before it is done").click()
    expect(page.get_by_text("Possible now with 4, not with 1.")).to_be_visible()
    page.get_by_label("Why is it closed?").fill("The season is over")
    page.get_by_role("button", name="Close: 4").click()
    expect(page.get_by_role("heading", name="Under way")).to_be_visible()
    _some_done(everybody, 2)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    page.get_by_role("button", name="Cancel the rest").click()
    expect(page.get_by_role("heading", name="Cancelled; what was done stays done")).to_be_visible()
    _some_done(everybody, 2)
    page.reload()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")


def test_a_view_is_kept_and_chosen_again(windows: Windows, everybody: Cast) -> None:
    everybody.issued(title="Issued one")
    everybody.draft(title="Draft one")
    page = windows.of("rita")
    home = page.url.rstrip("/")
    page.goto(f"{home}/orders?state=issued")
    _open(page, "Columns")
    page.get_by_label("Where it stands", exact=True).uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("columnheader", name="Where it stands")).to_have_count(0)
    _open(page, "Views")
    page.get_by_label("Name").fill("What runs")
    page.get_by_label("Begin the list with it").check()
    page.get_by_role("button", name="Save as a view").click()
    page.goto(f"{home}/orders")
    expect(page.get_by_text("Issued one")).to_be_visible()
    expect(page.get_by_text("Draft one")).to_have_count(0)
    _open(page, "What runs")
    page.get_by_role("link", name="The whole list").click()
    expect(page.get_by_role("link", name="Draft one", exact=True)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing(windows: Windows, everybody: Cast, theme: str, size: dict[str, int]) -> None:
    everybody.issued(title="Issued one")
    everybody.draft(title="Draft one")
    options: dict[str, Any] = {"color_scheme": theme, "viewport": size}
    page = windows.of("fay", **options)
    home = page.url.rstrip("/")
    page.goto(f"{home}/orders?columns=net,title,state")
    _open(page, "Columns")
    look(page, "columns")
    _open(page, "Columns")
    _open(page, "Views")
    look(page, "views")
    _open(page, "Views")
    page.get_by_label("All 2 that are shown").check()
    page.get_by_label("What is to be done with what is ticked").select_option("order.close")
    page.get_by_role("button", name="Look before it is done").click()
    expect(page.get_by_label("Why is it closed?")).to_be_visible()
    look(page, "before")
    page.get_by_label("Why is it closed?").fill("The season is over")
    page.get_by_role("button", name="Close: 1").click()
    expect(page.get_by_label("Why is it closed?")).to_have_count(0)
    look(page, "done")


def _open(page: Page, name: str) -> None:
    page.locator(".list-menu > summary", has_text=name).click()
