"""What a company has set of orders that run out, as data."""

from datetime import datetime

from counterfoil.insight.policies.run_out import RunOutNow
from counterfoil.lifecycle.orders.models import RunOutPolicy

from .named import Named
from .shape import Figure, Shape


class RunOutVersionShape(Shape, row=RunOutPolicy):
    """One version: who set what, and when."""

    version: int
    exhausted: str
    expired: str
    expiry_days: int
    pace_margin: Figure
    little_left: Figure
    set_by: Named
    set_at: datetime


class RunOutPolicyShape(Shape, row=RunOutNow):
    """What is done once an order is used up or past its last day: `warn`, `hold` or `stop`. Version 0: nothing was set."""

    version: int
    exhausted: str
    expired: str
    expiry_days: int
    pace_margin: Figure
    little_left: Figure
    set_by: Named | None
    set_at: datetime | None
    history: list[RunOutVersionShape]
