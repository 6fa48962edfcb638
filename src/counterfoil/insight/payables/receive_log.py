"""The receive log as it is read: what came of a thing that arrived, for whoever may know of it (R89)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import WAITING, Arrival

from ..trace.arrivals import Told, told, visible
from .duplicates import turned_away

OUTCOMES: dict[str, Any] = {"made": _("taken in"), "nothing": _("made nothing"), "waiting": _("waits")}
"""What can have come of something that arrived, in a word."""


def outcome_of(one: Told) -> str:
    """The name of what came of it, among the outcomes."""
    if one.arrival.became == WAITING:
        return "waiting"
    return "nothing" if one.makes_nothing else "made"


def these(by: Member, arrival_ids: Sequence[UUID]) -> list[Told]:
    """These arrivals in this order, as far as the member sees them. Called inside a scope."""
    rows = {row.id: row for row in visible(by).filter(id__in=arrival_ids).select_related("sender")}
    return told(by, [rows[one] for one in dict.fromkeys(arrival_ids) if one in rows])


def one_of(by: Member, arrival_id: UUID) -> Told:
    """One thing that arrived. Whoever sees the first of a number sees what came again under it. Raises NotFound."""
    found = these(by, [arrival_id])
    if found:
        return found[0]
    # Another company's, or nobody's: not found either way.
    arrival, _first = turned_away(by, arrival_id)
    return told(by, [arrival])[0]


def own_file(by: Member, arrival_id: UUID) -> Arrival:
    """A file that arrived, for whoever sees its row of the log. Raises NotFound."""
    found: Arrival = visible(by).exclude(kind="").one(arrival_id)
    return found
