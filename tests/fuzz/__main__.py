"""`make fuzz`: every reader against many inputs, on all cores. Exits 1 where one failed and names the files."""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom
from typing import Any

from .runs import fuzzed
from .seeds import READERS

_FOUND = Path("build") / "fuzz"


def report(done: dict[str, Any]) -> str:
    """One line for a reader."""
    outcomes = dict(sorted(done["outcomes"].items(), key=lambda one: -one[1]))
    counted = ", ".join(f"{count} {key}" for key, count in outcomes.items())
    grown = done["grown"] // 1024**2
    return f"{done['reader']:20} {counted}; slowest {done['slowest']:.3f} s, grown by {grown} MB"


def main() -> int:
    """Print the seed, a line per reader, and each failure with its file."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Every reader against inputs that are nearly documents.")
    parser.add_argument("--inputs", type=int, default=100_000, help="for each reader")
    parser.add_argument("--seed", default="", help="the same inputs again")
    given = parser.parse_args()
    seed = given.seed or str(SystemRandom().randrange(10**9))
    sys.stdout.write(f"{given.inputs} inputs for each reader, SEED={seed}\n")
    failures: list[str] = []
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        for done in cores.map(lambda reader: fuzzed(reader, given.inputs, seed, _FOUND), READERS):
            sys.stdout.write(report(done) + "\n")
            sys.stdout.flush()
            failures += done["failures"]
    sys.stdout.writelines(f"failed: {failure}\n" for failure in failures)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
