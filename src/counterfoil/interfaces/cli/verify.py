"""counterfoil verify: the books against themselves."""

import json
import re
import sys

import click

from counterfoil.foundation.kernel.refusals import Refused, not_permitted
from counterfoil.insight.verify import books

from .ready import database
from .who import in_company, member


def _head(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str:
    noted = (given or "").strip().lower()
    if given is not None and not re.fullmatch("[0-9a-f]{64}", noted):
        raise click.BadParameter("A head is 64 digits and letters from a to f, as `verify` prints it.")
    return noted


@click.command()
@click.option("--head", "noted", callback=_head, help="A head noted before: do the books still grow from it?")
@in_company
def verify(slug: str | None, email: str, as_json: bool, noted: str) -> None:
    """Recompute balances, states, hashes, seals and every row from its changes. Exits 1 where anything disagrees."""
    with database():
        reader = member(slug, email)
        if not reader.may("company.verify"):
            raise Refused([not_permitted("company.verify")])
        verdict = books.verify(reader.company_id, noted)
    click.echo(json.dumps(verdict.as_data(), indent=2) if as_json else as_text(verdict))
    sys.exit(0 if verdict.clean else 1)


def as_text(verdict: books.Verdict) -> str:
    """The verdict for a terminal."""
    counts = (
        f"{verdict.orders} orders, {verdict.entries} entries, {verdict.changes} changes, {verdict.positions} sealed"
    )
    lines = [f"  {finding.check}: {finding.sentence}" for finding in [*verdict.findings, *verdict.parked]]
    if verdict.grows:
        lines.append(f"The books grow from the head that was noted: {verdict.noted}")
    end = "Everything agrees." if verdict.clean else f"{len(verdict.findings)} things do not agree."
    return "\n".join([counts, *lines, end, f"Head of the seals: {verdict.head}"])
