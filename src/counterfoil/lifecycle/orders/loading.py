"""Writing down what the minter of a loaded order says: each version as a revision, and what in it does not agree."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import ZERO, round_money, times
from counterfoil.foundation.kernel.refusals import Reason, refuse_if

from . import limits, rules
from .document import content_digest
from .models import (
    ADJUSTMENT,
    DISCOUNT,
    KINDS,
    LOADED,
    TAX,
    Order,
    OrderFinding,
    OrderLine,
    Revision,
    RevisionCharge,
    RevisionLine,
)
from .pricing import line_amount
from .rating import state_rate
from .stating import Stated
from .values import LoadedLine

NONE_STANDS = -1
"""The revision number of a loaded order before its first version is written."""


def enter(arrival: Arrival, *, by: Member, at: datetime, issued_on: date, **facts: Any) -> Order:
    """A loaded order as it enters: issued, with nothing that stands yet. What arrived names it already."""
    order = fresh_order(arrival, by=by, at=at, issued_on=issued_on, **facts)
    if not state_rate(order, None, issued_on):
        order.rate = None
    order.save(force_insert=True)
    return order


def fresh_order(arrival: Arrival, *, by: Member, at: datetime, issued_on: date, **facts: Any) -> Order:
    """The same before it is saved, without its rate."""
    return Order(
        id=arrival.became_id,
        company_id=by.company_id,
        state="issued",
        origin=LOADED,
        loaded_from=arrival,
        minter_id=by.company_id,
        requester=by,
        base_currency=by.company.currency,
        revision_number=NONE_STANDS,
        created_at=at,
        updated_at=at,
        issued_at=at,
        issued_on=issued_on,
        **facts,
    )


def write_version(
    order: Order, revision: Revision, says: Sequence[RevisionLine], stated: Stated, arrival: Arrival, at: datetime
) -> None:
    """Write the version that comes after the one that stands, then let it stand. `revision` has its dates and, as its net, the
    whole total without tax that is stated: it is the ceiling."""
    revision.order, revision.number, revision.loaded_from = order, order.revision_number + 1, arrival
    refuse_if(sum_up(order, revision, says, stated))
    standing = set(OrderLine.objects.within(order.company_id).filter(order_id=order.id).values_list("id", flat=True))
    fresh = [said.line for said in says if said.line_id not in standing]
    revision.digest = content_digest(order, revision, sorted(says, key=lambda said: said.line.position))
    revision.save(force_insert=True)
    OrderLine.objects.bulk_create(fresh)
    for said in says:
        said.revision = revision
    for charge in stated.charges:
        charge.revision = revision
    RevisionLine.objects.bulk_create(says)
    RevisionCharge.objects.bulk_create(stated.charges)
    _let_stand(order, revision, says, at)
    OrderFinding.objects.bulk_create(
        OrderFinding(company_id=order.company_id, order=order, arrival=arrival, found_at=at, **facts)
        for facts in disagreements(order, revision, says, stated)
    )


def write_whole(entered: Sequence[tuple[Order, Revision]], at: datetime) -> None:
    """Write the first versions of orders that say a whole amount and no lines, and let them stand. Each has its sums already."""
    revisions = []
    for order, revision in entered:
        revision.order, revision.number, revision.loaded_from = order, 0, order.loaded_from
        revision.digest = content_digest(order, revision, [])
        order.revision_number = 0
        limits.authorise(order, revision)
        revisions.append(revision)
    Revision.objects.bulk_create(revisions)
    limits.let_stand([order for order, _revision in entered], at)
    OrderFinding.objects.bulk_create(
        OrderFinding(company_id=order.company_id, order=order, arrival=order.loaded_from, found_at=at, **facts)
        for order, revision in entered
        for facts in disagreements(order, revision, [], Stated())
    )


def sum_up(order: Order, revision: Revision, says: Sequence[RevisionLine], stated: Stated) -> list[Reason]:
    """Its sums: its net is what is left of its ceiling without its adjustments. Why they can't be kept, if they can't."""
    revision.subtotal = sum((said.amount for said in says), ZERO)
    revision.adjustments, revision.tax = stated.sum_of(ADJUSTMENT), stated.sum_of(TAX)
    revision.net -= revision.adjustments
    revision.total = revision.net + revision.tax + revision.adjustments
    revision.base_total = round_money(times(revision.total, order.rate or ZERO), order.base_currency)
    revision.charge_count, revision.sequential = len(stated.charges), stated.sequential
    revision.__dict__["all_charges"] = sorted(stated.charges, key=lambda one: (KINDS.index(one.kind), one.position))
    return rules.sums(revision)


def fresh_line(order: Order, position: int, said: LoadedLine) -> OrderLine:
    """A line that this version brings."""
    return OrderLine(id=new_id(), company_id=order.company_id, order=order, position=position, reference=said.reference)


def said_of(order: Order, line: OrderLine, said: LoadedLine) -> RevisionLine:
    """What a version says of one line, without what the line bears of the order's discounts."""
    facts = said.model_dump(include=set(LoadedLine.model_fields) - {"reference"})
    return RevisionLine(company_id=order.company_id, order=order, line=line, **facts)


def disagreements(
    order: Order, revision: Revision, says: Iterable[RevisionLine], stated: Stated
) -> Iterator[dict[str, object]]:
    """Where the minter's own figures contradict each other: a line its quantity and price, the total the lines and what is added
    to them, the tax the per cents; and a currency of whose worth nothing is known."""
    for said in says:
        reckoned = line_amount(said.quantity, said.unit_price, order.currency, said.discount)
        if reckoned != said.amount:
            yield {"kind": "line_amount", "line": said.line, "expected": reckoned, "actual": said.amount}
    reckoned = revision.subtotal + stated.sum_of(DISCOUNT) + revision.adjustments
    if reckoned != revision.authorised and not order.is_shared:
        yield {"kind": "total", "expected": reckoned, "actual": revision.authorised}
    if stated.tax_untold:
        yield {"kind": "tax", "actual": stated.tax_untold, "expected": ZERO}
    if order.rate is None and not revision.number:
        yield {"kind": "rate", "note": order.currency}


def _let_stand(order: Order, revision: Revision, says: Sequence[RevisionLine], at: datetime) -> None:
    """The new version stands: its total is the ceiling, its lines have their limits, and what is gone has none."""
    order.revision_number = revision.number
    order.updated_at = at
    limits.authorise(order, revision)
    order.version += revision.number > 0
    order.save()
    gone = OrderLine.objects.within(order.company_id).filter(order_id=order.id)
    gone = gone.exclude(id__in=[said.line_id for said in says])
    gone.update(limit_quantity=Decimal(0), limit_amount=ZERO)
    limits.authorise_lines(order)
