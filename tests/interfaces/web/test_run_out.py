"""The page that says what is done with orders that run out, for finance and owners to change and others to read."""

import pytest

from ...actions.running_out import run_out_is
from ...cast import Cast
from .conftest import SignIn
from .test_people_pages import send, text

_PAGE = "/settings/running-out"
_TYPED = {"exhausted": "warn", "expired": "stop", "expiry_days": "21", "pace_margin": "25", "little_left": "5"}


@pytest.mark.req(168)
def test_finance_says_what_is_done_and_how_early_it_is_said(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    assert "Nothing was set yet" in text(fay, _PAGE) and "Orders that run out" in text(fay, "/settings/")
    assert send(fay, f"{_PAGE}/do", 302, version="0", **_TYPED) == _PAGE
    page = text(fay, _PAGE)
    assert "stop: nothing new until finance raises or prolongs it" in page and "21" in page


def test_who_may_not_change_it_reads_it(cast: Cast, sign_in: SignIn) -> None:
    run_out_is(cast, expired="hold")
    assert "Finance or an owner changes it." in text(sign_in("rita"), _PAGE)
    send(sign_in("rita"), f"{_PAGE}/do", 403, version="1", **_TYPED)
