"""Which processes belong to whom, as /proc tells it."""

import re
from pathlib import Path

_ESTABLISHED = "01"
_WEB, _WORKER = b"granian", re.compile(b"granian|spawn_main")
"""A forked worker is called as its parent is, a spawned one otherwise."""


def web_workers(serve: int) -> list[int]:
    """The processes that answer requests: children of the one that `serve` started."""
    parents = _parents()
    web = [pid for pid, parent in parents.items() if parent == serve and _WEB in _command(pid)]
    return sorted(pid for pid, parent in parents.items() if parent in web and _WORKER.search(_command(pid)))


def family(first: int) -> set[int]:
    """A process and everything below it."""
    parents, found = _parents(), {first}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def connected(pid: int, port: int) -> int:
    """How many callers of this port a process holds."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    held = {f"socket:[{line[9]}]" for line in lines if line[1].endswith(f":{port:04X}") and line[3] == _ESTABLISHED}
    return sum(_link(entry) in held for entry in Path(f"/proc/{pid}/fd").iterdir())


def file_limit(pid: int) -> str | None:
    """How far this process may write a file, in bytes or "unlimited"; None where it has ended."""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text()
    except OSError:
        return None
    line = re.search(r"^Max file size\s+(\S+)", limits, re.MULTILINE)
    return line and line[1]


def _parents() -> dict[int, int]:
    found = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return {pid: _parent(pid) for pid in found}


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _link(entry: Path) -> str:
    try:
        return str(entry.readlink())
    except OSError:  # closed meanwhile
        return ""


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
