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
NOTHING = (ZERO, ZERO)


def cover(stage: Stage, at: datetime) -> None:
    """Hold exactly what the invoice still claims, and no more than before where nothing changed."""
    _move(stage, {place: taken for place, taken in _wanted(stage) if taken != NOTHING}, at)


def give_back(stage: Stage, at: datetime) -> None:
    """Keep of what is held only as much as is still claimed, on the same evidence, the oldest first; take nothing new."""
    left = {line.id: (line.claimed_quantity, line.claimed_amount) for line in stage.lines}
    age = {piece.id: number for number, piece in enumerate(stage.pieces)}
    kept: Taking = {}
    held = _held(stage)
    for place in sorted(held, key=lambda place: age.get(place[2], len(age)) if place[2] else len(age) + 1):
        quantity, amount = (min(taken, rest) for taken, rest in zip(held[place], left[place[0]], strict=True))
        kept[place] = (quantity, amount)
        left[place[0]] = (left[place[0]][0] - quantity, left[place[0]][1] - amount)
    _move(stage, kept, at)


def uncover(stage: Stage, at: datetime) -> None:
    """Give everything back: what is disputed takes nothing, so that a wrong claim never starves a right one."""
    _move(stage, {}, at)


def _move(stage: Stage, wanted: Taking, at: datetime) -> None:
    """Write the difference. What is given back is written first, so that at no moment more is held than is claimed."""
    held = _held(stage)
    given, taken = [], []
    for place in held | wanted:
        (quantity, amount), (before, amount_before) = wanted.get(place, NOTHING), held.get(place, NOTHING)
        more = quantity - before, amount - amount_before
        given.append(_row(stage, place, min(more[0], ZERO), min(more[1], ZERO), at))
        taken.append(_row(stage, place, max(more[0], ZERO), max(more[1], ZERO), at))
    for rows in (given, taken):
        Cover.objects.bulk_create(row for row in rows if row.quantity or row.amount)


def _row(stage: Stage, place: Place, quantity: Decimal, amount: Decimal, at: datetime) -> Cover:
    line_id, order_line_id, piece_id = place
    return Cover(
        company_id=stage.invoice.company_id,
        order=stage.order,
        order_line=stage.said[order_line_id].line if order_line_id else None,
        invoice_line_id=line_id,
        piece_id=piece_id,
        quantity=quantity,
        amount=amount,
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
