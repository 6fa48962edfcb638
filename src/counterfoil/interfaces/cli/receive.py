"""counterfoil receive: any document, and what it became."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click
from django.utils import timezone

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.trail.action import Answer, Via
from counterfoil.insight.shapes.arrivals import ArrivalShape
from counterfoil.insight.trace.arrivals import Told, told
from counterfoil.lifecycle.intake import receiving

from .ready import database
from .who import in_company, member

_MOST_READ = 256 * 1024 * 1024


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--we-are", type=click.Choice(["buyer", "seller"]), help="Our side in these files, for this call.")
@click.option("--add-parties", is_flag=True, help="Add a seller that is not known yet as a contractor.")
@in_company
def receive(
    files: tuple[Path, ...], we_are: str | None, add_parties: bool, slug: str | None, email: str, as_json: bool
) -> None:
    """Take in FILES: orders and their changes, deliveries, invoices, credit notes. Says what each became, and why.

    Run twice it does no harm: it says what was already there. Exits 1 where all of them were refused.
    """
    read = [(file.name, _content(file)) for file in files]
    with database():
        by = member(slug, email)
        sender = receiving.Sender(by, timezone.now(), Via("cli"), we_are or "", add_parties)
        hidden = not sys.stderr.isatty()
        with click.progressbar(length=len(read), label="Receiving", file=sys.stderr, hidden=hidden) as bar:
            answers = receiving.receive(read, sender, lambda: bar.update(1))
        found = read_back(by, answers)
    if as_json:
        click.echo(
            json.dumps(
                [one.model_dump(mode="json") for one in ArrivalShape.each(found, by)], indent=2, ensure_ascii=False
            )
        )
    else:
        click.echo("\n".join(line for one in found for line in as_lines(one)))
    sys.exit(1 if all(one.arrival.became == "refused" for one in found) else 0)


def read_back(by: Member, answers: Sequence[Answer]) -> list[Told]:
    """What each file became, in the order in which they were given."""
    ids = [UUID(answer["arrival"]) for answer in answers]
    with scope.reading(by.company_id):
        rows = {row.id: row for row in Arrival.objects.within(by.company_id).filter(id__in=ids)}
        return told(by, [rows[one] for one in ids])


def as_lines(one: Told) -> list[str]:
    """One file for a terminal: what it is, what it became, and why."""
    called = " ".join(filter(None, (one.arrival.kind, one.arrival.number)))
    return [f"{one.arrival.name}  ({called})", f"  {one.became}", *(f"    - {why}" for why in one.because)]


def _content(file: Path) -> bytes:
    if file.stat().st_size > _MOST_READ:
        raise click.UsageError(f"{file.name} is larger than any document; nothing was read of it.")
    return file.read_bytes()
