"""counterfoil serve: database, web and worker together, until Ctrl-C."""

import ipaddress
import os
import socket
import sys
import time
import urllib.request
from contextlib import AbstractContextManager, nullcontext

import click
from django.conf import settings

from counterfoil.foundation.companies.first_address import FirstAddress
from counterfoil.foundation.companies.queries import all_companies
from counterfoil.server.cluster import Cluster
from counterfoil.server.errors import ServerError
from counterfoil.server.roles_check import refuse_unsafe_role
from counterfoil.server.supervise import Process, Supervisor

from . import demo_company
from .database import run_migrations
from .ready import embedded, external, keep_secret

DATABASE_EVERY = 5.0
WAITING = 4096
"""Requests that a web process takes at once. Those whose bodies are on their way hold no thread (server/front.py)."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--demo", is_flag=True, help="Load the demo company; only with the embedded database.")
def serve(host: str, port: int, workers: int, demo: bool) -> None:
    """Serve the product. Stops everything it started on Ctrl-C."""
    if demo and external():
        raise click.UsageError("--demo is refused with DATABASE_URL set: it would write a demo into a real database.")
    _refuse_taken(host, port)
    os.environ.setdefault("COUNTERFOIL_ADDRESS", next(iter(settings.CSRF_TRUSTED_ORIGINS), f"http://{host}:{port}"))
    keep_secret()
    held: AbstractContextManager[Cluster | None] = nullcontext() if external() else embedded().held()
    with held as cluster:
        run_migrations()
        refuse_unsafe_role(os.environ["DATABASE_URL"])
        welcome = (_load_demo(host) if demo else "") + _first_company(demo)
        sys.exit(_run(host, port, workers, f"\nCounterfoil is at http://{host}:{port}/\n{welcome}", cluster))


def _refuse_taken(host: str, port: int) -> None:
    """Say that a port is taken before anything is started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            what = f"{host}:{port} can't be served: {error.strerror}."
            raise ServerError(what, "Nothing was started.", "Name another port with --port.") from None


def _own_companies() -> list[str]:
    """The companies of this server that are not the demo's."""
    return [slug for _company, slug, _sealed in all_companies() if slug not in demo_company.SLUGS]


def _refuse_demo_beside_others(host: str) -> None:
    """A demo has sign-ins that everybody knows. It is not put into a home that somebody uses; and beside a company that was made
    there afterwards it is served to this machine alone."""
    own = _own_companies()
    if own and not demo_company.is_loaded():
        what = f"This home holds companies of your own ({', '.join(own)}), and the demo's sign-ins are public."
        raise ServerError(what, "The demo was not loaded.", "Run `counterfoil serve`, or set another COUNTERFOIL_HOME.")
    if own and not _is_this_machine(host):
        what = f"{host} can be reached by others, and the demo's sign-ins are public."
        todo = "Serve it on 127.0.0.1, or make your company in a home of its own with `counterfoil serve`."
        raise ServerError(what, "Nothing was started.", todo)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _load_demo(host: str) -> str:
    _refuse_demo_beside_others(host)
    os.environ["COUNTERFOIL_DEMO"] = ",".join(demo_company.SLUGS)
    demo_company.load()
    return demo_company.sign_ins() + "\n"


def _first_company(demo: bool) -> str:
    """The address at which somebody makes the first company of their own, while there is none. It is told here alone."""
    if _own_companies():
        return ""
    secret, address = FirstAddress.made()
    os.environ["COUNTERFOIL_FIRST"] = str(address)
    what = "Make a company of your own beside the demo" if demo else "There is no company yet. Make yours"
    return f"\n{what} at {os.environ['COUNTERFOIL_ADDRESS']}/first/{secret}\nThis address works once, until the server stops.\n"


def _run(host: str, port: int, workers: int, welcome: str, cluster: Cluster | None) -> int:
    web = ["-m", "granian", "--interface", "rsgi", "counterfoil.interfaces.web.rsgi:application", "--host", host]
    web += ["--port", str(port), "--workers", str(workers), "--http", "1", "--backpressure", str(WAITING)]
    web += ["--workers-kill-timeout", "5", "--respawn-failed-workers", "--no-ws", "--log-level", "warning"]
    processes = [
        Process("web", [sys.executable, *web]),
        Process("worker", [sys.executable, "-m", "counterfoil.interfaces.cli.main", "worker"]),
    ]
    beside = _Beside(f"http://{host}:{port}/healthz", welcome, cluster)
    return Supervisor(processes, watch=beside.look, watch_every=0.5).run()


class _Beside:
    """What is looked after while the processes run: the welcome, once the web answers, and the database server."""

    def __init__(self, url: str, welcome: str, cluster: Cluster | None) -> None:
        self._url, self._welcome, self._cluster = url, welcome, cluster
        self._database_at = time.monotonic()

    def look(self) -> None:
        """Called every half second."""
        if self._welcome and _answers(self._url):
            click.echo(self._welcome)
            self._welcome = ""
        if self._cluster is not None and time.monotonic() - self._database_at > DATABASE_EVERY:
            self._database_at = time.monotonic()
            self._cluster.start()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own address, made above
            return True
    except OSError:
        return False
