"""One cast, committed, for a whole module; what a test does with it is rolled back."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from ..cast import Cast, load_cast


@pytest.fixture(scope="module")
def _committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        yield load_cast()
        with connection.cursor() as cursor:
            cursor.execute("SELECT test_wipe()")


@pytest.fixture
def cast(_committed: Cast, db: None) -> Cast:
    """The demo company with everybody in it, and Mallory's company beside it."""
    # Not deepcopy: a copied queryset forgets what it has read.
    return replace(_committed, members=pickle.loads(pickle.dumps(_committed.members)))  # noqa: S301
