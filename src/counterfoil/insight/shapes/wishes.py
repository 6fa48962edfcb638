"""How a contractor's asking for an order looks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.lifecycle.orders.models import Wish

from .named import Named, Party, Titled
from .shape import From, Inside, Shape, StateWords


class WishShape(Shape, row=Wish):
    """That a contractor asked for an order of an engagement, and what became of it."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    engagement: Titled
    contractor: Party
    why: str = Field(description="`missing`, or that the order which stands is `over`, `ending` or `low`.")
    lapsing_id: Annotated[UUID | None, From("seen_lapsing")] = Field(
        description="The order that runs out, where there is one."
    )
    note: str
    asked_by: Named
    asked_at: datetime
    word: str = Field(description="What somebody answered.")
    answered_by: Inside[Named | None]
    answered_at: datetime | None
    met_by_id: Annotated[UUID | None, From("seen_met_by")] = Field(description="The order that came to stand.")
    days: int | None = Field(description="For how many of the company's days it waited; none while it waits.")
