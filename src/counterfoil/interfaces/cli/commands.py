"""The command line. Each command exits 0, 1 (refused, with reasons) or 2 (wrong usage)."""

import sys

import click

from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused
from counterfoil.server.errors import ServerError

from . import company, database, demo, key, receive, serve, trace, verify, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="counterfoil")
def counterfoil() -> None:
    """The half of every purchase order that you keep."""


for command in (
    serve.serve,
    worker.worker,
    database.db,
    company.company,
    key.key,
    receive.receive,
    trace.trace,
    verify.verify,
    demo.demo,
):
    counterfoil.add_command(command)


def run() -> None:
    """Run a command and turn what was refused into words and exit code 1."""
    try:
        counterfoil(prog_name="counterfoil")
    except (Refused, Invalid, NotFound, ServerError) as no:
        for line in _words(no):
            click.echo(line, err=True)
        sys.exit(1)


def _words(no: Exception) -> list[str]:
    if isinstance(no, Refused):
        return ["Refused; nothing was changed."] + [f"  - {reason.words}" for reason in no.reasons]
    if isinstance(no, Invalid):
        return ["Not valid; nothing was changed."] + [
            f"  - {name}: {' '.join(said)}" for name, said in no.fields.items()
        ]
    if isinstance(no, NotFound):
        return [f"There is no such {no.kind}, or it is not yours to see."]
    return [str(no)]
