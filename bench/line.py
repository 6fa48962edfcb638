"""The ten transactions of one line, in order, and what it takes to run one after another and time each."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

VERBS = (
    "order.create",
    "order.submit",
    "order.approve",
    "order.issue",
    "evidence.submit",
    "evidence.accept",
    "invoice.receive",
    "payment.release",
    "payment.initiate",
    "payment.settle",
)
"""Each is one transaction. `invoice.receive` matches too."""

LINES = (
    ("Concept, three variants", "10", "HUR", "100.00", "1000.00"),
    ("Photographs, edited", "5", "C62", "80.00", "400.00"),
    ("Day on site", "2", "DAY", "450.00", "900.00"),
)
"""Text, quantity, unit, unit price and amount of each line of every order."""
NET = Decimal("2300.00")


def tax_of(serial: int) -> Decimal:
    """Another amount for every invoice: two of the same day and total from one contractor are suspected to be one.

    Below 27 % of the net: more tax than that is an exception. The rounds' serials lie far apart, and after it too.
    """
    return Decimal(serial % 61_001).scaleb(-2)


class Way(Protocol):
    """One way to take an order from the draft to settled money. Each call is one transaction and raises where refused."""

    def start(self, serial: int) -> None:
        """Begin a new line; no other one on this server has this serial number. Asks nobody anything."""

    def create(self) -> None: ...
    def submit(self) -> None: ...
    def approve(self) -> None: ...
    def issue(self) -> None: ...

    def submit_evidence(self) -> None: ...
    def accept_evidence(self) -> None: ...
    def receive(self) -> None: ...
    def release(self) -> None: ...
    def initiate(self) -> None: ...
    def settle(self) -> None: ...

    def close(self) -> None:
        """Hang up."""


def run(way: Way, serial: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Take one line to its end. Returns how far the clock went in each verb, in the order of VERBS."""
    way.start(serial)
    steps = (
        way.create, way.submit, way.approve, way.issue, way.submit_evidence,
        way.accept_evidence, way.receive, way.release, way.initiate, way.settle,
    )  # fmt: skip
    return [_timed(step, clock) for step in steps]


def _timed(step: Callable[[], None], clock: Callable[[], float]) -> float:
    begun = clock()
    step()
    return clock() - begun
