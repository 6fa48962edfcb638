"""Ends that are asked for (Ctrl-C, kill, a closed terminal) and moments that must not be interrupted."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], object]


@contextmanager
def handled_by(handler: Handler | signal.Handlers) -> Iterator[None]:
    """Let `handler` answer every request to stop within the block, then put back what was there.

    Only the main thread may set handlers; in another one the block just runs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in STOPS}
    try:
        for number in STOPS:
            signal.signal(number, handler)
        yield
    finally:
        for number, was in before.items():
            # None: a handler that was not set from Python cannot be put back, the default is nearest.
            signal.signal(number, signal.SIG_DFL if was is None else was)


def raise_interrupt(number: int, _frame: FrameType | None) -> None:
    """Turn any request to stop into KeyboardInterrupt, so that every `finally` on the way out runs."""
    raise KeyboardInterrupt(f"asked to stop by {signal.Signals(number).name}")


def raise_interrupt_once(number: int, frame: FrameType | None) -> None:
    """As `raise_interrupt`, and from then on nothing more is heard: a second Ctrl-C must not tear the first one's ending."""
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    raise_interrupt(number, frame)


@contextmanager
def deferred() -> Iterator[None]:
    """Finish the block first; a request to stop that came meanwhile is then raised as KeyboardInterrupt."""
    asked: list[int] = []
    with handled_by(lambda number, _frame: asked.append(number)):
        yield
    if asked:
        raise_interrupt(asked[0], None)
