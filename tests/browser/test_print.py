"""The whole record as Chromium prints it."""

import io
import re

import pytest
from pypdf import PdfReader

from ..cast import Cast
from .conftest import Windows


@pytest.mark.req(169)
def test_the_record_prints_whole_and_nothing_that_is_pressed(windows: Windows, everybody: Cast) -> None:
    order_id = everybody.issued(notes="Bring the key")
    rita = windows.of("rita")
    rita.goto(f"{rita.url.rstrip('/')}/orders/{order_id}")
    rita.get_by_role("navigation", name="Parts of the record").get_by_role("link", name="Print").click()
    rita.wait_for_url("**/print")
    printed = PdfReader(io.BytesIO(rita.pdf(format="A4")))
    text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    for words in ("PO-2026-00001", "Layout", "Bring the key", "Approvals", "Audit trail", "Printed by Rita"):
        assert words in text, words
    assert re.search(r"Mar 2, 2026, \d{1,2}:\d{2}|2 Mar 2026, \d{1,2}:\d{2}", text)
    rita.emulate_media(media="print")
    assert rita.locator("button:visible, form:visible, nav:visible").count() == 0


@pytest.mark.req(169)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_record_as_it_is_open_prints_its_head_sums_and_part_and_leads_to_the_whole(
    windows: Windows, everybody: Cast, theme: str
) -> None:
    order_id = everybody.issued(notes="Bring the key")
    rita = windows.of("rita")
    rita.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    here = rita.url.rstrip("/")
    rita.goto(f"{here}/orders/{order_id}?tab=notes")
    assert rita.locator(".on-paper:visible").count() == 0
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(rita.pdf(format="A4"))).pages).split()
    )
    for words in (
        "PO-2026-00001",
        "Authorised",
        "Bring the key",
        "Of its parts this shows only the one that was open: Notes",
    ):
        assert words in text, words
    # An address in the margin breaks where it has to.
    assert f"/orders/{order_id}/print" in text.replace(" ", "")
    for words in ("Change the notes", "What you can do", "Audit trail"):
        assert words not in text, words
    rita.emulate_media(media="print")
    assert rita.locator("button:visible, form:visible, nav:visible, aside:visible").count() == 0
    wide = rita.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
