"""A committed scene for the whole module, and a superuser's transaction on it for each test."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from .scene import Names, load_scene
from .siege import Siege


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: Any) -> Iterator[Names]:
    """The ids of the scene. It is wiped after the module's last test."""
    with django_db_blocker.unblock():
        yield load_scene()
        with connection.cursor() as cursor:
            cursor.execute("SELECT test_wipe()")


@pytest.fixture
def superuser(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's transaction in the test database, rolled back in the end."""
    url = os.environ["DATABASE_SUPERUSER_URL"]
    with psycopg.connect(url, dbname=connection.settings_dict["NAME"]) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def siege(superuser: psycopg.Connection[Any], names: Names) -> Siege:
    """The attacker's seat."""
    return Siege(superuser, names)


@pytest.fixture
def stale_siege(superuser: psycopg.Connection[Any], names: Names) -> Siege:
    """The same seat, from which all that is seen is as it was in one moment."""
    superuser.rollback()
    superuser.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return Siege(superuser, names)
