"""A session cookie that can't be ours is no session, and nobody's fault."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from counterfoil.config.sessions import SessionStore


@pytest.mark.parametrize(
    "cookie", [r'"\000abcdefghijklmnopqrstuvwxyz01234"', r'"\000"', '""', "x", "A" * 32, "é" * 32, "a" * 5_000]
)
def test_a_strange_cookie_is_no_session(db: None, cookie: str) -> None:
    """Read as it comes over the wire: a quoted cookie may spell any byte."""
    client = Client(raise_request_exception=False, headers={"Cookie": f"sessionid={cookie}"})
    answer = client.get("/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")
    assert client.get("/accounts/login/").status_code == 200


def test_our_own_keys_are_sessions(db: None) -> None:
    made = SessionStore()
    made["name"] = "Rita"
    made.save()
    assert SessionStore(made.session_key)["name"] == "Rita"
    assert Session.objects.get().session_key == made.session_key
