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
from .match_case import Booked, MatchCase

HALF = Decimal("0.5")
MOST_UNITS = 5
"""In one document, unless the company says otherwise."""
FEWEST_OF_ORDER, MOST_OF_ORDER, SHARE_OF_ORDER = 10, 100, Decimal("0.0005")


def small_in_document(match_case: MatchCase) -> Decimal:
    """How far the sums of a document may lie apart: its lines and its tax were each rounded once."""
    return _allowed(match_case, len(match_case.lines) + 1)


def small_of_document(match_case: MatchCase, booked: Mapping[UUID, Booked]) -> Decimal:
    """How much this invoice may bill beyond the limit of the order, with what earlier parts left of their rounding."""
    rows = sum(one.rows for one in booked.values())
    before = match_case.order.small_amount - _own(match_case) if match_case.order else ZERO
    allowed = _allowed(match_case, len(match_case.lines) + 1 + rows, before)
    return max(min(allowed, most_small(match_case) - before), ZERO)


def small_on_line(match_case: MatchCase, line_id: UUID, booked: Mapping[UUID, Booked]) -> Decimal:
    """How much this invoice may bill beyond the limit of an order line, earlier parts counted with it."""
    rows = sum(line.order_line_id == line_id for line in match_case.lines)
    earlier = booked.get(line_id, Booked())
    return max(_allowed(match_case, rows + earlier.rows, earlier.small), ZERO)


def booked_by_others(match_case: MatchCase) -> Mapping[UUID, Booked]:
    """What other invoices cover of each order line. Asked only where this one reaches a limit, and once."""
    if match_case.booked is None:
        match_case.booked = _booked(match_case)
    return match_case.booked


def _booked(match_case: MatchCase) -> dict[UUID, Booked]:
    lines = InvoiceLine.objects.within(match_case.invoice.company_id).filter(
        order_line_id__in=list(match_case.revision_lines)
    )
    covering = lines.exclude(invoice_id=match_case.invoice.id).filter(Q(covered_amount__gt=0) | Q(small_amount__gt=0))
    rows = covering.values_list(F("order_line_id")).annotate(Count("id"), Sum("small_amount"))
    return {line_id: Booked(count, small) for line_id, count, small in rows}


def most_small(match_case: MatchCase) -> Decimal:
    """How much of the order small differences may be, over all its invoices. The database holds the same."""
    if match_case.order is None:
        return ZERO
    unit, share = last_unit(match_case.order.currency), match_case.order.limit_amount * SHARE_OF_ORDER
    return max(FEWEST_OF_ORDER * unit, min(MOST_OF_ORDER * unit, share))


def _allowed(match_case: MatchCase, rounded: int, before: Decimal = ZERO) -> Decimal:
    """For so many parts, each rounded once, less what earlier documents left of it; or what the company says."""
    ordered = next(
        (level[SMALL_DIFFERENCE] for level in tolerances_of_document(match_case) if SMALL_DIFFERENCE in level), None
    )
    if ordered is not None and (above := room(match_case.invoice.net, ordered)) is not None:
        return above
    unit = last_unit(match_case.invoice.currency)
    return min(rounded * HALF * unit - before, MOST_UNITS * unit)


def _own(match_case: MatchCase) -> Decimal:
    """What this invoice has booked itself: it is reckoned anew."""
    lines = sum((line.small_amount for line in match_case.lines), ZERO)
    return lines + match_case.own_small
