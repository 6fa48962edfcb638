"""What the contracts of orders' engagements allow, and what the orders ask for: read for all of them at once."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection

from counterfoil.foundation.kernel.prepared import lock_row
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.engagements.queries import contract_of

from .contract_rules import READ, Contracted
from .models import Order, RevisionLine

Days = tuple[date | None, date | None]
_COLUMNS = ", ".join(one.name for one in fields(Contracted))


def contracted(orders: Sequence[Order]) -> dict[UUID, Contracted]:
    """Of each of these orders that is to be submitted, issued or reopened, what its contract allows; none where none is
    signed."""
    asked = [order.id for order in orders if order.state in READ and order.engagement_id]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT order_id, {_COLUMNS} FROM contracted(%s, %s)", [orders[0].company_id, asked])
        return {order_id: Contracted(*said) for order_id, *said in cursor.fetchall()}


def drawn_under(share: Order, says: Sequence[RevisionLine], own: Decimal, days: Days) -> Contracted | None:
    """What the contract of a share's engagement allows, and what the share asks for before it stands; none where none is signed.
    The contract is locked already."""
    found = contract_of(share.company_id, share.engagement_id) if share.engagement_id else None
    if found is None or found.state == "drafted":
        return None
    with connection.cursor() as cursor:
        asked = [share.company_id, share.engagement_id, found.currency, share.id]
        cursor.execute("SELECT taken_under(%s, %s, %s, %s)", asked)
        taken = cursor.fetchone()[0]
    return Contracted(
        state=found.state,
        order_kind=found.order_kind,
        currency=found.currency,
        amount=found.amount,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        unit_rate=found.unit_rate,
        unit=found.unit,
        own=own,
        taken=taken,
        first_day=days[0],
        last_day=days[1],
        dearest=max((said.unit_price for said in says if said.unit == found.unit), default=None),
    )


def lock_contract(company_id: UUID, engagement_id: UUID | None) -> None:
    """One order after the other asks for what is left of a contract, before any counter: the second sees what the first took."""
    found = contract_of(company_id, engagement_id) if engagement_id else None
    if found is not None:
        lock_row(Contract, company_id, found.id)
