"""One reader against many inputs, in a process of its own that may not grow. Prints what became of them as JSON."""

import argparse
import json
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from counterfoil.formats.ubl.documents import Unreadable

from .mutations import mutated
from .seeds import seeds

Reader = Callable[[bytes], object]

LONGEST_SECONDS, MOST_BYTES = 1.0, 256 * 1024 * 1024
_MOST_FAILURES, _LONGEST_DETAIL = 3, 150
_OUT_OF_MEMORY = "MemoryError"
"""After this the process is good for nothing more."""


class TooSlowError(Exception):
    """The reader has had its second."""


def run(read: Reader, reader: str, inputs: int, seed: str, found: Path) -> dict[str, Any]:
    """Make the inputs one by one and read each. A failing one is written to the folder `found`."""
    documents, outcomes, failures, slowest = seeds(reader), Counter[str](), [], 0.0
    before = _grown()
    for number in range(inputs):
        content = mutated(Random(f"{seed}:{reader}:{number}"), documents)  # noqa: S311
        outcome, seconds = outcome_of(read, content)
        outcomes[outcome] += 1
        slowest = max(slowest, seconds)
        if outcome.startswith("failed"):
            failures.append(f"{_kept(found, f'{reader}-{seed}-{number}', content)}: {outcome}")
        if len(failures) == _MOST_FAILURES or _OUT_OF_MEMORY in outcome:
            break
    grown = _grown() - before
    return {"reader": reader, "outcomes": outcomes, "slowest": slowest, "grown": grown, "failures": failures}


def limit() -> None:
    """Let this process grow by so much and no more; a reader that wants more runs out of memory and fails."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def outcome_of(read: Reader, content: bytes) -> tuple[str, float]:
    """`read`, the key of a refusal, or `failed` with what came out instead. Seconds are of this process, not of the clock."""
    previous, started = signal.signal(signal.SIGPROF, _too_slow), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
    try:
        read(content)
        outcome = "read"
    except Unreadable as refused:
        outcome = refused.key if _plain(refused.detail) else f"failed: {refused.detail!r}"
    except Exception as error:  # whatever comes out is what is looked for
        outcome = f"failed: {error!r}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    seconds = time.process_time() - started
    late = seconds > LONGEST_SECONDS and not outcome.startswith("failed")
    return f"failed: {seconds:.1f} seconds" if late else outcome, seconds


def _plain(detail: str) -> bool:
    """Whether a person can be shown it: what a stranger wrote is in it."""
    return len(detail) <= _LONGEST_DETAIL and detail.isprintable()


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _kept(found: Path, name: str, content: bytes) -> Path:
    found.mkdir(parents=True, exist_ok=True)
    file = found / name
    file.write_bytes(content)
    return file


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Named function, reader, number of inputs, seed, folder."""
    parser = argparse.ArgumentParser()
    for name in ("function", "reader", "inputs", "seed", "found"):
        parser.add_argument(name)
    given = parser.parse_args()
    module, _, function = given.function.partition(":")
    read = getattr(import_module(module), function)
    limit()
    json.dump(run(read, given.reader, int(given.inputs), given.seed, Path(given.found)), sys.stdout)


if __name__ == "__main__":
    main()
