"""How the thresholds of an order look, and that they were crossed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.insight.trace.watched import Crossed, Watched
from counterfoil.lifecycle.orders.document import money_text
from counterfoil.lifecycle.orders.models import Order

from .shape import Amount, Figure, From, Given, Shape, Told


class CrossingShape(Shape, row=Crossed):
    """That a threshold was crossed: once in each revision of its order."""

    id: Annotated[UUID, From("crossing.id")]
    revision: Annotated[int, From("crossing.revision")]
    amount: Annotated[Amount, From("crossing.amount")] = Field(description="What had been drawn then.")
    mark: Annotated[Amount, From("crossing.mark")] = Field(description="Where the threshold lay then.")
    authorised: Annotated[Amount, From("crossing.limit_amount")]
    entry_id: Annotated[UUID | None, From("crossing.entry_id")] = Field(description="What was done.")
    at: datetime | None


class ThresholdShape(Shape, row=Watched):
    """A threshold: so many per cent of what is authorised, or so much money, net. `mark` is where it lies now."""

    id: Annotated[UUID, From("threshold.id")]
    figure: Annotated[str, From("threshold.figure")] = Field(description="`committed`, `accepted` or `invoiced`.")
    figure_words: Annotated[str, Told(lambda one: str(one.threshold.figure_words))]
    percent: Annotated[Figure | None, From("threshold.percent")]
    amount: Given[str | None]
    mark: Amount
    crossings: Given[list[CrossingShape]]


def thresholds_of(found: Sequence[Watched], order: Order, by: Member) -> list[ThresholdShape]:
    """Each of these with its crossings, the newest revision first."""
    return [_shaped(one, order.currency, by) for one in found]


def _shaped(one: Watched, currency: str, by: Member) -> ThresholdShape:
    said = one.threshold.amount
    amount = None if said is None else money_text(said, currency)
    crossings = CrossingShape.each(one.crossed, by, currency=currency)
    return ThresholdShape.of(one, by, currency=currency, amount=amount, crossings=crossings)
