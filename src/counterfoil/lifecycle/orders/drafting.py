"""Writing what a draft says: its lines, their amounts, its sums. Shared by create, change and the replacement."""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_together, keep_row
from counterfoil.foundation.kernel.refusals import refuse_if

from . import pricing, rules
from .models import LineValue, Order, OrderLine, Revision, RevisionLine
from .values import LineValues


def write_lines(order: Order, revision: Revision, lines: Sequence[LineValues]) -> list[OrderLine]:
    """Put these lines on the draft, in this order, and price it. An order or revision that is not there yet comes with them."""
    kept = [
        OrderLine(id=new_id(), company_id=order.company_id, order=order, position=n) for n, _ in enumerate(lines, 1)
    ]
    says = [_say(order, revision, line, values) for line, values in zip(kept, lines, strict=True)]
    price(order, revision, [line.amount for line in says])
    if not revision._state.adding:
        keep_row(revision)
    add_together([*(row for row in (order, revision) if row._state.adding), *kept, *says])
    return kept


def replace_lines(order: Order, revision: Revision, lines: Sequence[LineValues]) -> list[OrderLine]:
    """Take the old lines out of the draft and put these in. The trail keeps the old ones."""
    if order.has_fields:
        LineValue.objects.within(order.company_id).filter(order_id=order.id).delete()
    RevisionLine.objects.within(order.company_id).filter(order_id=order.id).delete()
    OrderLine.objects.within(order.company_id).filter(order_id=order.id).delete()
    return write_lines(order, revision, lines)


def reprice(order: Order, revision: Revision, says: Sequence[RevisionLine]) -> None:
    """Round the same lines anew in the order's present currency and rate."""
    for line in says:
        line.amount = pricing.line_amount(line.quantity, line.unit_price, order.currency)
    RevisionLine.objects.bulk_update(says, ["amount"])
    price(order, revision, [line.amount for line in says])
    revision.save()


def price(order: Order, revision: Revision, amounts: Sequence[Decimal]) -> None:
    """Set the revision's sums from its lines' amounts."""
    sums = pricing.totals(amounts, order.rate, order.base_currency)
    refuse_if(rules.sums(sums))
    revision.subtotal, revision.net = sums.subtotal, sums.net
    revision.total, revision.base_total = sums.total, sums.base_total


def as_values(line: RevisionLine) -> LineValues:
    """A line as it would be typed again."""
    return LineValues(
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        match_policy_id=line.match_policy_id,
    )


def _say(order: Order, revision: Revision, line: OrderLine, values: LineValues) -> RevisionLine:
    amount = pricing.line_amount(values.quantity, values.unit_price, order.currency)
    said = values.model_dump(exclude={"fields"})
    return RevisionLine(company_id=order.company_id, order=order, revision=revision, line=line, amount=amount, **said)
