"""`counterfoil serve`: up with everything, again within ten seconds, gone on Ctrl-C with all that it started."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
import requests

from .conftest import argv, environment

pytestmark = pytest.mark.xdist_group("command line")


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return str(found.getsockname()[1])


SIXTY = 60
PORT, OTHER_PORT = _free_port(), _free_port()
_started: "list[subprocess.Popen[str]]" = []


@pytest.fixture
def own_home() -> Iterator[Path]:
    """A home that nothing has used yet."""
    folder = Path(mkdtemp(prefix="cf-serve-"))
    folder.chmod(0o711)
    yield folder
    # What a test that fails leaves running would hold the port of the next one.
    while _started:
        with _started.pop() as one:
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
    subprocess.run(argv("db", "stop"), env=environment(folder), capture_output=True)


def serve(home: Path, port: str = PORT) -> "subprocess.Popen[str]":
    """Start serving the demo."""
    command = argv("serve", "--demo", "--port", port, "--workers", "1")
    started = subprocess.Popen(
        command,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _started.append(started)
    return started


def seconds_until_up() -> float:
    """How long the web process takes to answer."""
    since = time.monotonic()
    while time.monotonic() - since < 60:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1):
                return time.monotonic() - since
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the web process did not answer within a minute")


def said_so_far(process: "subprocess.Popen[str]", last: str) -> str:
    """What it prints, up to the line with this in it; all of it, where it ends before."""
    assert process.stdout is not None
    too_late, said = threading.Timer(60, process.kill), ""
    too_late.start()
    while last not in said and (line := process.stdout.readline()):
        said += line
    too_late.cancel()
    return said


def end(process: "subprocess.Popen[str]") -> str:
    """Press Ctrl-C and give what was printed."""
    os.killpg(process.pid, signal.SIGINT)
    said, _errors = process.communicate(timeout=30)
    assert process.returncode == 0
    return said


def left_behind(home: Path) -> list[str]:
    """Processes that still name this home or port."""
    listed = [_command_of(process) for process in Path("/proc").iterdir() if process.name.isdigit()]
    return [line for line in listed if str(home) in line or f"--port {PORT}" in line]


def _command_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:  # it ended meanwhile
        return ""


def test_it_serves_stops_and_is_back_at_once_with_its_data(own_home: Path) -> None:
    first = serve(own_home)
    seconds_until_up()
    said = said_so_far(first, "sees nothing of this one")
    assert f"http://127.0.0.1:{PORT}/" in said
    assert all(f"{name}@demo.example" in said for name in ("rita", "amir", "bela", "iris", "otto"))
    end(first)
    assert left_behind(own_home) == []

    again = serve(own_home)
    assert seconds_until_up() < 10
    end(again)
    otto = ("--company", "demo", "--as", "otto@demo.example")
    trace = subprocess.run(
        argv("trace", "PO-2026-00001".replace("2026", time.strftime("%Y")), *otto), env=environment(own_home)
    )
    assert trace.returncode == 0


def test_bodies_that_never_come_hold_nobody_up(own_home: Path) -> None:
    """Sixty half-sent requests, more than there are threads: by strangers, to the sign-in form, with what looks like a key."""
    first = serve(own_home)
    seconds_until_up()
    strangers = [_unfinished("/api/v1/orders") for _ in range(SIXTY)]
    assert all(b" 401 " in one.recv(100) for one in strangers)
    forms = [_unfinished("/accounts/login/") for _ in range(SIXTY)]
    keyed = [_unfinished("/api/v1/orders", "Authorization: Bearer none\r\n") for _ in range(SIXTY)]
    since = time.monotonic()
    assert seconds_until_up() < 2
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/accounts/login/", timeout=2) as page:
        assert page.status == 200
    assert time.monotonic() - since < 3
    assert all(b" 408 " in one.recv(100) for one in (*forms, *keyed))
    assert time.monotonic() - since < 8
    for one in (*strangers, *forms, *keyed):
        one.close()
    end(first)


def _unfinished(path: str, more: str = "") -> socket.socket:
    """A request that promises a hundred bytes and sends one."""
    one = socket.create_connection(("127.0.0.1", int(PORT)), timeout=10)
    one.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{more}Content-Length: 100\r\n\r\nx".encode())
    return one


def test_nothing_but_the_welcome_is_said_when_all_is_well(own_home: Path) -> None:
    first = serve(own_home)
    said = said_so_far(first, "sees nothing of this one")
    assert said.splitlines()[:2] == ["", f"Counterfoil is at http://127.0.0.1:{PORT}/"]
    os.killpg(first.pid, signal.SIGINT)
    _said, errors = first.communicate(timeout=30)
    assert errors == ""


def test_a_taken_port_is_said_before_anything_is_started(own_home: Path) -> None:
    with socket.create_server(("127.0.0.1", int(PORT))):
        done = subprocess.run(argv("serve", "--port", PORT), env=environment(own_home), capture_output=True, text=True)
    assert done.returncode == 1
    assert f"127.0.0.1:{PORT} can't be served" in done.stderr
    assert list(own_home.iterdir()) == []


def test_no_demo_beside_a_company_of_your_own(own_home: Path) -> None:
    given = [
        "--slug",
        "acme",
        "--name",
        "Acme",
        "--currency",
        "EUR",
        "--owner-name",
        "A",
        "--owner-email",
        "a@acme.example",
    ]
    subprocess.run(argv("db", "migrate"), env=environment(own_home), check=True)
    made = argv("company", "create", *given, "--owner-password", "a-long-password")
    subprocess.run(made, env=environment(own_home), check=True)
    done = subprocess.run(
        argv("serve", "--demo", "--port", PORT), env=environment(own_home), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "companies of your own (acme)" in done.stderr


def test_a_company_of_ones_own_beside_the_demo_and_then_on_this_machine_alone(own_home: Path) -> None:
    first = serve(own_home)
    said = said_so_far(first, "works once")
    address = re.search(r"Make a company of your own beside the demo at (http://127.0.0.1:\d+/first/[\w-]{43})\n", said)
    assert address
    _make_a_company(address.group(1))
    end(first)
    again = serve(own_home)
    seconds_until_up()
    assert "/first/" not in end(again)
    done = subprocess.run(
        argv("serve", "--demo", "--host", "0.0.0.0", "--port", PORT),  # noqa: S104  refused, which is what is tested
        env=environment(own_home),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "0.0.0.0 can be reached by others, and the demo's sign-ins are public." in done.stderr


def _make_a_company(address: str) -> None:
    """As a browser would: the form, then what is typed into it."""
    with requests.Session() as browser:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address, timeout=10).text)
        assert token
        typed = {
            "name": "Acme",
            "currency": "EUR",
            "timezone": "UTC",
            "owner_name": "A",
            "owner_email": "a@acme.example",
        }
        typed |= {"password": "a-long-password-of-mine", "csrfmiddlewaretoken": token.group(1)}
        made = browser.post(address, typed, timeout=30)
        assert (made.status_code, "Your company is there" in made.text) == (200, True)


def test_a_second_supervisor_is_refused(own_home: Path) -> None:
    first = serve(own_home)
    seconds_until_up()
    second = serve(own_home, port=OTHER_PORT)
    _said, errors = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "Another process works with this data folder" in errors
    end(first)


def test_the_owner_role_is_refused_at_the_door(own_home: Path) -> None:
    subprocess.run(argv("db", "start"), env=environment(own_home), check=True)
    said = subprocess.run(
        argv("db", "url", "owner"), env=environment(own_home), capture_output=True, text=True, check=True
    ).stdout.strip()
    env = environment(own_home) | {"DATABASE_URL": said, "DATABASE_OWNER_URL": said}
    done = subprocess.run(argv("serve", "--port", PORT), env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "the owner of the database" in done.stderr
