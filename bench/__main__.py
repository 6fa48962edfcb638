"""python -m bench: run it, print the tables, write the same as JSON. `make bench` calls this."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

from counterfoil.interfaces.cli.ready import settle_environment

from . import paper, processes, report
from .by_hand import ByHand, lay_tables
from .clients import SERIALS, together
from .guarded import Guarded
from .line import VERBS, Way
from .measured import WAYS, Round, Run
from .over_http import OverHttp
from .served import Served, analyze, served, settings

FIFTY = 50


def main(argv: list[str]) -> int:
    """Run the bench as it is asked for. Returns the exit code."""
    asked = _asked(argv)
    with served() as running:
        settle_environment()
        django.setup()
        bench = Bench(running, asked.seconds, FIFTY if asked.runs else 1)
        data = bench.described() | {"runs": []}
        if asked.runs:
            _say("a history is made, and its statistics …")
            bench.make_history(asked.history)
        runs = bench.run(asked.runs, asked.rounds)
        for number, run in enumerate(runs, start=1):
            _say(f"\nrun {number} of {asked.runs}: {asked.rounds} rounds of {asked.seconds:g} s for each way")
            data["runs"].append(report.as_data(run))
            _say("\n" + report.table(run, bench.queries))
        if len(runs) > 1:
            _say("\n" + report.agreement(runs[0], runs[1]))
        data["pdf_ms"] = paper.milliseconds()
        _say("\n" + report.paper(data["pdf_ms"]))
        if asked.orders:
            data["pages_ms"] = bench.pages(asked.orders)
            _say("\n" + report.pages(data["pages_ms"]))
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(data, indent=2) + "\n")
        _say(f"\nThe same as data: {asked.json}")
    return 0


class Bench:
    """One server with its companies, and everything that is measured on it."""

    def __init__(self, running: Served, seconds: float, others: int) -> None:
        self._running, self._seconds, self._serial = running, seconds, 1
        people, counting = import_module("bench.people"), import_module("bench.counting")
        _say(f"{others + 1} companies are founded …")
        self._one = people.company("acme")
        fifty = [people.company(f"other-{number}") for number in range(others)]
        owner, app, alone = running.cluster.url("owner"), running.cluster.url("app"), [uuid4()]
        lay_tables(owner)
        self._today = today = datetime.now(UTC).date().isoformat()
        over_http = partial(OverHttp, running.host, running.port)
        self._ways: dict[str, Callable[[], Way]] = {
            "http": partial(over_http, [self._one], today),
            "hand": partial(ByHand, owner, alone),
            "guarded": partial(Guarded, app, [self._one]),
            "fifty": partial(over_http, fifty, today),
        }
        counted = {
            "http": counting.of_http(self._one, today, self._serials()),
            "hand": counting.of_sql(ByHand(owner, alone), self._serials()),
            "guarded": counting.of_sql(Guarded(app, [self._one]), self._serials()),
        }
        self.queries = {verb: {way: len(sent[verb]) for way, sent in counted.items()} for verb in VERBS}

    def described(self) -> dict[str, Any]:
        """What it ran on, and how many statements each verb took."""
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": {"cores": os.cpu_count(), "kernel": platform.release(), "python": platform.python_version()},
            "server": settings(self._running),
            "queries": self.queries,
        }

    def make_history(self, seconds: float) -> None:
        """Lines of every way, of which none is measured: before and after the statistics, so that plans have settled.

        A table that was empty when a statement was planned has plans that only a small table bears.
        """
        for way in self._ways:
            together(self._ways[way], 8, seconds, lambda: None, self._serials())
        analyze(self._running)
        for way in self._ways:
            together(self._ways[way], 8, seconds / 2, lambda: None, self._serials())

    def run(self, runs: int, rounds: int) -> list[Run]:
        """So many runs of so many rounds, in each of which every way has its turn: what disturbs one disturbs its neighbours.

        The runs take turns as well, so that both see the same hour of a machine that others may share.
        """
        found: list[Run] = [{way: [] for way in WAYS} for _run in range(runs)]
        for _round in range(rounds):
            for run in found:
                for way, clients in WAYS.items():
                    run[way].append(self._round(self._ways[way.partition(" ")[0]], clients))
        return found

    def pages(self, sizes: list[int]) -> dict[int, dict[str, float]]:
        """The milliseconds of list, search and record in a company with so many orders, growing."""
        founded, found = import_module("bench.people").company("many"), {}
        pages = import_module("bench.pages").Pages(self._running, founded, self._today)
        for size, took, measured in pages.grow(sizes, self._serials()):
            _say(f"{size:,} orders were laid in within {took:.0f} s")
            found[size] = measured
        return found

    def _round(self, make: Callable[[], Way], clients: int) -> Round:
        processes.settle(self._running)
        seen: list[dict[str, float]] = []
        done = together(
            make, clients, self._seconds, lambda: seen.append(processes.cpu(self._running)), self._serials()
        )
        processes.settle(self._running)
        after = processes.cpu(self._running)
        before = seen[0]
        # What the worker does afterwards belongs to these lines too.
        used = {who: after[who] - before[who] for who in before}
        return Round(done, used)

    def _serials(self) -> int:
        first = self._serial
        self._serial += SERIALS
        return first


def _asked(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=2, help="how often everything is measured; two say whether they agree"
    )
    parser.add_argument("--rounds", type=int, default=5, help="turns of each way within a run")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long a turn is")
    parser.add_argument("--history", type=float, default=15.0, help="seconds of each way before anything is measured")
    parser.add_argument("--orders", type=int, nargs="*", default=[10_000, 50_000], help="sizes for the pages, growing")
    parser.add_argument("--json", type=Path, help="where the same is written as data")
    return parser.parse_args(argv)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    begun = time.monotonic()
    code = main(sys.argv[1:])
    _say(f"It took {time.monotonic() - begun:.0f} s.")
    sys.exit(code)
