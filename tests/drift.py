"""Whether what is committed is what the code says: migrations and the OpenAPI document.

python -m tests.drift [--write]
"""

import os
import subprocess
import sys

import django
from django.core.management import call_command

from counterfoil.server.throwaway import throwaway_cluster

_OPENAPI = [sys.executable, "-m", "counterfoil.interfaces.api.schema"]


def main() -> int:
    """Compare, or with --write write the OpenAPI document anew. Exits 1 where anything drifted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.config.settings")
    os.environ.setdefault("COUNTERFOIL_SECRET_KEY", "only-for-the-drift-check-" + "x" * 40)
    with throwaway_cluster() as cluster:
        os.environ["DATABASE_URL"] = cluster.url("owner")
        django.setup()
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
        call_command("check", fail_level="WARNING", verbosity=0)
    return subprocess.run(_OPENAPI if "--write" in sys.argv[1:] else [*_OPENAPI, "--check"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
