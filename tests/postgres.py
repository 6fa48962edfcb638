"""A pytest plugin that is loaded before Django: the tests' own PostgreSQL, unless the environment names one."""

import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

import pytest

from counterfoil.server.throwaway import throwaway_cluster

_open = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterfoil.config.settings")
    os.environ.setdefault("COUNTERFOIL_SECRET_KEY", "only-for-tests-" + "x" * 40)
    os.environ["COUNTERFOIL_API_RATE"] = ""
    os.environ["COUNTERFOIL_DOCUMENTS"] = mkdtemp(prefix="cf-documents-")
    if "DATABASE_URL" not in os.environ or (
        "PYTEST_XDIST_WORKER" in os.environ and "COUNTERFOIL_OWN_SERVER" in os.environ
    ):
        cluster = _open.enter_context(throwaway_cluster())
        os.environ["COUNTERFOIL_OWN_SERVER"] = "1"
        os.environ["DATABASE_URL"] = cluster.url("app")
        os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")
        os.environ["DATABASE_SUPERUSER_URL"] = cluster.url("postgres")


def pytest_unconfigure() -> None:
    _open.close()


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real files; their tests are skipped where the folder is missing, and that is the only reason for a skip."""
    folder = Path(os.environ.get("COUNTERFOIL_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the folder of real files is missing: {folder}")
    return folder
