"""CPU seconds of the server's processes, by what they are, as /proc counts them."""

import os
import time
from pathlib import Path

from .served import Served

_TICK = os.sysconf("SC_CLK_TCK")
_QUIET, _LOOK, _PATIENCE = 0.05, 0.5, 120.0


def cpu(running: Served) -> dict[str, float]:
    """The CPU seconds that web processes, worker and PostgreSQL have used so far."""
    children = _children()
    web, worker = 0.0, 0.0
    for pid in _below(running.pid, children):
        command = _command(pid)
        if b"granian" in command:
            web += _used(pid)
        elif command.endswith(b"worker\0"):
            worker += _used(pid)
    postgres = sum(_used(pid) for pid in _below(running.postmaster, children))
    return {"web": web, "worker": worker, "postgres": postgres + _used(running.postmaster, ended=True)}


def settle(running: Served) -> None:
    """Wait until the server has nothing left to do: seals laid, followers caught up. Else one round pays for another."""
    until = time.monotonic() + _PATIENCE
    before = sum(cpu(running).values())
    while time.monotonic() < until:
        time.sleep(_LOOK)
        now = sum(cpu(running).values())
        if now - before < _QUIET * _LOOK * 2:
            return
        before = now


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(_stat(int(folder.name))[1])
        except OSError:
            continue  # it ended while we looked
        found.setdefault(parent, []).append(int(folder.name))
    return found


def _below(pid: int, children: dict[int, list[int]]) -> list[int]:
    below = children.get(pid, [])
    return [*below, *(deeper for one in below for deeper in _below(one, children))]


def _used(pid: int, *, ended: bool = False) -> float:
    """Its own CPU seconds, or those of its children that have ended."""
    try:
        told = _stat(pid)
    except OSError:
        return 0.0
    return (int(told[13]) + int(told[14]) if ended else int(told[11]) + int(told[12])) / _TICK


def _command(pid: int) -> bytes:
    """How it was called; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
