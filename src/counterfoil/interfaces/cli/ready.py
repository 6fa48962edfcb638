"""Getting ready to work: which database, which home, which secret. Only after this does Django read its settings."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from counterfoil.server import places
from counterfoil.server.cluster import Cluster
from counterfoil.server.errors import ServerError

SETTINGS = "counterfoil.config.settings"
OWN_SERVER = "COUNTERFOIL_OWN_SERVER"


def settle_environment() -> None:
    """Set what this process and its children share. Starts and writes nothing."""
    home = places.home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("COUNTERFOIL_DOCUMENTS", str(home.documents))
    if not os.environ.get("COUNTERFOIL_SECRET_KEY"):
        os.environ["COUNTERFOIL_SECRET_KEY"] = _secret(home.path / "secret")
    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster(home.database)
        os.environ["DATABASE_URL"] = cluster.url("app")
        os.environ["DATABASE_OWNER_URL"] = cluster.url("owner")
        os.environ[OWN_SERVER] = "embedded"


def external() -> bool:
    """Whether the environment names a server of its own; then the embedded one is never touched."""
    return os.environ.get(OWN_SERVER) != "embedded"


def embedded() -> Cluster:
    """The embedded cluster of this home. Raises a usage error where the environment names another server."""
    if external():
        raise click.UsageError("DATABASE_URL names a server of your own; this command is for the embedded one.")
    return Cluster(places.home().database)


def keep_secret() -> None:
    """Write this process's secret key into the home, if there is none yet, so that sessions outlive a restart."""
    file = places.home().path / "secret"
    if file.exists() or external():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as made:
        made.write(os.environ["COUNTERFOIL_SECRET_KEY"])


@contextmanager
def database() -> Iterator[None]:
    """A working database for one command: yours, the embedded one that runs, or that one for as long as needed."""
    if external():
        yield
        return
    cluster = embedded()
    if cluster.major is None:
        raise ServerError(
            "There is no database yet.", "Nothing was done.", "Run `counterfoil db migrate` or `make run`."
        )
    started = cluster.start()
    try:
        yield
    finally:
        if started:
            cluster.stop()


def _secret(file: Path) -> str:
    """The home's own secret key, or a new one where there is no home yet."""
    return file.read_text() if file.exists() else secrets.token_urlsafe(64)
