"""How an order that contracts share looks. Amounts are strings in its currency, net."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.orders.using import permitted

from .shape import Amount, From, Given, Shape, StateWords


class SharedOrderShape(Shape, row=Order):
    """An order that contracts share: `drawn` is what they have of it, `left` what the next one can get; `restricted`, it is used
    by those alone who are named."""

    id: UUID
    version: int
    state: str
    state_words: StateWords
    number: str | None
    title: str
    currency: str
    authorised: Annotated[Amount, From("limit_amount")]
    drawn: Annotated[Amount, From("drawn_amount")]
    left: Annotated[Amount, From("left_to_draw")]
    accepted: Annotated[Amount, From("accepted_amount")]
    invoiced: Annotated[Amount, From("covered_amount")]
    valid_through: date | None
    restricted: bool
    created_at: datetime
    updated_at: datetime
    issued_on: date | None
    closed_at: datetime | None
    cancelled_at: datetime | None


class SharedOrderBody(SharedOrderShape):
    """The same with who may use it, where not everybody may, and the shares that contracts have of it: orders of their own."""

    members: Given[list[UUID]]
    teams: Given[list[UUID]]
    shares: Given[list[UUID]]

    @classmethod
    def told(cls, order: Order, shares: Sequence[UUID], by: Member) -> "SharedOrderBody":
        """One of them, with the shares that this reader sees. Called inside a scope."""
        named = list(permitted(order))
        return cls.of(
            order,
            by,
            members=[one.member_id for one in named if one.member_id],
            teams=[one.team_id for one in named if one.team_id],
            shares=list(shares),
        )
