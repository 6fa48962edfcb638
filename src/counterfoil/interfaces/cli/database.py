"""counterfoil db: the embedded server, its roles, backup and restore."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from counterfoil.server import places
from counterfoil.server.backup import backup, restore
from counterfoil.server.roles import prepare_sql

from .ready import embedded, external, keep_secret


@click.group()
def db() -> None:
    """The database: start, stop, status, prepare, migrate, backup, restore."""


@db.command()
def start() -> None:
    """Start the embedded server."""
    cluster = embedded()
    started = cluster.start()
    cluster.prepare()
    click.echo("The database runs." if started else "The database was running already.")


@db.command()
def stop() -> None:
    """Stop the embedded server."""
    click.echo("The database is stopped." if embedded().stop() else "The database was not running.")


@db.command()
def status() -> None:
    """Say how the embedded server stands."""
    stands = embedded().status()
    click.echo(f"{stands.state}: PostgreSQL {stands.major or '(none yet)'} in {stands.data_dir}")


@db.command()
@click.argument("role", type=click.Choice(["app", "owner", "keeper"]))
def url(role: str) -> None:
    """Print the address of the embedded database for a ROLE: for psql, or for tools beside the product."""
    click.echo(embedded().url(role))


@db.command()
@click.option("--database", "name", default="counterfoil", show_default=True)
def prepare(name: str) -> None:
    """Print the SQL that makes the roles and the database on a server of your own."""
    click.echo(prepare_sql(name))


@db.command()
def migrate() -> None:
    """Bring the tables up to date, as the owner role."""
    if external():
        run_migrations()
        return
    keep_secret()
    cluster = embedded()
    started = cluster.start()
    try:
        cluster.prepare()
        run_migrations()
    finally:
        if started:
            cluster.stop()


@db.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_(file: Path) -> None:
    """Write database and documents into one new FILE."""
    cluster = embedded()
    documents = places.home().documents
    documents.mkdir(parents=True, exist_ok=True)
    started = cluster.start()
    try:
        manifest = backup(cluster, documents, file, at=datetime.now(UTC))
    finally:
        if started:
            cluster.stop()
    click.echo(f"{file}: PostgreSQL {manifest.major}, {len(manifest.parts)} parts, {manifest.created}")


@db.command("restore")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def restore_(file: Path) -> None:
    """Lay a backup FILE into an empty home (set COUNTERFOIL_HOME)."""
    embedded()
    home = places.home()
    manifest = restore(file, home)
    click.echo(f"{home.path}: restored the backup of {manifest.created}. Run `counterfoil verify` next.")


def run_migrations() -> None:
    """Migrate as the owner, in a process of its own: this one stays the runtime role. Exits where that fails."""
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise click.UsageError("DATABASE_OWNER_URL is not set: migrations run as the owner role.")
    argv = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    if subprocess.run(argv, env=os.environ | {"DATABASE_URL": url}).returncode:
        raise click.ClickException("The migration failed; see above. Nothing was started.")
