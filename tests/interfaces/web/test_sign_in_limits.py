"""Wrong passwords: five lock out the address they came from, many from anywhere slow every try and lock nobody out."""

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings

from counterfoil.server.front import LATE

from ...browser.people import PASSWORD, give_passwords
from ...cast import Cast

FEW = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "3/h/key"}


def tried(password: str, address: str, name: str = "rita", **more: str) -> HttpResponse:
    """One try to sign in, from an address of the network."""
    given = {"login": f"{name}@demo.example", "password": password}
    return Client().post("/accounts/login/", given, REMOTE_ADDR=address, **more)


@pytest.fixture(autouse=True)
def with_passwords(cast: Cast) -> None:
    give_passwords()


def test_five_wrong_passwords_lock_that_address_out_of_that_account(cast: Cast) -> None:
    for _ in range(5):
        assert "not correct" in tried("wrong", "192.0.2.1").content.decode()
    assert "Too many failed login attempts" in tried(PASSWORD, "192.0.2.1").content.decode()
    assert tried(PASSWORD, "192.0.2.1", "amir").status_code == 302, "another account, from there"
    assert tried(PASSWORD, "192.0.2.2").status_code == 302, "the same account, from elsewhere"


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_an_address_is_what_the_configured_proxy_reports(cast: Cast) -> None:
    """What a sender writes in front of it is not believed."""
    for number in range(5):
        tried("wrong", "10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1")
    assert tried(PASSWORD, "10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == 200
    assert tried(PASSWORD, "10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 302


def test_without_a_proxy_an_address_is_the_peers(cast: Cast) -> None:
    for number in range(5):
        tried("wrong", "192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert tried(PASSWORD, "192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 200


def test_a_hundred_wrong_passwords_in_an_hour_are_borne() -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login_failed_anywhere"] == "100/h/key"


@override_settings(ACCOUNT_RATE_LIMITS=FEW)
def test_many_wrong_passwords_from_anywhere_slow_every_try_and_lock_nobody_out(cast: Cast) -> None:
    answers = [tried("wrong", f"192.0.2.{number}") for number in range(5)]
    assert [answer.headers.get(LATE) for answer in answers] == [None, None, None, "5", "5"]
    right = tried(PASSWORD, "192.0.2.99")
    assert (right.status_code, right.headers.get(LATE)) == (302, "5")
    assert LATE not in tried(PASSWORD, "192.0.2.99", "amir").headers


@override_settings(COUNTERFOIL_SENDS_MAIL=True, COUNTERFOIL_ADDRESS="https://orders.acme.example", ALLOWED_HOSTS=["*"])
def test_the_reset_link_goes_to_the_configured_address(cast: Cast) -> None:
    Client().post("/accounts/password/reset/", {"email": "rita@demo.example"}, HTTP_HOST="evil.example")
    [sent] = mail.outbox
    assert "https://orders.acme.example/accounts/password/reset/key/" in sent.body
    assert "evil.example" not in f"{sent.subject} {sent.body}"


@override_settings(COUNTERFOIL_SENDS_MAIL=True, COUNTERFOIL_ADDRESS="https://orders.acme.example", ALLOWED_HOSTS=["*"])
def test_who_has_no_account_is_sent_no_link_at_all(cast: Cast) -> None:
    """Nobody signs up alone; and the link would lead wherever whoever asks calls the server by."""
    Client().post("/accounts/password/reset/", {"email": "stranger@demo.example"}, HTTP_HOST="evil.example")
    [sent] = mail.outbox
    assert "Nobody signs in with that address" in sent.body
    assert not [one for one in ("evil.example", "://", "sign up", "signup") if one in f"{sent.subject} {sent.body}"]
