"""What `make` would run, without running it."""

import subprocess

import pytest

from .sources import TESTS


@pytest.mark.parametrize(("given", "port"), [([], "8000"), (["PORT=8010"], "8010")])
def test_run_serves_on_the_port_that_is_named(given: list[str], port: str) -> None:
    done = subprocess.run(["make", "-n", "run", *given], cwd=TESTS.parent, capture_output=True, text=True, check=True)
    assert f"counterfoil serve --port {port} " in done.stdout
