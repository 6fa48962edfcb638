"""What a company does with orders that run out, and what that stops now. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from counterfoil.foundation.kernel.prepared import row_of
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.values import TaxPercent, Values

from .models import WARN, Order, RunOutPolicy

EXPIRED, EXHAUSTED = "expired", "exhausted"
CAUSES: dict[str, Any] = {EXPIRED: _("its last day was past"), EXHAUSTED: _("all of it was invoiced")}
Way = Literal["warn", "hold", "stop"]


class RunOutValues(Values):
    """How orders that run out are treated, all of it at once."""

    exhausted: Way = "warn"
    expired: Way = "warn"
    expiry_days: Annotated[int, Field(ge=0, le=365)] = 14
    pace_margin: TaxPercent = Decimal(20)
    little_left: TaxPercent = Decimal(10)


BEGUN = RunOutValues()
"""What holds until a company says something."""


@dataclass(frozen=True)
class RunOut:
    """What one version says, or what holds without any."""

    version: int
    said: RunOutValues


def policy_of(company_id: UUID, moment: datetime | None = None) -> RunOut:
    """What holds now, or held at a moment."""
    rows = RunOutPolicy.objects.within(company_id).order_by("-version")
    newest = (rows.filter(set_at__lte=moment) if moment else rows).first()
    if newest is None:
        return RunOut(0, BEGUN)
    return RunOut(newest.version, RunOutValues(**{name: getattr(newest, name) for name in RunOutValues.model_fields}))


def last_day(order: Order, ends_on: date | None) -> date | None:
    """The last day of an order whose standing revision ends then: no share outlives what it draws on."""
    shared = row_of(Order, order.company_id, order.drawn_from_id).valid_through if order.drawn_from_id else None
    return min((day for day in (order.valid_through or ends_on, shared) if day), default=None)


def stopped(orders: Sequence[Order], today: date) -> dict[UUID, str]:
    """Which of these orders have run out so that nothing new is done on them, and by what."""
    if not orders:
        return {}
    with connection.cursor() as cursor:
        sql = "SELECT o, stopped_by(%s, o, %s) FROM unnest(%s::uuid[]) AS o"
        cursor.execute(sql, [orders[0].company_id, today, [one.id for one in orders]])
        return {found: cause for found, cause in cursor.fetchall() if cause}


def not_stopped(cause: str | None) -> list[Reason]:
    """Where the company stops what has run out, nothing more is shown on it."""
    if cause is None:
        return []
    sentence = _(
        "Nothing new is done on it: %(cause)s. Finance can raise or prolong it; a contractor can ask for the next one."
    )
    return [Reason("run_out", sentence, {"cause": CAUSES[cause]})]


def way_for(said: RunOutValues, cause: str) -> str:
    """What is done once an order has run out by this."""
    found: str = getattr(said, cause, WARN)
    return found
