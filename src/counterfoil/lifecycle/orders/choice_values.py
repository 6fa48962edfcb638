"""What is typed when an order is chosen for an offer or a job post: one model for every door."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.kernel.values import Amount, Day, Number, Quoted, Values


class AddedOrder(Values):
    """A purchase order that a manager adds while hiring: its number and what it authorises, without tax, in the currency of the
    offer or post; what it is for and its last day may follow (R12)."""

    number: Number
    net: Annotated[Amount, Field(gt=0)]
    title: Quoted = ""
    valid_through: Day | None = None


class Awaited(Values):
    """That there is no purchase order yet: who gets one, the member who says so where nobody is named, and by which day (R14)."""

    due_on: Day
    owner_id: UUID | None = None
