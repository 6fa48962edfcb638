"""Small differences: what rounding leaves, and nobody argues about (R81).

Each part that is billed was rounded once, by half of the currency's last unit at the most. Reckoned cumulatively on each order
line, for the sums of a document, and bounded over all invoices of an order.
"""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from counterfoil.foundation.catalogue.tolerances import SMALL_DIFFERENCE, room
from counterfoil.foundation.kernel.money import ZERO, last_unit
from counterfoil.lifecycle.invoices.models import InvoiceLine

from .levels import tolerances_of_document
from .staging import Booked, Stage

HALF = Decimal("0.5")
MOST_UNITS = 5
"""In one document, unless the company says otherwise."""
FEWEST_OF_ORDER, MOST_OF_ORDER, SHARE_OF_ORDER = 10, 100, Decimal("0.0005")


def small_in_document(stage: Stage) -> Decimal:
    """How far the sums of a document may lie apart: its lines and its tax were each rounded once."""
    return _allowed(stage, len(stage.lines) + 1)


def small_of_document(stage: Stage, booked: Mapping[UUID, Booked]) -> Decimal:
    """How much this invoice may bill beyond the limit of the order, with what earlier parts left of their rounding."""
    rows = sum(one.rows for one in booked.values())
    before = stage.order.small_amount - _own(stage) if stage.order else ZERO
    allowed = _allowed(stage, len(stage.lines) + 1 + rows, before)
    return max(min(allowed, most_small(stage) - before), ZERO)


def small_on_line(stage: Stage, line_id: UUID, booked: Mapping[UUID, Booked]) -> Decimal:
    """How much this invoice may bill beyond the limit of an order line, earlier parts counted with it."""
    rows = sum(line.order_line_id == line_id for line in stage.lines)
    earlier = booked.get(line_id, Booked())
    return max(_allowed(stage, rows + earlier.rows, earlier.small), ZERO)


def booked_by_others(stage: Stage) -> Mapping[UUID, Booked]:
    """What other invoices cover of each order line. Asked only where this one reaches a limit, and once."""
    if stage.booked is None:
        stage.booked = _booked(stage)
    return stage.booked


def _booked(stage: Stage) -> dict[UUID, Booked]:
    lines = InvoiceLine.objects.within(stage.invoice.company_id).filter(order_line_id__in=list(stage.said))
    covering = lines.exclude(invoice_id=stage.invoice.id).filter(Q(covered_amount__gt=0) | Q(small_amount__gt=0))
    rows = covering.values_list(F("order_line_id")).annotate(Count("id"), Sum("small_amount"))
    return {line_id: Booked(count, small) for line_id, count, small in rows}


def most_small(stage: Stage) -> Decimal:
    """How much of the order small differences may be, over all its invoices. The database holds the same."""
    if stage.order is None:
        return ZERO
    unit, share = last_unit(stage.order.currency), stage.order.limit_amount * SHARE_OF_ORDER
    return max(FEWEST_OF_ORDER * unit, min(MOST_OF_ORDER * unit, share))


def _allowed(stage: Stage, rounded: int, before: Decimal = ZERO) -> Decimal:
    """For so many parts, each rounded once, less what earlier documents left of it; or what the company says."""
    said = next((level[SMALL_DIFFERENCE] for level in tolerances_of_document(stage) if SMALL_DIFFERENCE in level), None)
    if said is not None and (above := room(stage.invoice.net, said)) is not None:
        return above
    unit = last_unit(stage.invoice.currency)
    return min(rounded * HALF * unit - before, MOST_UNITS * unit)


def _own(stage: Stage) -> Decimal:
    """What this invoice has booked itself: it is reckoned anew."""
    lines = sum((line.small_amount for line in stage.lines), ZERO)
    return lines + stage.own_small
