"""Settings, exchange rates: the list, one rate, setting and correcting one, and the file that is dropped."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ...actions.test_rate_load import published
from ...actions.test_rate_set import rate_set, standing
from ...cast import Cast
from .conftest import SignIn
from .test_settings import text

TODAY = timezone.now().date()
_DAY = f"d{TODAY:%Y%m%d}"


def dropped(content: bytes, **more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "file": SimpleUploadedFile("eurofxref-daily.xml", content), "since": ""} | more


def test_whoever_works_here_reads_them_and_a_contractor_does_not(cast: Cast, sign_in: SignIn) -> None:
    rate_id = rate_set(cast, rate="0.0061234567")
    for name in ("rita", "otto"):
        assert '<td class="list-open end">0.0061234567</td>' in text(sign_in(name), "/settings/rates")
        assert "Set a rate" not in text(sign_in(name), "/settings/rates")
        text(sign_in(name), f"/settings/rates/{rate_id}")
    for address in ("/settings/rates", f"/settings/rates/{rate_id}", "/settings/rates/new", "/settings/rates/read"):
        text(sign_in("cleo"), address, 404)
    assert sign_in("rita").get("/settings/rates/new").status_code == 403
    assert sign_in("rita").get("/settings/rates/read").status_code == 403


def test_the_page_says_for_how_long_a_rate_holds(cast: Cast, sign_in: SignIn) -> None:
    assert "31 days at most" in text(sign_in("rita"), "/settings/rates")


@pytest.mark.req(156)
def test_a_rate_is_set_and_corrected(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    sent = {"key": str(uuid4()), "currency": "USD", "day": "2026-03-02", "rate": "0.9"}
    assert fay.post("/settings/rates/new", sent)["Location"] == "/settings/rates"
    [(currency, _day, rate, source, version)] = standing(cast)
    assert (currency, str(rate.normalize()), source, version) == ("USD", "0.9", "typed", 1)
    [rate_id] = {
        part.partition('"')[0] for part in text(fay, "/settings/rates").split('href="/settings/rates/')[1:]
    } - {
        "new",
        "read",
    }
    sent |= {"key": str(uuid4()), "rate": "0.95", "version": "1"}
    assert fay.post(f"/settings/rates/{rate_id}/do/set", sent).status_code == 302
    page = text(fay, f"/settings/rates/{rate_id}")
    assert "0.95 EUR" in page and "0.9" in page.split("What was done")[1]


def test_what_is_refused_stays_in_the_form(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    sent = {"key": str(uuid4()), "currency": "EUR", "day": "2026-03-02", "rate": "0.9"}
    answer = fay.post("/settings/rates/new", sent)
    assert answer.status_code == 409 and "there is no rate" in answer.content.decode()
    answer = fay.post("/settings/rates/new", sent | {"currency": "USD", "rate": "0"})
    assert answer.status_code == 422 and "more than 0" in answer.content.decode()
    assert standing(cast) == []


def test_a_file_is_dropped_and_each_rate_is_accounted_for(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    content = published(**{_DAY: {"USD": "1.25", "JPY": "170.3"}})
    assert fay.post("/settings/rates/read", dropped(content))["Location"] == "/settings/rates"
    assert "Added: 2." in text(fay, "/settings/rates")
    fay.post("/settings/rates/read", dropped(content))
    assert "Added: 0. Corrected: 0. There already, and unchanged: 2." in text(fay, "/settings/rates")


def test_a_file_that_is_none_says_why_and_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    fay = sign_in("fay")
    old = published(**{f"d{TODAY - timedelta(400):%Y%m%d}": {"USD": "1.25"}})
    for content, since, words in (
        (b"<a/>", "", "its root is “a”"),
        (b"", "", "Choose the file"),
        (old, TODAY.isoformat(), "no rate of a currency in use from that day on"),
    ):
        sent = dropped(content, since=since) if content else {"key": "k"}
        answer = fay.post("/settings/rates/read", sent)
        assert answer.status_code == 422 and words in answer.content.decode(), words
    assert standing(cast) == []


def test_settings_say_of_which_day_the_newest_is(cast: Cast, sign_in: SignIn) -> None:
    own = text(sign_in("rita"), "/settings/").split('href="/settings/rates"')[1].split("</li>")[0]
    assert "none yet" in own
    rate_set(cast, day="2026-02-27")
    own = text(sign_in("rita"), "/settings/").split('href="/settings/rates"')[1].split("</li>")[0]
    assert "the newest of 27 Feb 2026" in own or "27" in own


def test_more_is_read_of_a_file_of_rates_than_of_any_other(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.MOST_BODY = 1_000
    fay, content = sign_in("fay"), published(**{_DAY: {"USD": "1.25"}}) + b" " * 2_000
    assert fay.post("/settings/rates/read", dropped(content)).status_code == 302
    assert fay.post("/receive", dropped(content)).status_code == 413
