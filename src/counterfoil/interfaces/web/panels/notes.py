"""The notes of an order on its record: as they stand, and those of its document where these say otherwise."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.insight.trace.facts import Facts
from counterfoil.lifecycle.orders.printed_since import notes_since


@dataclass(frozen=True)
class ShownNotes:
    """The notes now; where they were changed after issue, what the document says instead, and by whom and when.

    The notes are for the contractor too. Who works in the company is not: to a contractor the company changed them.
    """

    now: str
    issued: str = ""
    by: str = ""
    at: datetime | None = None


def notes(facts: Facts, outside: bool) -> ShownNotes:
    """The notes of an order, for this reader. Called inside a scope: more is read only where they were changed."""
    order, frozen = facts.order, facts.revision.notes
    changed = notes_since(order, frozen) if order.document_sha256 else []
    if not changed:
        return ShownNotes(order.notes)
    (since,) = changed
    return ShownNotes(order.notes, frozen, facts.company.name if outside else since.by, since.at)
