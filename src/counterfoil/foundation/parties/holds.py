"""Holds: one shape for contractor, order and invoice, each with a table in its own room (R82, R84).

While something is held nothing is issued, accepted, cleared or released; what arrives is recorded and waits.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.columns import personal, plain
from counterfoil.foundation.kernel.guards import Frozen, States, owned
from counterfoil.foundation.kernel.refusals import Reason, refuse_if
from counterfoil.foundation.kernel.states import Transitions, move, pairs
from counterfoil.foundation.kernel.tables import Owned, Within
from counterfoil.foundation.kernel.values import Day, Values, Why

EVERYTHING, INVOICING, PAYMENT = "everything", "invoicing", "payment"
SCOPES = (EVERYTHING, INVOICING, PAYMENT)
_TRANSITIONS: Transitions = {"lift": (("standing",), "lifted")}


class HoldValues(Values):
    """What a hold is placed with. `last_day` is still held; without one it stands until it is lifted."""

    scope: Literal["everything", "invoicing", "payment"]
    reason: Why
    last_day: Day | None = None


class Hold(Owned):
    """One hold by its owner. Several may stand at once: a second one never shortens the first."""

    TRANSITIONS: ClassVar[Transitions] = _TRANSITIONS
    STATES: ClassVar[dict[str, Any]] = {"standing": _("standing"), "lifted": _("lifted")}

    state = plain(models.TextField(default="standing"))
    version = models.IntegerField(default=1)
    scope = plain(models.TextField())
    reason = personal(models.TextField())
    owner = Within(Member, related_name="+")
    last_day = models.DateField(null=True)
    placed_at = models.DateTimeField()
    lifted_by = Within(Member, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @classmethod
    def state_words(cls, state: str) -> Any:
        return cls.STATES[state]


def hold_guards(name: str) -> list[Any]:
    """The guards of a table of holds on one kind of subject."""
    return [
        *owned(name),
        States(name=f"{name}_states", first=["standing"], moves=pairs(_TRANSITIONS)),
        Frozen(name=f"{name}_placed", states=["standing"], free="state version lifted_by_id lifted_at"),
        Frozen(name=f"{name}_ended", states=["lifted"], free=""),
        models.CheckConstraint(
            name=f"{name}_lifted",
            condition=models.Q(state="standing", lifted_by__isnull=True, lifted_at__isnull=True)
            | models.Q(state="lifted", lifted_by__isnull=False, lifted_at__isnull=False),
        ),
        models.CheckConstraint(name=f"{name}_scope", condition=models.Q(scope__in=SCOPES)),
    ]


def in_force(hold: Hold, today: date) -> bool:
    """Whether it holds on this day; the last day is still held."""
    return hold.state == "standing" and (hold.last_day is None or today <= hold.last_day)


def held(holds: Iterable[Hold], what: str, today: date) -> list[Reason]:
    """Every reason why this can't go on: the holds in force on everything, or on just this."""
    stopping = [hold for hold in holds if hold.scope in (EVERYTHING, what) and in_force(hold, today)]
    return [_reason(hold) for hold in stopping]


def place(hold: Hold, values: HoldValues, *, by: Member, at: datetime) -> None:
    """Write a new hold down. Raises Refused for a last day that does not lie ahead."""
    refuse_if(lies_ahead(values.last_day, by.company.today(at)))
    hold.company_id, hold.owner, hold.placed_at = by.company_id, by, at
    hold.scope, hold.reason, hold.last_day = values.scope, values.reason, values.last_day
    hold.save(force_insert=True)


def lift(holds: Any, hold_id: UUID, *, by: Member, at: datetime) -> Hold:
    """End one of these holds now. Raises NotFound, or Refused where it was lifted before."""
    hold: Hold = holds.locked(hold_id)
    hold.lifted_by, hold.lifted_at = by, at
    move(hold, "lift")
    return hold


def lies_ahead(last_day: date | None, today: date) -> list[Reason]:
    """A hold that ended before it began would hold nothing."""
    if last_day is None or last_day > today:
        return []
    return [Reason("hold_in_the_past", _("The last day of a hold must lie ahead."), {"last_day": last_day})]


def _reason(hold: Hold) -> Reason:
    params = {"who": hold.owner.name, "reason": hold.reason, "until": hold.last_day or ""}
    if hold.last_day is None:
        return Reason("on_hold", _("%(who)s has put this on hold: “%(reason)s”"), params)
    return Reason("on_hold", _("%(who)s has put this on hold until %(until)s: “%(reason)s”"), params)
