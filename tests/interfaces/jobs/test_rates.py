"""The worker's fetching of rates: from a real server of this machine, in time, within limits, for every company."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from counterfoil.foundation.catalogue.models import Rate
from counterfoil.foundation.companies.actions.create_company import CompanyValues, Founder, create_company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.models import Entry
from counterfoil.interfaces.jobs import fetching
from counterfoil.interfaces.jobs.fetching import NotFetched, fetched
from counterfoil.interfaces.jobs.rates import AGAIN, EVERY, FetchedRates

from ...actions.test_rate_load import published
from ...cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)
DAILY = published(d20260302={"USD": "1.25", "JPY": "170.3"})


class Bank(ThreadingHTTPServer):
    """What stands at each path; a path that is sent on leads to another address."""

    daemon_threads = True
    pages: dict[str, bytes]
    sent_on: dict[str, str]
    asked: int = 0

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Answer(BaseHTTPRequestHandler):
    server: Bank

    def do_GET(self) -> None:
        self.server.asked += 1
        if self.path in self.server.sent_on:
            self.send_response(302)
            self.send_header("Location", self.server.sent_on[self.path])
            self.end_headers()
            return
        if self.path == "/slowly.xml":
            self._slowly()
            return
        found = self.server.pages.get(self.path)
        self.send_response(200 if found is not None else 404)
        self.end_headers()
        self.wfile.write(found or b"")

    def _slowly(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            for _second in range(50):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)

    def log_message(self, *said: Any) -> None:
        """Tests say nothing."""


@pytest.fixture
def bank() -> Iterator[Bank]:
    server = Bank(("127.0.0.1", 0), Answer)
    server.pages, server.sent_on = {"/daily.xml": DAILY}, {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def known(company_id: Any) -> list[tuple[str, str, str]]:
    with scope.reading(company_id):
        rows = Rate.objects.within(company_id).select_related("set_by").order_by("currency")
        return [(one.currency, str(one.rate.normalize()), one.set_by.name) for one in rows]


def entered(cast: Cast) -> int:
    with scope.reading(cast.company_id):
        return Entry.objects.within(cast.company_id).filter(verb="rate.load").count()


def test_every_company_gets_the_rates(cast: Cast, bank: Bank, settings: Any) -> None:
    settings.COUNTERFOIL_RATES = bank.at("/daily.xml")
    assert FetchedRates().take_in(NOW) == 2
    for company_id in (cast.company_id, cast.mallory.company_id):
        assert [one[:2] for one in known(company_id)] == [("JPY", "0.0058719906"), ("USD", "0.8")]


def test_the_same_file_leaves_no_second_entry(cast: Cast, bank: Bank, settings: Any) -> None:
    settings.COUNTERFOIL_RATES = bank.at("/daily.xml")
    for number in range(3):
        FetchedRates().take_in(NOW + timedelta(days=number))
    assert (entered(cast), bank.asked) == (1, 3)
    bank.pages["/daily.xml"] = published(d20260303={"USD": "1.6"})
    FetchedRates().take_in(NOW + timedelta(days=3))
    assert entered(cast) == 2


def test_it_is_fetched_when_it_is_time(cast: Cast, bank: Bank, settings: Any) -> None:
    settings.COUNTERFOIL_RATES = bank.at("/daily.xml")
    rates, moment = FetchedRates(), timedelta(seconds=1)
    for after in (timedelta(0), EVERY - moment, EVERY):
        rates.take_in(NOW + after)
    assert bank.asked == 2
    bank.pages = {"/daily.xml": b"We are closed"}
    for after in (EVERY * 2, EVERY * 2 + AGAIN - moment, EVERY * 2 + AGAIN):
        assert rates.take_in(NOW + after) == 0
    assert bank.asked == 4


def test_without_an_address_nothing_is_fetched(cast: Cast, bank: Bank) -> None:
    assert FetchedRates().take_in(NOW) == 0
    assert bank.asked == 0


def test_a_company_that_does_not_count_in_what_is_quoted_stops_no_other(cast: Cast, bank: Bank, settings: Any) -> None:
    settings.COUNTERFOIL_RATES = bank.at("/daily.xml")
    values = {"slug": "sek", "name": "Sek", "currency": "SEK", "timezone": "UTC", "owner_name": "Siv"}
    made = CompanyValues.model_validate(values | {"owner_email": "siv@sek.example"})
    create_company(by=Founder(), at=NOW, values=made)
    assert FetchedRates().take_in(NOW) == 2
    assert len(known(cast.company_id)) == len(known(cast.mallory.company_id)) == 2


@pytest.mark.parametrize("address", ["http://rates.example/daily.xml", "file:///etc/hosts", "ftp://127.0.0.1/x", "x"])
def test_only_https_is_read_but_from_this_machine(address: str) -> None:
    with pytest.raises(NotFetched, match="only https"):
        fetched(address, 100)


def test_what_is_sent_on_is_asked_again(bank: Bank) -> None:
    bank.sent_on = {"/old.xml": bank.at("/daily.xml"), "/away.xml": "http://rates.example/x", "/file.xml": "file:///x"}
    assert fetched(bank.at("/old.xml"), 10_000) == DAILY
    for path in ("/away.xml", "/file.xml"):
        with pytest.raises(NotFetched):
            fetched(bank.at(path), 10_000)


def test_a_file_without_end_is_given_up(bank: Bank) -> None:
    assert fetched(bank.at("/daily.xml"), len(DAILY)) == DAILY
    with pytest.raises(NotFetched, match="more than"):
        fetched(bank.at("/daily.xml"), len(DAILY) - 1)


def test_who_sends_slowly_is_not_waited_for(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes in time, and the whole does not."""
    monkeypatch.setattr(fetching, "TIMEOUT", 0.5)
    with pytest.raises(NotFetched, match="not whole"):
        fetched(bank.at("/slowly.xml"), 100)


def test_a_page_that_is_not_there_is_no_file(bank: Bank) -> None:
    with pytest.raises(NotFetched, match="404"):
        fetched(bank.at("/none.xml"), 100)
