"""Somebody's browser without a browser: the Django client, signed in as one of the cast."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from counterfoil.foundation.companies.models import Company, User
from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.session.sessions import SEEN

from ...browser.people import email_of
from ...cast import Cast

SignIn = Callable[[str], Client]
_TEXT_FIELD = re.compile(r"(<textarea.*?</textarea>)", re.DOTALL)


class Reader(Client):
    """Sees a page as a browser does: white space between words is one space, whatever the template's lines are."""

    def request(self, **request: Any) -> Any:
        """The answer, with the white space of its page taken in."""
        answer = super().request(**request)
        if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            answer.content = as_read(answer.content.decode()).encode()
        return answer


def as_read(page: str) -> str:
    """A page without the white space that nobody sees; what stands in a text field is as typed."""
    parts = _TEXT_FIELD.split(page)
    return "".join(part if number % 2 else _taken_in(part) for number, part in enumerate(parts))


def _taken_in(markup: str) -> str:
    one_space = re.sub(r"\s+", " ", markup)
    return re.sub(r"(<[a-z][^<>]*>|</(?:svg|p|div|li|t[dhr]|d[dt]|ul|dl)>) | (?=</|>)", r"\1", one_space)


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Signs one of the cast in."""

    def client(name: str, **options: bool) -> Client:
        browser = Reader(**options)
        browser.force_login(User.objects.get(email=email_of(name)))
        # As if they had looked at a page a moment ago: what notes that is no part of what a page asks.
        session = browser.session
        session[SEEN] = timezone.now().isoformat()
        session.save()
        return browser

    return client


def form(cast: Cast, **more: str) -> dict[str, str]:
    """The order form as Rita fills it in, or what the test says instead."""
    line = {"text": "Layout", "quantity": "10", "unit": "HUR", "unit_price": "600", "starts_on": "", "ends_on": ""}
    given = {
        "key": str(uuid4()),
        "title": "Spring catalogue",
        "contractor": "CLEO2 · Cleo",
        "engagement_id": str(cast.engagement_id),
        "currency": "EUR",
        "rate": "",
        "starts_on": "",
        "ends_on": "",
        "notes": "",
        "do": "save",
    }
    return given | {f"lines-0-{name}": value for name, value in line.items()} | more


def speak(cast: Cast, locale: str) -> None:
    """The company writes as one does there."""
    with scope.reading(cast.company_id):
        Company.objects.filter(id=cast.company_id).update(locale=locale)
