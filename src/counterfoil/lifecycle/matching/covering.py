"""Taking and giving back cover: rows that are only ever added, whose sums the database keeps as balances."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import InvoiceLine

from .levels import needs_evidence
from .models import Cover
from .staging import Stage

Place = tuple[UUID, UUID | None, UUID | None]
"""Which invoice line takes from which order line, by which evidence."""
Taking = dict[Place, tuple[Decimal, Decimal]]


def cover(stage: Stage, at: datetime) -> None:
    """Hold exactly what the invoice still claims, and no more than before where nothing changed."""
    _move(stage, {place: taken for place, taken in _wanted(stage) if taken != (ZERO, ZERO)}, at)


def uncover(stage: Stage, at: datetime) -> None:
    """Give everything back: what is disputed takes nothing, so that a wrong claim never starves a right one."""
    _move(stage, {}, at)


def _move(stage: Stage, wanted: Taking, at: datetime) -> None:
    held = _held(stage)
    rows = [
        _row(stage, place, wanted.get(place, (ZERO, ZERO)), held.get(place, (ZERO, ZERO)), at)
        for place in held | wanted
    ]
    moved = [row for row in rows if row.quantity or row.amount]
    Cover.objects.bulk_create(sorted(moved, key=lambda row: (row.amount, row.quantity)))


def _row(
    stage: Stage, place: Place, wanted: tuple[Decimal, Decimal], held: tuple[Decimal, Decimal], at: datetime
) -> Cover:
    line_id, order_line_id, piece_id = place
    return Cover(
        company_id=stage.invoice.company_id,
        order=stage.order,
        order_line=stage.said[order_line_id].line if order_line_id else None,
        invoice_line_id=line_id,
        piece_id=piece_id,
        quantity=wanted[0] - held[0],
        amount=wanted[1] - held[1],
        taken_at=at,
    )


def _held(stage: Stage) -> Taking:
    """What the invoice holds now, by place. Asked only where it holds anything."""
    if not any(line.covered_amount or line.covered_quantity for line in stage.lines):
        return {}
    rows = Cover.objects.within(stage.invoice.company_id).filter(invoice_line__invoice_id=stage.invoice.id)
    sums = rows.values_list("invoice_line_id", "order_line_id", "piece_id").annotate(Sum("quantity"), Sum("amount"))
    return {(line, order_line, piece): (quantity, amount) for line, order_line, piece, quantity, amount in sums}


def _wanted(stage: Stage) -> Iterator[tuple[Place, tuple[Decimal, Decimal]]]:
    own = {(place[0], place[2]): taken[0] for place, taken in _held(stage).items()}
    free = {piece.id: piece.free_quantity for piece in stage.pieces}
    for (_line_id, piece_id), quantity in own.items():
        if piece_id in free:
            free[piece_id] += quantity
    for line in stage.lines:
        yield from _of_line(line, stage, free)


def _of_line(
    line: InvoiceLine, stage: Stage, free: dict[UUID, Decimal]
) -> Iterator[tuple[Place, tuple[Decimal, Decimal]]]:
    """Evidence that the line names first, then the oldest; what evidence does not reach is taken without."""
    left_quantity, left_amount = line.claimed_quantity, line.claimed_amount
    for piece in _usable(line, stage):
        quantity = min(left_quantity, max(free[piece.id], ZERO))
        if quantity <= 0:
            continue
        free[piece.id] -= quantity
        amount = left_amount if quantity == left_quantity else _share(line, quantity, stage.invoice.currency)
        left_quantity, left_amount = left_quantity - quantity, left_amount - amount
        yield (line.id, line.order_line_id, piece.id), (quantity, amount)
    if left_quantity or left_amount:
        yield (line.id, line.order_line_id, None), (left_quantity, left_amount)


def _usable(line: InvoiceLine, stage: Stage) -> list[Piece]:
    said = stage.said.get(line.order_line_id) if line.order_line_id else None
    if said is None or not needs_evidence(stage, said):
        return []
    own = [piece for piece in stage.pieces if piece.line_id == line.order_line_id]
    return sorted(own, key=lambda piece: piece.id != line.names_piece_id)


def _share(line: InvoiceLine, quantity: Decimal, currency: str) -> Decimal:
    """A part of the claimed amount by quantity; the last part takes the rounding."""
    return round_money(line.claimed_amount * quantity / line.claimed_quantity, currency)
