"""Tests in this folder see each other's commits: nothing is one transaction. One cast serves a whole module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

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
