"""What an order has to pass, and what holds it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from counterfoil.foundation.parties.holds import Hold
from counterfoil.insight.trace.gate import Gate
from counterfoil.insight.trace.held import Held

from .named import Named
from .shape import Inside, Shape, Told


class GateShape(Shape, row=Gate):
    """One gate: done, open, blocked, or to come later. `who` did it, or could do it now."""

    key: str
    words: str
    status: str
    sentence: str
    who: Inside[list[str]]
    since: datetime | None


class HoldShape(Shape, row=Hold):
    """A hold that stands, `on` the order, its contractor or one of its invoices. Held is the last day too."""

    id: UUID
    on: Annotated[str, Told(lambda hold: hold._meta.model_name.removesuffix("hold"))]
    scope: str
    reason: str
    owner: Named
    last_day: date | None
    placed_at: datetime


class HeldShape(Shape, row=Held):
    """That something is on hold, for every reader: until when, and whom to ask. Never why."""

    last_day: date | None
    who: str
