"""State machines: one TRANSITIONS table per kind of row, used here in words and in the database in iron."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from .prepared import keep_row, keep_rows
from .refusals import Reason, refuse_if

Transitions = Mapping[str, tuple[tuple[str, ...], str]]
"""verb → (states it may start from, state it leads to)."""


def pairs(transitions: Transitions) -> list[tuple[str, str]]:
    """Every permitted (from, to) of a table, sorted, for the database guard."""
    return sorted({(start, end) for starts, end in transitions.values() for start in starts})


def wrong_state(row: Any, verb: str) -> list[Reason]:
    """The reason, if any, why this verb can't start from the row's present state (R99)."""
    starts, _end = row.TRANSITIONS[verb]
    if row.state in starts:
        return []
    wanted = _(" or ").join(str(row.state_words(state)) for state in starts)
    return [
        Reason(
            "wrong_state",
            _("It is %(state)s; this can be done only while it is %(wanted)s."),
            {"state": row.state_words(row.state), "wanted": wanted},
        )
    ]


def move(row: Any, verb: str) -> None:
    """Take the row through one transition and save it. Raises Refused where the table has no such step.

    A trigger made from the same table refuses it again in the database.
    """
    _step(row, verb)
    keep_row(row)


def move_all(rows: Sequence[Any], verb: str) -> None:
    """The same for many rows of one company and kind, saved in one statement: all of them, or none."""
    for row in rows:
        _step(row, verb)
    keep_rows(rows)


def _step(row: Any, verb: str) -> None:
    refuse_if(wrong_state(row, verb))
    row.state = row.TRANSITIONS[verb][1]
    row.version += 1
