"""counterfoil trace: the whole record of one order."""

import click
from django.utils import timezone

from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.shapes.worded import as_text

from .ready import database
from .who import as_they_read, in_company, member


@click.command()
@click.argument("number")
@in_company
def trace(number: str, slug: str | None, email: str, as_json: bool) -> None:
    """Print everything about the order with this NUMBER, contractor code or id, or that this invoice or payment is on."""
    with database():
        by, at = member(slug, email), timezone.now()
        if as_json:
            click.echo(traced(by, number, at).model_dump_json(indent=2))
            return
        with as_they_read(by):
            click.echo(as_text(traced(by, number, at)))
