"""order.set_notes: change the notes of an order that is issued."""

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.kernel.values import Text
from counterfoil.foundation.trail.action import Stored, action

from .. import notes_rules as rules
from ..cases import OrderCase


@action("order.set_notes", on=OrderCase, rule=rules.set_notes, also=rules.notes_differ)
def set_notes(case: OrderCase, *, notes: Text, version: int | None = None) -> Stored:
    """Change an order's notes once it is issued. Its document keeps those that it was issued with; the new ones are printed
    beside them, with who wrote them and when."""
    order = case.order
    expect_version(version, order.version)
    order.notes = notes
    order.version += 1
    order.updated_at = case.at
    keep_row(order)
    return Stored(order.id, order.stored(), order_id=order.id)
