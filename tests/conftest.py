"""The test database is made by the owner and used by the app, as in production."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate

from counterfoil.config.settings import database

from .cast import Cast, load_cast

_WHO = ("USER", "PASSWORD", "HOST", "PORT")

_WIPE = """
CREATE OR REPLACE FUNCTION test_wipe() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
           WHERE schemaname = 'public' AND tablename <> 'django_migrations');
END $$;
REVOKE ALL ON FUNCTION test_wipe() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION test_wipe() TO app;
"""


def become(role_url: str) -> None:
    """Reconnect as another role, to the same database."""
    connection.close()
    connection.close_pool()
    settings = database(os.environ[role_url])
    connection.settings_dict.update({name: settings[name] for name in _WHO})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    become("DATABASE_OWNER_URL")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(_WIPE)
            name = connection.settings_dict["NAME"]
            cursor.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC; GRANT CONNECT ON DATABASE "{name}" TO app')
        become("DATABASE_URL")
        # A flush would write Django's content types again, which the app may not and the product never needs.
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)
        connection.ops.sql_flush = lambda style, tables, **more: ["SELECT test_wipe()"] if tables else []
        yield
        become("DATABASE_OWNER_URL")


@pytest.fixture
def cast(db: None) -> Cast:
    """The demo company with everybody in it, and Mallory's company beside it."""
    return load_cast()
