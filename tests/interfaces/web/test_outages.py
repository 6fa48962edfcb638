"""Where the database is away, a person gets a page that says what to do, and whoever asks after the health gets no 'ok'."""

from typing import Any

from django.db import OperationalError
from django.test import Client

from counterfoil.interfaces.web.pages import health
from counterfoil.lifecycle.orders import actions

from ...cast import Cast
from .conftest import SignIn, form


class _Away:
    """A connection whose server is gone."""

    def cursor(self) -> Any:
        raise OperationalError("couldn't get a connection after 10.00 sec")


def _lost(**_given: Any) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_form_is_to_be_sent_again(cast: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "create", _lost)
    answer = sign_in("rita").post("/orders/new", form(cast))
    assert answer.status_code == 503 and answer["Retry-After"] == "5"
    assert "send the same form again" in answer.content.decode()


def test_health_is_not_ok(monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "connection", _Away())
    answer = Client().get("/healthz")
    assert answer.status_code == 503 and answer.content != b"ok"
