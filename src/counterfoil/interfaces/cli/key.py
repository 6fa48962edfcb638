"""counterfoil key create: an API key, shown once."""

import json
from datetime import UTC, datetime, timedelta

import click

from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.queries import service_named
from counterfoil.foundation.trail.action import Via

from .ready import database
from .who import in_company, member


@click.group()
def key() -> None:
    """API keys."""


@key.command()
@in_company
@click.option("--service", metavar="NAME", help="The service that the key acts as; without it, yourself.")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, help="A verb, such as order.create; '*' for all. None reads only.")
@click.option("--days", type=int, help="How long it is valid; without it, until revoked.")
def create(
    slug: str | None,
    email: str,
    as_json: bool,
    service: str | None,
    name: str,
    scopes: tuple[str, ...],
    days: int | None,
) -> None:
    """Make a key and show its secret, once."""
    at = datetime.now(UTC)
    with database():
        by = member(slug, email)
        holder = service_named(by.company_id, service) if service else by
        expires = at + timedelta(days=days) if days else None
        values = KeyValues(name=name, member_id=holder.id, scopes=list(scopes), expires_at=expires)
        made = create_key(by=by, at=at, values=values, via=Via("cli"))
    lines = [made["secret"], "This is shown once and kept nowhere.", *made.get("warnings", [])]
    click.echo(json.dumps(made) if as_json else "\n".join(lines))
