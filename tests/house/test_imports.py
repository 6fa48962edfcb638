"""The import contracts of pyproject.toml hold, and a new room or floor can't stay outside of them."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from .sources import ROOT, TESTS

HOUSE = TESTS.parent
CONTRACTS = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def test_they_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-logo"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("floor", ["", "interfaces", "insight", "lifecycle", "foundation"])
def test_every_room_has_its_place(floor: str) -> None:
    container = f"counterfoil.{floor}".rstrip(".")
    contract = next(one for one in CONTRACTS if container in one.get("containers", []))
    assert contract["exhaustive"]
    assert _rooms(contract) == {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}


def _rooms(contract: dict[str, Any]) -> set[str]:
    return {room.strip() for layer in contract["layers"] for room in layer.split("|")}
