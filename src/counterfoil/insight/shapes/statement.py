"""How a statement looks: how we stand with a contractor in each currency, and what happened. Amounts are strings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from counterfoil.insight.statement.kinds import FIGURES
from counterfoil.insight.statement.statement import Line, Owing
from counterfoil.lifecycle.orders.document import money_text

from .shape import Amount, From, Shape, Told


class OwingShape(Shape, row=Owing):
    """How we stand in one currency. `balance` is what we owe less what they owe; the two by themselves stand beside it."""

    currency: str
    opening: Amount
    balance: Amount
    we_owe: Amount
    they_owe: Amount
    figures: Annotated[dict[str, str], Told(lambda one: _figures(one))] = Field(
        description=f"What each came to in the period: {', '.join(one.name for one in FIGURES)}. `ordered` and `closed` are "
        "net and not owed; `paid` is what was settled, without any write-off."
    )


class StatementLineShape(Shape, row=Line):
    """One thing that happened. `amount` moves `balance` where it is owed; of what is ordered nothing is owed yet."""

    day: date
    kind: Annotated[str, From("kind.name")]
    words: Annotated[str, Told(lambda one: str(one.kind.words))]
    thing: Annotated[str, From("kind.thing")]
    id: Annotated[UUID, From("leads_to")]
    document: str
    invoices: list[str]
    orders: list[str]
    is_owed: bool
    waits: bool = Field(description="Whether it is an invoice that is not agreed yet.")
    currency: str
    amount: Amount
    balance: Amount


def _figures(one: Owing) -> dict[str, str]:
    return {name: money_text(amount, one.currency) for name, amount in one.figures.items()}
