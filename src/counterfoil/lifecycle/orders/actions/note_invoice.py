"""order.note_invoice and order.forget_invoice: what the contractor's invoice is to say, before it comes (R157)."""

from counterfoil.foundation.kernel.refusals import expect_version
from counterfoil.foundation.trail.action import Stored, action

from .. import noted_rules
from ..cases import OrderCase
from ..values import NotedInvoice


@action("order.note_invoice", on=OrderCase, rule=noted_rules.note_invoice, also=noted_rules.noted_otherwise)
def note_invoice(case: OrderCase, *, values: NotedInvoice, version: int | None = None) -> Stored:
    """Note the number, day and total of the invoice that is to come, or correct what was noted. What comes is compared."""
    order = case.order
    expect_version(version, order.version)
    order.noted_number, order.noted_on, order.noted_amount = values.number, values.issued_on, values.amount
    return _kept(case)


@action("order.forget_invoice", on=OrderCase, rule=noted_rules.forget_invoice)
def forget_invoice(case: OrderCase, *, version: int | None = None) -> Stored:
    """Take off what was noted; the trail keeps it."""
    order = case.order
    expect_version(version, order.version)
    order.noted_number = order.noted_on = order.noted_amount = None
    return _kept(case)


def _kept(case: OrderCase) -> Stored:
    order = case.order
    order.version += 1
    order.updated_at = case.at
    order.save()
    return Stored(order.id, order.stored(), order_id=order.id)
