"""What is typed of a payment: which invoices, how much of each, and what a part is for."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.foundation.kernel.values import Amount, Day, Text, Values

Part = Annotated[Amount, Field(gt=0)]


class Context(Values):
    """What a part of an invoice is paid for: a line of its order, a period, or a purpose such as a milestone (R106)."""

    purpose: Text = ""
    line_id: UUID | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None

    @property
    def says(self) -> bool:
        """Whether anything is said at all."""
        return bool(self.purpose or self.line_id or self.starts_on or self.ends_on)


class InvoicePart(Context):
    """One invoice of several that a payment pays: how much of it, all that is open where nothing is said."""

    invoice_id: UUID
    amount: Part | None = None
