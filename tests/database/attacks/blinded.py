"""The same attacks with the company switched in the middle of the statement, so that a guard under the caller's wall is blind."""

from dataclasses import replace

from ..siege import Attack

_SWITCHED = "set_config('app.company', %(their_company)s::text, true) <> ''"


def blinded(attack: Attack) -> Attack:
    """Its last statement switches to another company for each row that it has found, and before any guard is asked."""
    *before, last = attack.sql.split("; ")
    if " VALUES (" in last:
        last = last.replace(" VALUES (", " SELECT ").removesuffix(")")
    joined = " AND " if " WHERE " in last else " WHERE "
    return replace(attack, name=f"{attack.name}, blinded", sql="; ".join([*before, f"{last}{joined}{_SWITCHED}"]))


def meets_triggers(attack: Attack) -> bool:
    """Whether a function of ours is among what stops it."""
    return any(stop.startswith("trigger ") for stop in attack.stops)
