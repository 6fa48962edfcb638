"""The thresholds of an order: how they are typed, what stands, and how one list takes the place of another."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field, model_validator

from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.kernel.values import Amount, Percent, Values, problem

from .models import Order, Threshold

MOST = 20
Said = tuple[str, Decimal | None, Decimal | None]


def _or_none(typed: object) -> object:
    """A figure that was left empty is none."""
    return None if typed == "" else typed


class ThresholdValues(Values):
    """So many per cent of what an order authorises, or so much money in its currency, net: of the two exactly one."""

    figure: Literal["committed", "accepted", "invoiced"]
    percent: Annotated[Annotated[Percent, Field(gt=0, le=100)] | None, BeforeValidator(_or_none)] = None
    amount: Annotated[Annotated[Amount, Field(gt=0)] | None, BeforeValidator(_or_none)] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "ThresholdValues":
        if (self.percent is None) == (self.amount is None):
            raise problem("percent_or_amount", _("Say either per cent or an amount."))
        return self

    @property
    def said(self) -> Said:
        """What makes it this threshold and no other."""
        return self.figure, self.percent, self.amount


class Thresholds(Values):
    """All thresholds of an order. One that is not among them is taken off."""

    thresholds: list[ThresholdValues] = Field(max_length=MOST)


def said_by(one: Threshold) -> Said:
    """What makes a threshold that is kept this one."""
    return one.figure, one.percent, one.amount


def of_order(order: Order) -> Rows:
    """Those that an order ever had, what is committed first."""
    found: Rows = Threshold.objects.within(order.company_id).filter(order_id=order.id)
    return found.order_by("figure", "percent", "amount", "id")


def keep(order: Order, wanted: Iterable[Said], had: Sequence[Threshold]) -> None:
    """Let exactly these stand. What was taken off before and comes back is the same as it was. The order is locked."""
    wanted, known = list(dict.fromkeys(wanted)), {said_by(one): one for one in had}
    for said, one in known.items():
        state = "stands" if said in wanted else "removed"
        if one.state != state:
            one.state = state
            one.save(update_fields=["state"])
    Threshold.objects.bulk_create(
        Threshold(company_id=order.company_id, order=order, figure=figure, percent=percent, amount=amount)
        for figure, percent, amount in wanted
        if (figure, percent, amount) not in known
    )
