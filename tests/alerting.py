"""What tests of alerts begin with: invoices that are due and late, orders that nobody sent, and what is said of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.alerts import actions, queries
from counterfoil.lifecycle.alerts.models import Alert

from .actions.billing import accepted, invoice_of, received
from .cast import NOW, Cast

DAY = timedelta(days=1)
LATE = NOW + 5 * DAY
"""When what was soon due at NOW is late."""


def at(day: date, hour: int = 9) -> datetime:
    """A moment of this day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def soon(cast: Cast, number: str = "R-1") -> UUID:
    """An invoice in order that is due two days after NOW, for another sum than any of another number."""
    order_id = cast.issued(payment_terms="2 days")
    accepted(cast, order_id)
    answer = received(cast, order_id, number=number, quantity=11 - int(number[-1]))
    assert answer.get("state") == "matched", answer
    return UUID(answer["id"])


def unsent(cast: Cast, **more: Any) -> UUID:
    """An order that was issued at NOW; from the third day after on it is said that nobody sent it."""
    return cast.issued(**more)


def system(cast: Cast) -> Member:
    """The company's own member, among the others."""
    cast.members["system"] = system_member(cast.company_id)
    return cast.members["system"]


def raised(cast: Cast, moment: datetime = NOW, order_ids: Sequence[UUID] | None = None, **more: Any) -> int:
    """Raise what holds. How many alerts that made."""
    given = {"by": system(cast), "at": moment, "order_ids": order_ids} | more
    return int(actions.raise_alerts(**given)["raised"])


def ended(cast: Cast, moment: datetime = NOW) -> int:
    """End what holds no more. How many alerts that were."""
    return int(actions.end_alerts(by=system(cast), at=moment)["ended"])


def alerts(cast: Cast) -> list[Alert]:
    """Every alert of the company, in the order in which they were raised."""
    with scope.reading(cast.company_id):
        return list(queries.with_names(Alert.objects.within(cast.company_id)).order_by("number"))


def said(cast: Cast) -> list[tuple[str, str]]:
    """Of which kind each of them is, and how it stands."""
    return [(one.kind, one.state) for one in alerts(cast)]


def told(cast: Cast, who: str, where: str = queries.ON_DESK) -> list[str]:
    """The kinds of what somebody is told."""
    with scope.reading(cast.company_id):
        return [one.kind for one in queries.told_to(cast.members[who], where).order_by("number")]


def due_on(cast: Cast, invoice_id: UUID) -> date:
    """The day on which an invoice is due."""
    day: date = invoice_of(cast, invoice_id).due_on
    return day
