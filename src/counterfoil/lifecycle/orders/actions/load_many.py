"""order.load_many: the rows of a sheet, each an order that contracts share, all of them or none."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.trail import batches
from counterfoil.foundation.trail.action import Stored, action
from counterfoil.foundation.trail.along import Along

from .. import layouts, sheet_rules, sheets
from ..shared_values import MOST_LOADED, SharedRow

_ONE = "order.load_shared"
"""What is done with each row, and stands on each order's trail."""
Rows = Annotated[list[SharedRow], Field(min_length=1, max_length=MOST_LOADED)]


@action("order.load_many", subject="batch")
def load_many(*, by: Member, at: datetime, rows: Rows) -> Stored:
    """Load the orders of a sheet at once. While anything stands against a row nothing is loaded, and every reason is told with
    its row (R2). Who may load many may load one: a key needs the scopes of both."""
    layouts.wait_to_load_many(by.company_id)
    today = by.company.today(at)
    refuse_if(sheet_rules.told(sheets.against(by, [row.model_dump() for row in rows], today)))
    orders = sheets.enter_all(rows, by=by, at=at)
    batch = batches.done_at_once(_ONE, [order.id for order in orders], by=by, at=at)
    along = [
        Along(_ONE, "order", order.id, order.stored() | {"became": "order"}, order_id=order.id) for order in orders
    ]
    return Stored(batch.id, {"id": str(batch.id), "orders": [order.stored() for order in orders]}, along=along)
