"""The table that people read, and the same as data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .line import VERBS
from .measured import Figure, Run, cpu, figures, latencies

Rows = Iterable[Sequence[str]]


Queries = Mapping[str, Mapping[str, int]]
"""For each verb, how many statements it takes over HTTP, by hand, and by hand behind the guards."""


def table(run: Run, queries: Queries) -> str:
    """One run as text."""
    return "\n\n".join([_rates(figures(run)), _verbs(run, queries), _cpu(run)])


def as_data(run: Run) -> dict[str, Any]:
    """One run as data."""
    return {
        "figures": {name: {"value": one.value, "noise": one.noise} for name, one in figures(run).items()},
        "latency_ms": {way: latencies(rounds) for way, rounds in run.items()},
        "cpu_ms_per_line": {way: cpu(rounds) for way, rounds in run.items()},
        "lines": {way: [one.lines for one in rounds] for way, rounds in run.items()},
    }


def agreement(first: Run, second: Run) -> str:
    """Which figures of two runs agree within the noise that each states."""
    one, two = figures(first), figures(second)
    rows = [["figure", "first", "second", "agree"]]
    for name, figure in one.items():
        rows.append([name, _told(figure), _told(two[name]), "yes" if figure.agrees(two[name]) else "NO"])
    apart = sum(row[3] == "NO" for row in rows)
    verdict = (
        "All agree within their noise." if not apart else f"{apart} of {len(one)} lie further apart than their noise."
    )
    return f"{aligned(rows)}\n{verdict}"


def paper(found: Mapping[str, float]) -> str:
    """What one printed order takes."""
    return f"one PDF: {found['each']:.1f} ms, the first one of a process {found['first']:.1f} ms"


def pages(found: Mapping[int, Mapping[str, float]]) -> str:
    """The milliseconds of each request at each size, and how much the last is of the first."""
    sizes = list(found)
    rows = [["ms with so many orders", *(f"{size:,}" for size in sizes), "growth"]]
    for name, first in found[sizes[0]].items():
        rows.append([name, *(f"{found[size][name]:.1f}" for size in sizes), f"{found[sizes[-1]][name] / first:.2f}"])
    return aligned(rows)


def aligned(rows: Rows) -> str:
    """Rows in columns: the first to the left, the others to the right."""
    cells = [list(row) for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _rates(found: dict[str, Figure]) -> str:
    return aligned([["figure", "median and noise"], *([name, _told(one)] for name, one in found.items())])


def _verbs(run: Run, queries: Queries) -> str:
    ways = list(run)
    rows = [["p50 / p99 in ms", *ways, *(f"queries {way}" for way in queries[VERBS[0]])]]
    found = {way: latencies(run[way]) for way in ways}
    for verb in VERBS:
        spans = [f"{found[way][verb][0]:.1f} / {found[way][verb][1]:.1f}" for way in ways]
        rows.append([verb, *spans, *(str(count) for count in queries[verb].values())])
    return aligned(rows)


def _cpu(run: Run) -> str:
    used = {way: cpu(rounds) for way, rounds in run.items()}
    who = list(next(iter(used.values())))
    rows = [["CPU ms per line", *who, "all"]]
    for way, by in used.items():
        rows.append([way, *(f"{by[one]:.1f}" for one in who), f"{sum(by.values()):.1f}"])
    return aligned(rows)


def _told(figure: Figure) -> str:
    digits = 3 if figure.value < 10 else 1
    return f"{figure.value:.{digits}f} ±{100 * figure.noise:.0f} %"
