"""What the server's processes used, while some of them end."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench import processes


def test_a_process_that_ended_while_it_was_looked_for_has_used_nothing(monkeypatch: Any) -> None:
    """`serve` starts one every five seconds to look after its database."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not Path(f"/proc/{ended.pid}").exists()
    monkeypatch.setattr(processes, "_children", lambda: {os.getpid(): [ended.pid], 1: [ended.pid]})
    running: Any = SimpleNamespace(pid=os.getpid(), postmaster=os.getpid())
    used = processes.cpu(running)
    assert (used["web"], used["worker"]) == (0, 0)
    assert used["postgres"] >= 0


def test_processes_are_told_apart_by_how_they_were_called(monkeypatch: Any) -> None:
    calls = {11: b"python\0-m\0granian\0", 12: b"counterfoil\0worker\0", 13: b"pg_ctl\0"}
    monkeypatch.setattr(processes, "_children", lambda: {1: [11, 12, 13], 2: [21]})
    monkeypatch.setattr(processes, "_command", lambda pid: calls[pid])
    monkeypatch.setattr(processes, "_used", lambda pid, ended=False: float(pid))
    running: Any = SimpleNamespace(pid=1, postmaster=2)
    assert processes.cpu(running) == {"web": 11, "worker": 12, "postgres": 23}
