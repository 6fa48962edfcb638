"""Start the process that a reader is tried in, and take what it says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

UBL = "tests.fuzz.meaning:said"
_HOUSE = Path(__file__).parents[2]


def fuzzed(reader: str, inputs: int, seed: str, found: Path, function: str = UBL) -> dict[str, Any]:
    """What became of the inputs. A child that dies, or that does not come back at all, has failed as well."""
    command = [sys.executable, "-m", "tests.fuzz.child", function, reader, str(inputs), seed, str(found.absolute())]
    try:
        done = subprocess.run(command, cwd=_HOUSE, capture_output=True, text=True, timeout=120 + inputs / 10)
    except subprocess.TimeoutExpired:
        return _lost(reader, "it does not come back")
    return json.loads(done.stdout) if done.returncode == 0 else _lost(reader, done.stderr[-2_000:])


def _lost(reader: str, why: str) -> dict[str, Any]:
    return {"reader": reader, "outcomes": {}, "slowest": 0.0, "grown": 0, "failures": [f"{reader}: {why}"]}
