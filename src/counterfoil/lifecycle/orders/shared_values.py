"""What is typed of an order that contracts share, of a share, and of who may use it: one model for every door."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, model_validator

from counterfoil.foundation.kernel.values import (
    Amount,
    Currency,
    Day,
    Name,
    Number,
    Quantity,
    Quoted,
    UnitPrice,
    Values,
    in_order,
)

from .values import MOST_LINES, KnownUnit

MOST_NAMED = 500
MOST_LOADED = 1_000
"""So many orders are loaded by one sheet: they are written in one transaction, and nobody else loads one meanwhile."""


class SharedRow(Values):
    """One row of a sheet of orders that contracts share: its number, and how much it authorises, without tax (R15, R16).

    `title` says what it is for.
    """

    number: Number
    net: Annotated[Amount, Field(gt=0)]
    currency: Currency
    title: Quoted = ""
    valid_through: Day | None = None


class SharedValues(SharedRow):
    """An order that contracts share: its number, and how much it authorises, without tax. `title` says what it is for (R15, R16).

    `restricted`, it is used by `members` and by who manages the orders of `teams`; else by every manager.
    """

    issued_on: Day | None = None
    restricted: StrictBool = False
    members: Annotated[list[UUID], Field(max_length=MOST_NAMED)] = []
    teams: Annotated[list[UUID], Field(max_length=MOST_NAMED)] = []


class ShareLine(Values):
    """What a contract is to bring, and at which price, on its share of an order."""

    text: Name
    quantity: Quantity
    unit: KnownUnit = "C62"
    unit_price: UnitPrice


class ShareValues(Values):
    """What one contract has of a shared order: what is to be done, for how much, between which days."""

    engagement_id: UUID
    title: Name
    starts_on: Day | None = None
    ends_on: Day | None = None
    lines: list[ShareLine] = Field(min_length=1, max_length=MOST_LINES)

    @model_validator(mode="after")
    def _days_in_order(self) -> "ShareValues":
        in_order(self.starts_on, self.ends_on)
        return self


class SharedChanges(Values):
    """What is changed later of a shared order; what is not named stays, and null takes its last day away (R6). Another `net` is
    what its minter authorises now."""

    title: Quoted = ""
    valid_through: Day | None = None
    net: Annotated[Amount, Field(gt=0)] = Decimal(0)


class Users(Values):
    """Who may use a shared order: everybody, or those who are named (R8)."""

    restricted: StrictBool
    members: Annotated[list[UUID], Field(max_length=MOST_NAMED)] = []
    teams: Annotated[list[UUID], Field(max_length=MOST_NAMED)] = []
