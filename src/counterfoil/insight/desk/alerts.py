"""What a member is alerted of on their desk: how much of it stands, and the newest of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.tables import leading
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.alerts.queries import ON_DESK, told_to, with_names

from .waiting import MOST_COUNTED

SHOWN = 5


@dataclass(frozen=True)
class AlertsOnDesk:
    """The newest alerts for a member, and how many there are as far as they are counted."""

    newest: Sequence[ToldAlert]
    count: int

    @property
    def beyond(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > MOST_COUNTED

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.newest)


def alerts_for(by: Member) -> AlertsOnDesk:
    """What a member is alerted of, with the same queries for three and for a hundred thousand. Called inside a scope."""
    rows = told_to(by, ON_DESK)
    newest = leading(with_names(rows), SHOWN, "-raised_at", "-id")
    count = rows[: MOST_COUNTED + 1].count() if len(newest) == SHOWN else len(newest)
    return AlertsOnDesk([ToldAlert(one) for one in newest], count)
