"""counterfoil worker: seals and followers, as a process of its own. As many machines as wanted may run one."""

import signal
import threading

import click

from counterfoil.interfaces.jobs.worker import run

from .ready import database


@click.command()
def worker() -> None:
    """Lay seals and work off what follows from them, until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with database():
        run(stop)
