"""Where the database is away or its disk is full, the caller is told to ask again under the same key: 503, never 500."""

import errno
from time import sleep
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection

from counterfoil.interfaces.api import auth
from counterfoil.lifecycle.orders import actions

from .conftest import Callers, problem_of

OUTAGES = [
    OperationalError("the connection is lost"),
    InterfaceError("the connection is closed"),
    OSError(errno.ENOSPC, "No space left on device"),
    InternalError('could not extend file "base/16387/18304": File too large'),
]


def _raises(error: Exception) -> Any:
    def broken(*_given: Any, **_named: Any) -> None:
        raise error

    return broken


@pytest.mark.parametrize("error", OUTAGES, ids=repr)
def test_in_a_verb(api: Callers, monkeypatch: Any, caplog: Any, error: Exception) -> None:
    monkeypatch.setattr(actions, "create", _raises(error))
    answer = api.rita.post("/orders", api.order_body())
    told = problem_of(answer, 503)
    assert told["type"] == "urn:counterfoil:problem:unavailable"
    assert "nothing was changed" not in told["detail"], "a COMMIT may have been on its way"
    assert answer["Retry-After"] == "5"
    assert "met an outage" in caplog.text and "Traceback" not in caplog.text


def test_while_the_key_is_looked_up_and_counted(api: Callers, monkeypatch: Any) -> None:
    rita = api.rita
    monkeypatch.setattr(auth, "asking", _raises(OUTAGES[0]))
    answer = rita.get("/orders")
    problem_of(answer, 503)
    assert answer["Retry-After"] == "5"


def test_any_other_failure_of_the_system_is_a_fault(api: Callers, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "create", _raises(OSError(errno.EACCES, "Permission denied")))
    problem_of(api.rita.post("/orders", api.order_body()), 500)
    monkeypatch.setattr(actions, "create", _raises(InternalError("cache lookup failed for type 16412")))
    problem_of(api.rita.post("/orders", api.order_body()), 500)


def test_the_idle_connections_of_a_server_that_is_gone_are_made_anew(api: Callers, monkeypatch: Any) -> None:
    made: list[bool] = []
    monkeypatch.setattr(type(connection.pool), "drain", lambda pool: made.append(True))
    monkeypatch.setattr(actions, "create", _raises(OUTAGES[2]))
    api.rita.post("/orders", api.order_body())
    assert made == [], "a full disk of documents is no reason"
    monkeypatch.setattr(actions, "create", _raises(OUTAGES[0]))
    api.rita.post("/orders", api.order_body())
    assert made == [True]


@pytest.mark.django_db(transaction=True)
def test_a_restarted_database_costs_no_request(api: Callers) -> None:
    """However many connections lay idle in this process: each that is dead goes back before it is used."""
    rita, pool = api.rita, connection.pool
    connection.close()
    idle = [pool.getconn() for _connection in range(3)]
    with psycopg.connect(pool.conninfo, **pool.kwargs) as asking:
        for one in idle:
            asking.execute("SELECT pg_terminate_backend(%s, 5000)", [one.info.backend_pid])
    for one in idle:
        pool.putconn(one)
    for _again in range(3):
        assert rita.get("/orders").status_code == 200
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_lives_is_used_again() -> None:
    connection.close()
    connection.ensure_connection()
    connection.close()
    before = _at_rest()
    for _again in range(5):
        connection.ensure_connection()
        connection.close()
    assert connection.pool.get_stats()["connections_num"] == before, "none was made"


def _at_rest() -> int:
    """How many connections were made, once the pool has replaced by itself what it had lost before."""
    made = -1
    while made != (made := connection.pool.get_stats()["connections_num"]):
        sleep(0.3)
    return made
