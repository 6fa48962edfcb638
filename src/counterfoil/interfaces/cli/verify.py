"""counterfoil verify: the books against themselves."""

import json
import sys

import click

from counterfoil.foundation.kernel.refusals import Refused, not_permitted
from counterfoil.insight.verify import books

from .ready import database
from .who import in_company, member


@click.command()
@in_company
def verify(slug: str | None, email: str, as_json: bool) -> None:
    """Recompute balances, states, hashes, seals and every row from its changes. Exits 1 where anything disagrees."""
    with database():
        reader = member(slug, email)
        if not reader.may("company.verify"):
            raise Refused([not_permitted("company.verify")])
        verdict = books.verify(reader.company_id)
    click.echo(json.dumps(verdict.as_data(), indent=2) if as_json else as_text(verdict))
    sys.exit(0 if verdict.clean else 1)


def as_text(verdict: books.Verdict) -> str:
    """The verdict for a terminal."""
    counts = (
        f"{verdict.orders} orders, {verdict.entries} entries, {verdict.changes} changes, {verdict.positions} sealed"
    )
    lines = [f"  {finding.check}: {finding.sentence}" for finding in [*verdict.findings, *verdict.parked]]
    end = "Everything agrees." if verdict.clean else f"{len(verdict.findings)} things do not agree."
    return "\n".join([counts, *lines, end, f"Head of the seals: {verdict.head}"])
