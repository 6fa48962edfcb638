"""counterfoil trace: the whole record of one order."""

import json

import click
from django.utils import timezone

from counterfoil.insight.trace import printed, worded

from .ready import database
from .who import in_company, member


@click.command()
@click.argument("number")
@in_company
def trace(number: str, slug: str | None, email: str, as_json: bool) -> None:
    """Print everything about the order with this NUMBER, contractor code or id, or that this invoice or payment is on."""
    with database():
        data = printed.trace(member(slug, email), number, timezone.now())
    click.echo(json.dumps(data, indent=2, ensure_ascii=False) if as_json else worded.as_text(data))
