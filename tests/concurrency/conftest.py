"""Tests in this folder see each other's commits: nothing is one transaction. One cast serves a whole module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from counterfoil.insight.verify.books import verify

from ..cast import Cast, load_cast


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The demo company, committed; the wipe after every test waits for the module's end."""
    flush = connection.ops.sql_flush
    with django_db_blocker.unblock():
        connection.ops.sql_flush = lambda *tables, **more: []
        yield load_cast()
        connection.ops.sql_flush = flush
        with connection.cursor() as cursor:
            cursor.execute("SELECT test_wipe()")


@pytest.fixture
def one_try(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Iterator[None]:
    """A deadlock would be tried once more and go unnoticed: here each verb is tried once. Afterwards the books agree."""
    monkeypatch.setattr("counterfoil.foundation.trail.action._once_more", lambda perform: perform())
    yield
    assert verify(cast.company_id).findings == []
