"""Somebody's browser without a browser: the Django client, signed in as one of the cast."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from counterfoil.foundation.companies.models import Company, User
from counterfoil.foundation.kernel import scope

from ...browser.people import email_of
from ...cast import Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Signs one of the cast in."""

    def client(name: str, **options: bool) -> Client:
        browser = Client(**options)
        browser.force_login(User.objects.get(email=email_of(name)))
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
