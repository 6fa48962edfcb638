"""Running a way with so many clients for so many seconds, each client a process of its own, and what they measured."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from .line import Way, run

SERIALS = 20_000
"""More lines than all clients together take at once."""
_WARM_LINES = 2
"""Per client, before the clock runs: connections are made, statements are prepared, code is read."""


@dataclass(frozen=True)
class Client:
    """What one client did: its lines, how long that took, its own CPU, and the seconds of each verb of each line."""

    lines: int
    seconds: float
    cpu: float
    took: list[list[float]]


def together(
    make: Callable[[], Way], clients: int, seconds: float, around: Callable[[], None], first: int
) -> list[Client]:
    """Run so many clients at once. `around` is called when all are warm, and again when the last has finished.

    Each takes whole lines, one after another, and begins no new one after `seconds`. Serial numbers go up from `first`.
    """
    context = multiprocessing.get_context("spawn")
    barrier, ears = context.Barrier(clients + 1), []
    processes = []
    for number in range(clients):
        ear, mouth = context.Pipe(duplex=False)
        serials = range(first + number, first + SERIALS, clients)
        given = (make, seconds, serials, barrier, mouth)
        process = context.Process(target=_client, args=given, daemon=True)
        process.start()
        mouth.close()
        ears.append(ear)
        processes.append(process)
    barrier.wait()
    around()
    barrier.wait()
    done = [ear.recv() for ear in ears]
    around()
    for process in processes:
        process.join()
    return done


def _client(make: Callable[[], Way], seconds: float, serials: range, barrier: Barrier, mouth: Connection) -> None:
    try:
        way, serial = make(), iter(serials)
        for _line in range(_WARM_LINES):
            run(way, next(serial))
    except BaseException:
        barrier.abort()
        raise
    barrier.wait()
    barrier.wait()
    begun, cpu, took = time.perf_counter(), _cpu(), []
    while time.perf_counter() - begun < seconds:
        took.append(run(way, next(serial)))
    mouth.send(Client(len(took), time.perf_counter() - begun, _cpu() - cpu, took))
    way.close()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
