"""A member whose keys ask for too much is told to wait; everybody else goes on."""

import time
from typing import Any

import pytest
from django.test import Client

from counterfoil.interfaces.api import limiting

from ...cast import Cast
from .conftest import Caller, Callers, key_for, problem_of

START = 1_700_000_040.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The clock that the limit reads, at the start of a minute."""
    now = {"now": START}
    monkeypatch.setattr(limiting, "time", type("Clock", (), {"time": staticmethod(lambda: now["now"])}))
    return now


def test_a_key_has_its_rate_and_no_more(api: Callers, settings: Any, clock: dict[str, float]) -> None:
    settings.COUNTERFOIL_API_RATE = (2, 60)
    clock["now"] += 18
    assert [api.rita.get("/orders").status_code for _ in range(2)] == [200, 200]
    told = api.rita.get("/orders")
    assert problem_of(told, 429)["type"] == "urn:counterfoil:problem:too-many"
    assert told["Retry-After"] == "42"
    assert api.amir.get("/orders").status_code == 200
    assert problem_of(api.rita.post("/orders", api.order_body()), 429)


def test_more_keys_may_ask_no_more_often(api: Callers, settings: Any, clock: dict[str, float], cast: Cast) -> None:
    settings.COUNTERFOIL_API_RATE = (2, 60)
    second = Caller(key_for(cast.rita), Client())
    assert [one.get("/orders").status_code for one in (api.rita, second, second, api.rita)] == [200, 200, 429, 429]


def test_the_next_period_begins_at_none(api: Callers, settings: Any, clock: dict[str, float]) -> None:
    settings.COUNTERFOIL_API_RATE = (1, 60)
    assert [api.rita.get("/orders").status_code for _ in range(2)] == [200, 429]
    clock["now"] += 60
    assert [api.rita.get("/orders").status_code for _ in range(2)] == [200, 429]


def test_no_rate_is_no_limit(api: Callers, settings: Any) -> None:
    settings.COUNTERFOIL_API_RATE = (0, 60)
    assert {api.rita.get("/orders").status_code for _ in range(20)} == {200}
    assert time.time() > START
