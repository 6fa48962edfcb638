"""What was measured, and what may be said of it: medians of the rounds, and how far the rounds lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .clients import Client
from .line import VERBS

LEAST_NOISE = 0.03
"""Less than this no machine can promise, however close the rounds happen to lie."""


@dataclass(frozen=True)
class Figure:
    """A figure of one run: the median of its rounds, and its noise: half of what lies between the extremes, as a share."""

    value: float
    noise: float

    @classmethod
    def of(cls, rounds: Sequence[float]) -> "Figure":
        """The figure of these rounds."""
        middle = median(rounds)
        return cls(middle, max((max(rounds) - min(rounds)) / 2 / middle, LEAST_NOISE))

    def agrees(self, other: "Figure") -> bool:
        """Whether two runs say the same, each within its own noise."""
        apart = self.value * self.noise + other.value * other.noise
        return abs(self.value - other.value) <= apart


@dataclass(frozen=True)
class Round:
    """One way with so many clients, once: what each client did, and what the server's processes used meanwhile."""

    clients: list[Client]
    cpu: dict[str, float]

    @property
    def rate(self) -> float:
        """Lines per second."""
        return sum(client.lines / client.seconds for client in self.clients)

    @property
    def lines(self) -> int:
        """How many lines were taken to their end."""
        return sum(client.lines for client in self.clients)

    @property
    def cpu_per_line(self) -> dict[str, float]:
        """CPU milliseconds of a line, by who used them."""
        used = self.cpu | {"client": sum(client.cpu for client in self.clients)}
        return {who: 1000 * seconds / self.lines for who, seconds in used.items()}


Run = dict[str, list[Round]]
"""The rounds of every way, by its name in WAYS."""
WAYS = {"http 1": 1, "hand 1": 1, "guarded 1": 1, "http 8": 8, "hand 8": 8, "guarded 8": 8, "fifty 8": 8}
"""Each with its number of clients, in the order in which they take turns within a round."""


def figures(run: Run) -> dict[str, Figure]:
    """The rates and ratios of a run. A ratio is taken within each round, between neighbours in time.

    Guarded to SQL is what guards, trail and walls cost; HTTP to guarded is what Python costs.
    """
    found = {f"{way} lines/s": Figure.of([one.rate for one in rounds]) for way, rounds in run.items()}
    for name, upper, lower in (
        ("HTTP to SQL, 1 client", "http 1", "hand 1"),
        ("HTTP to SQL, 8 clients", "http 8", "hand 8"),
        ("guarded to SQL, 1 client", "guarded 1", "hand 1"),
        ("guarded to SQL, 8 clients", "guarded 8", "hand 8"),
        ("HTTP to guarded, 1 client", "http 1", "guarded 1"),
        ("HTTP to guarded, 8 clients", "http 8", "guarded 8"),
        ("one company to fifty", "http 8", "fifty 8"),
    ):
        found[name] = Figure.of([a.rate / b.rate for a, b in zip(run[upper], run[lower], strict=True)])
    for way, rounds in run.items():
        found[f"{way} CPU ms/line"] = Figure.of([sum(one.cpu_per_line.values()) for one in rounds])
    return found


def latencies(rounds: Sequence[Round]) -> dict[str, tuple[float, float]]:
    """The 50th and the 99th percentile of each verb, in milliseconds, over all rounds."""
    lines = [line for one in rounds for client in one.clients for line in client.took]
    return {verb: _percentiles([1000 * line[place] for line in lines]) for place, verb in enumerate(VERBS)}


def cpu(rounds: Sequence[Round]) -> dict[str, float]:
    """CPU milliseconds of a line, by who used them: the medians of the rounds."""
    return {who: median(one.cpu_per_line[who] for one in rounds) for who in rounds[0].cpu_per_line}


def _percentiles(took: list[float]) -> tuple[float, float]:
    ordered = sorted(took)
    middle, late = (ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.50, 0.99))
    return middle, late
