"""Short words for what the tests of orders that run out do to get there."""

from datetime import datetime
from typing import Any

from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.run_out import RunOutValues

from ..cast import NOW, Cast


def run_out_is(cast: Cast, who: str = "fay", at: datetime = NOW, version: int | None = None, **said: Any) -> Any:
    """Finance says what is done."""
    values = RunOutValues.model_validate(said)
    return orders.set_run_out(by=cast.members[who], at=at, values=values, version=version)
