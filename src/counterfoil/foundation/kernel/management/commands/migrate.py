"""migrate = our functions, then Django's migrate, then what is written out for each table, then the grants.

For production, tests and developers alike.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from counterfoil.foundation.kernel.guards import WrittenOut
from counterfoil.foundation.kernel.rendering import models_stand_through_guards

_UNFIRED = """
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_roles r ON r.oid = proowner AND rolname = current_user
WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
  AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = p.oid)
"""


class Command(migrate.Command):
    """Run by the owner role only; safe to run again."""

    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        _replace_functions(alias)
        with models_stand_through_guards():
            super().handle(*args, **options)
        # Where one room alone was migrated the tables may not be as the models say: there stands what the migrations made.
        if not options["app_label"]:
            _write_out(alias)
        _drop_unfired(alias)
        call_command("createcachetable", database=alias, verbosity=0)
        _set_unlogged(alias)
        _set_grants(alias)


def _replace_functions(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SET check_function_bodies = off")
        for app in apps.get_app_configs():
            source = Path(app.path) / "functions.sql"
            if source.exists():
                cursor.execute(source.read_text())
        cursor.execute("RESET check_function_bodies")


def _write_out(alias: str) -> None:
    """Make each guard that is written out for its table anew, so that a better function reaches a table that is there."""
    with connections[alias].schema_editor(atomic=False) as editor:
        for model in apps.get_models():
            for guard in model._meta.constraints:
                if isinstance(guard, WrittenOut):
                    editor.execute(guard.create_sql(model, editor), None)


def _drop_unfired(alias: str) -> None:
    """A trigger function that no trigger fires any more is of a guard that is gone."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_UNFIRED)
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function}")


def _set_unlogged(alias: str) -> None:
    """What the cache holds may be lost in a crash, and no request waits for the disk because it was counted."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'web_cache'::regclass")
        if cursor.fetchone() != ("u",):
            cursor.execute("ALTER TABLE web_cache SET UNLOGGED")


def _set_grants(alias: str) -> None:
    """Take every right away and give the listed ones, so that a grant struck from the list is gone."""
    with connections[alias].cursor() as cursor:
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC")
        for role, tables in settings.COUNTERFOIL_GRANTS.items():
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}")
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            for table, rights in tables.items():
                cursor.execute(f'GRANT {rights} ON "{table}" TO {role}')
        for function in settings.COUNTERFOIL_FUNCTIONS:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO app")
