"""The owner of the tables, who can do what the program never does."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from .tampering import Behind


@pytest.fixture
def owner() -> Iterator[psycopg.Connection[Any]]:
    """The owner's own connection; what it does is committed at once, outside of every verb."""
    settings = connection.settings_dict
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], dbname=settings["NAME"], autocommit=True) as session:
        yield session


@pytest.fixture
def behind(owner: psycopg.Connection[Any]) -> Behind:
    """SQL as the owner of the tables."""
    return lambda sql, *given: owner.execute(sql, given) and None
