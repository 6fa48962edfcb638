"""A real Chromium against the real product, under the runtime role, one window per person."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from ..cast import Cast, load_cast
from .chromium import chromium
from .people import PASSWORD, email_of, give_passwords


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One browser for each file.

    Playwright keeps an event loop in this thread. Django refuses the database beside one unless it is told that nothing
    else runs there, and gives another connection than without, which must be wiped in the same way.
    """
    wipe = connection.ops.sql_flush
    with pytest.MonkeyPatch.context() as patch, chromium() as started:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        connection.ops.sql_flush = wipe
        yield started
        connection.close()


@pytest.fixture
def everybody(browser: Browser, transactional_db: None) -> Cast:
    """The cast, committed, each with a password."""
    cast = load_cast()
    give_passwords()
    return cast


class Windows:
    """The windows of several people, open at the same time."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: list[BrowserContext] = []

    def open(self, **options: Any) -> Page:
        """A new window of nobody, at the sign-in page."""
        given: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | options
        context = self._browser.new_context(**given)
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(self._address)
        return page

    def of(self, name: str, **options: Any) -> Page:
        """A new window, with this person signed in and at their desk."""
        page = self.open(**options)
        page.get_by_label("E-mail address").fill(email_of(name))
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Desk", level=1).wait_for()
        return page

    def close(self) -> None:
        """Close them all."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def windows(browser: Browser, live_server: Any, everybody: Cast) -> Iterator[Windows]:
    """Windows onto the live product; each console error fails nothing by itself, each broken page does."""
    opened = Windows(browser, live_server.url)
    yield opened
    opened.close()
