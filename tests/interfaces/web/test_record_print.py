"""The whole record on one page, to be printed: every part, moments with their times, nothing folded."""

import re

import pytest

from counterfoil.interfaces.web.panels.tabs import TABS

from ...cast import Cast
from .conftest import SignIn


def page(sign_in: SignIn, who: str, order_id: object) -> str:
    return sign_in(who).get(f"/orders/{order_id}/print").content.decode()


@pytest.mark.req(169)
def test_every_part_of_the_record_stands_on_it(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued(notes="Bring the key")
    shown = page(sign_in, "rita", order_id)
    assert re.findall(r'id="part-(\w+)"', shown) == [tab.name for tab in TABS]
    for words in ("PO-2026-00001", "Layout", "Bring the key", "Amir", "Issue"):
        assert words in shown
    assert "<details" not in shown.split('class="print-ways"')[1].replace('<details class="said-more" open>', "")
    assert f'href="/orders/{order_id}/print"' in sign_in("rita").get(f"/orders/{order_id}").content.decode()


@pytest.mark.req(169)
def test_moments_are_printed_with_their_times_and_no_form_is(cast: Cast, sign_in: SignIn) -> None:
    shown = page(sign_in, "rita", cast.issued()).split("<article")[1].split("</article>")[0]
    moments = re.findall(r"<time[^>]*>([^<]*)</time>", shown)
    assert moments and all(re.search(r"\d{1,2}:\d{2}", one) for one in moments), moments
    assert "<form" not in shown and "<select" not in shown


def test_a_contractor_prints_nothing_internal_and_a_stranger_nothing(cast: Cast, sign_in: SignIn) -> None:
    order_id = cast.issued()
    shown = page(sign_in, "cleo", order_id)
    assert re.findall(r'id="part-(\w+)"', shown) == [tab.name for tab in TABS if tab.outside]
    assert "Amir" not in shown and "Rita" not in shown
    assert sign_in("mallory").get(f"/orders/{order_id}/print").status_code == 404
