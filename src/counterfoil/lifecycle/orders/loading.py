"""Writing down what the minter of a loaded order says: each version as a revision, and what in it does not agree."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import ZERO

from . import limits
from .document import content_digest
from .models import Order, OrderFinding, OrderLine, Revision, RevisionLine
from .pricing import line_amount
from .values import LoadedLine

NONE_STANDS = -1
"""The revision number of a loaded order before its first version is written."""


def write_version(
    order: Order, revision: Revision, lines: Sequence[tuple[OrderLine, LoadedLine]], arrival: Arrival, at: datetime
) -> None:
    """Write the version that comes after the one that stands, then let it stand. `revision` has its dates and its total."""
    revision.order, revision.number, revision.loaded_from = order, order.revision_number + 1, arrival
    says = [_say(order, revision, line, said) for line, said in lines]
    revision.subtotal = sum((said.amount for said in says), ZERO)
    revision.total = revision.net
    revision.base_total = revision.net if order.rate == 1 else ZERO
    standing = set(OrderLine.objects.within(order.company_id).filter(order_id=order.id).values_list("id", flat=True))
    fresh = [line for line, _said in lines if line.id not in standing]
    revision.digest = _digest(order, revision, says)
    revision.save(force_insert=True)
    OrderLine.objects.bulk_create(fresh)
    RevisionLine.objects.bulk_create(says)
    _let_stand(order, revision, says, at)
    OrderFinding.objects.bulk_create(
        OrderFinding(company_id=order.company_id, order=order, arrival=arrival, found_at=at, **facts)
        for facts in disagreements(order.currency, revision, says)
    )


def fresh_line(order: Order, position: int, said: LoadedLine) -> OrderLine:
    """A line that this version brings."""
    return OrderLine(id=new_id(), company_id=order.company_id, order=order, position=position, reference=said.reference)


def disagreements(currency: str, revision: Revision, says: Iterable[RevisionLine]) -> Iterator[dict[str, object]]:
    """Where the minter's own figures contradict each other: a line its quantity and price, the total the lines."""
    for said in says:
        reckoned = line_amount(said.quantity, said.unit_price, currency)
        if reckoned != said.amount:
            yield {"kind": "line_amount", "line": said.line, "expected": reckoned, "actual": said.amount}
    if revision.subtotal != revision.net:
        yield {"kind": "total", "expected": revision.subtotal, "actual": revision.net}


def _say(order: Order, revision: Revision, line: OrderLine, said: LoadedLine) -> RevisionLine:
    facts = said.model_dump(include=set(LoadedLine.model_fields) - {"reference"})
    return RevisionLine(company_id=order.company_id, order=order, revision=revision, line=line, **facts)


def _digest(order: Order, revision: Revision, says: Sequence[RevisionLine]) -> str:
    return content_digest(order, revision, sorted(says, key=lambda said: said.line.position))


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
