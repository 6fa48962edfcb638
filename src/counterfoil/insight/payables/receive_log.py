"""The receive log as it is read: all of it, a part of it, and one thing that arrived, for whoever may know of it (R89)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import WAITING, Arrival
from counterfoil.foundation.kernel.tables import Rows

from ..trace.arrivals import NOTHING, Told, told, visible
from .duplicates import turned_away

OUTCOMES: dict[str, Any] = {"made": _("taken in"), "nothing": _("made nothing"), "waiting": _("waits")}
"""What can have come of something that arrived, in a word."""
_NOTHING = tuple(became for became in NOTHING if became != WAITING)


def logged(by: Member, text: str, outcome: str) -> Rows:
    """What arrived under a name or a number with this text, and came to this; an empty one narrows nothing."""
    found: Rows = visible(by).select_related("sender")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(number__icontains=text))
    if outcome == "made":
        return found.exclude(became__in=NOTHING)
    if outcome == "nothing":
        return found.filter(became__in=_NOTHING)
    return found.filter(became=WAITING) if outcome == "waiting" else found


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
