"""Writing what a draft says: its lines, their amounts, its charges, its sums. Shared by create, change and the replacement."""

from collections.abc import Sequence

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.prepared import add_together, keep_row
from counterfoil.foundation.kernel.refusals import refuse_if

from . import pricing, rules
from .charging import pricing_of
from .models import LineValue, Order, OrderLine, Revision, RevisionCharge, RevisionLine
from .values import LineValues

_OF_LINE = ("job",)
"""What is typed of a line and stands on its identity."""


def write_lines(
    order: Order, revision: Revision, lines: Sequence[LineValues], charges: Sequence[RevisionCharge] = ()
) -> list[OrderLine]:
    """Put these lines and charges on the draft, in this order, and price it. An order or revision that is not there yet comes
    with them."""
    kept = [
        OrderLine(id=new_id(), company_id=order.company_id, order=order, position=place, job=values.job)
        for place, values in enumerate(lines, 1)
    ]
    says = [_say(order, revision, line, values) for line, values in zip(kept, lines, strict=True)]
    price(order, revision, says, charges)
    if not revision._state.adding:
        keep_row(revision)
    add_together([*(row for row in (order, revision) if row._state.adding), *kept, *says])
    _keep(charges)
    return kept


def replace_lines(
    order: Order, revision: Revision, lines: Sequence[LineValues], charges: Sequence[RevisionCharge]
) -> list[OrderLine]:
    """Take the old lines out of the draft and put these in. The trail keeps the old ones."""
    if order.has_fields:
        LineValue.objects.within(order.company_id).filter(order_id=order.id).delete()
    RevisionLine.objects.within(order.company_id).filter(order_id=order.id).delete()
    OrderLine.objects.within(order.company_id).filter(order_id=order.id).delete()
    return write_lines(order, revision, lines, charges)


def replace_charges(order: Order, revision: Revision) -> None:
    """Take the old charges out of the draft: others are written with its sums. The trail keeps the old ones."""
    if revision.charge_count:
        RevisionCharge.objects.within(order.company_id).filter(revision_id=revision.id).delete()


def reprice(order: Order, revision: Revision, says: Sequence[RevisionLine], charges: Sequence[RevisionCharge]) -> None:
    """Round the same lines anew in the order's present currency and rate, with these charges."""
    for line in says:
        line.amount = pricing.line_amount(line.quantity, line.unit_price, order.currency, line.discount)
    price(order, revision, says, charges)
    RevisionLine.objects.bulk_update(says, ["amount", "share"])
    revision.save()
    _keep(charges)


def price(order: Order, revision: Revision, says: Sequence[RevisionLine], charges: Sequence[RevisionCharge]) -> None:
    """Set the revision's sums, what each charge comes to, and what each line bears of the discounts."""
    added = pricing_of(charges, revision.sequential)
    lines = [(line.amount, line.tax_exempt) for line in says]
    sums = pricing.totals(lines, order.currency, order.rate, order.base_currency, added)
    refuse_if(rules.sums(sums))
    for line, share in zip(says, sums.shares, strict=True):
        line.share = share
    for charge, amount in zip(charges, [*sums.discounts, *sums.taxes, *added.adjustments], strict=True):
        charge.revision, charge.amount = revision, amount
    revision.subtotal, revision.net, revision.tax = sums.subtotal, sums.net, sums.tax
    revision.adjustments, revision.total, revision.base_total = sums.adjustments, sums.total, sums.base_total
    revision.charge_count = len(charges)
    revision.__dict__["all_charges"] = list(charges)


def _keep(charges: Sequence[RevisionCharge]) -> None:
    """Charges that were picked anew are added, and of those that stand the amount is kept."""
    fresh = [one for one in charges if one._state.adding]
    standing = [one for one in charges if not one._state.adding]
    if fresh:
        add_together(fresh)
    if standing:
        RevisionCharge.objects.bulk_update(standing, ["amount"])


def as_values(line: RevisionLine) -> LineValues:
    """A line as it would be typed again."""
    named = [name for name in LineValues.model_fields if name != "fields"]
    return LineValues(**{name: getattr(line.line if name in _OF_LINE else line, name) for name in named})


def _say(order: Order, revision: Revision, line: OrderLine, values: LineValues) -> RevisionLine:
    amount = pricing.line_amount(values.quantity, values.unit_price, order.currency, values.discount)
    facts = values.model_dump(exclude={*_OF_LINE, "fields"})
    return RevisionLine(company_id=order.company_id, order=order, revision=revision, line=line, amount=amount, **facts)
