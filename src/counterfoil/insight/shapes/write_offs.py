"""How write-offs look: what was settled without money, by whom and why. Amounts are strings."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from counterfoil.insight.policies.write_offs import WriteOffLimitNow
from counterfoil.lifecycle.payments.models import WriteOff, WriteOffLimit

from .named import Named, Party
from .shape import Amount, Figure, From, Shape, StateWords, Told


class WriteOffShape(Shape, row=WriteOff):
    """What is left of an invoice (gross), of an order (net) or of a credit balance (gross), settled without money.

    It counts while it is `standing`, and never as paid. `reason` says why; `ended_reason` why it was withdrawn or reversed.
    """

    id: UUID
    version: int
    state: str
    state_words: StateWords
    kind: str
    kind_words: Annotated[str, Told(lambda row: str(row.kind_words))]
    contractor: Party
    order_id: UUID
    order_number: Annotated[str | None, From("order.number")]
    invoice_id: UUID | None
    invoice_number: Annotated[str | None, Told(lambda row: row.invoice.number if row.invoice_id else None)]
    currency: str
    amount: Amount
    reason: str
    noted_by: Named
    noted_at: datetime
    approved_by: Named | None
    approved_at: datetime | None
    ended_by: Named | None
    ended_at: datetime | None
    ended_reason: str


class SetLimitShape(Shape, row=WriteOffLimit):
    """One version: who set which amount, and when."""

    version: int
    amount: Figure
    set_by: Named
    set_at: datetime


class WriteOffLimitShape(Shape, row=WriteOffLimitNow):
    """Up to what amount one person alone writes off, in the company's currency. Version 0: what every company starts with."""

    version: int
    currency: str
    amount: Amount
    set_by: Named | None
    set_at: datetime | None
    history: list[SetLimitShape]
