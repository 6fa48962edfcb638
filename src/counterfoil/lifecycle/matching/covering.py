"""Taking and giving back cover: rows that are only ever added, whose sums the database keeps as balances."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from counterfoil.foundation.kernel.money import ZERO, round_money
from counterfoil.foundation.kernel.prepared import add_together
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices.models import InvoiceLine

from .levels import needs_evidence
from .match_case import MatchCase
from .models import Cover, Surcharge
from .netting import net_of, others_cover

Place = tuple[UUID, UUID | None, UUID | None]
"""Which invoice line takes from which order line, by which evidence."""


class Taken(NamedTuple):
    """How much is taken in one place: `small` is what rounding claims beyond the limit, beside the amount."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO
    small: Decimal = ZERO

    def less(self, other: "Taken") -> "Taken":
        """What is more here than there."""
        return Taken(*(here - there for here, there in zip(self, other, strict=True)))

    def where(self, choose: Callable[[Decimal, Decimal], Decimal]) -> "Taken":
        """Each figure, or nothing: `min` keeps what is below nothing, `max` what is above."""
        return Taken(*(choose(figure, ZERO) for figure in self))


Taking = dict[Place, Taken]
NOTHING = Taken()


def cover(match_case: MatchCase, at: datetime) -> None:
    """Hold exactly what the invoice still claims, and no more than before where nothing changed."""
    taken, left = _within_limits(match_case, dict(_wanted(match_case)))
    _move(match_case, {place: one for place, one in taken.items() if one != NOTHING}, at)
    _charge(match_case, net_of(match_case).charged, left, at)


def give_back(match_case: MatchCase, at: datetime) -> None:
    """Keep of what is held only as much as is still claimed, on the same evidence, the oldest first; take nothing new."""
    net = net_of(match_case)
    left = {line.id: (line.claimed_quantity, net.covering(line)) for line in match_case.lines}
    age = {piece.id: number for number, piece in enumerate(match_case.pieces)}
    kept: Taking = {}
    held = _held(match_case)
    for place in sorted(held, key=lambda place: age.get(place[2], len(age)) if place[2] else len(age) + 1):
        rest_quantity, rest = left[place[0]]
        quantity, amount = min(held[place].quantity, rest_quantity), min(held[place].amount, rest)
        small = min(held[place].small, rest - amount)
        kept[place] = Taken(quantity, amount, small)
        left[place[0]] = (rest_quantity - quantity, rest - amount - small)
    _move(match_case, kept, at)


def uncover(match_case: MatchCase, at: datetime) -> None:
    """Give everything back: what is disputed takes nothing, so that a wrong claim never starves a right one."""
    _move(match_case, {}, at)
    _charge(match_case, ZERO, ZERO, at)


def _within_limits(match_case: MatchCase, wanted: Taking) -> tuple[Taking, Decimal]:
    """The same with what rounding claims beyond a limit set apart as small, and what is left of the order's limit then.

    Whether so much may be small was asked when the invoice was compared.
    """
    before = others_cover(match_case)
    room = {
        line_id: ordered.line.limit_amount - before[line_id][1]
        for line_id, ordered in match_case.revision_lines.items()
    }
    left = _room_on_order(match_case)
    taken: Taking = {}
    for place, one in wanted.items():
        line_id = place[1]
        fits = one.amount if line_id is None else min(one.amount, max(min(room[line_id], left), ZERO))
        taken[place] = Taken(one.quantity, fits, one.amount - fits)
        left -= fits
        if line_id is not None:
            room[line_id] -= fits
    return taken, left


def _room_on_order(match_case: MatchCase) -> Decimal:
    """What the order's limit leaves to this invoice, less what was written off; its own cover counted as free."""
    if match_case.order is None:
        return ZERO
    own = sum((line.covered_amount for line in match_case.lines), ZERO) + match_case.own_charged
    room: Decimal = match_case.order.open_amount + own
    return room


def _charge(match_case: MatchCase, claimed: Decimal, left: Decimal, at: datetime) -> None:
    """Take what is claimed beside the lines: within what is left of the limit, the rest as a small difference."""
    if match_case.order is None or (not claimed and not match_case.invoice.charged_amount):
        return
    amount = min(claimed, max(left, ZERO))
    more, more_small = amount - match_case.own_charged, claimed - amount - match_case.own_small
    if more or more_small:
        Surcharge.objects.create(
            company_id=match_case.invoice.company_id,
            order=match_case.order,
            invoice=match_case.invoice,
            amount=more,
            small=more_small,
            taken_at=at,
        )
    match_case.own_charged, match_case.own_small = amount, claimed - amount
    match_case.invoice.charged_amount = claimed  # as the database has counted it


def _move(match_case: MatchCase, wanted: Taking, at: datetime) -> None:
    """Write the difference. What is given back is written first, so that at no moment more is held than is claimed."""
    held = _held(match_case)
    given, taken = [], []
    for place in held | wanted:
        more = wanted.get(place, NOTHING).less(held.get(place, NOTHING))
        given.append(_row(match_case, place, more.where(min), at))
        taken.append(_row(match_case, place, more.where(max), at))
    for rows in (given, taken):
        add_together(row for row in rows if row.quantity or row.amount or row.small)


def _row(match_case: MatchCase, place: Place, taken: Taken, at: datetime) -> Cover:
    line_id, order_line_id, piece_id = place
    return Cover(
        company_id=match_case.invoice.company_id,
        order=match_case.order,
        order_line=match_case.revision_lines[order_line_id].line if order_line_id else None,
        invoice_line_id=line_id,
        piece_id=piece_id,
        quantity=taken.quantity,
        amount=taken.amount,
        small=taken.small,
        taken_at=at,
    )


def _held(match_case: MatchCase) -> Taking:
    """What the invoice holds now, by place. Asked only where it holds anything."""
    if not any(line.covered_amount or line.covered_quantity or line.small_amount for line in match_case.lines):
        return {}
    rows = Cover.objects.within(match_case.invoice.company_id).filter(invoice_line__invoice_id=match_case.invoice.id)
    sums = rows.values_list("invoice_line_id", "order_line_id", "piece_id")
    summed = sums.annotate(Sum("quantity"), Sum("amount"), Sum("small"))
    return {(line, order_line, piece): Taken(*figures) for line, order_line, piece, *figures in summed}


def _wanted(match_case: MatchCase) -> Iterator[tuple[Place, Taken]]:
    own = {(place[0], place[2]): taken.quantity for place, taken in _held(match_case).items()}
    free = {piece.id: piece.free_quantity for piece in match_case.pieces}
    for (_line_id, piece_id), quantity in own.items():
        if piece_id in free:
            free[piece_id] += quantity
    net = net_of(match_case)
    for line in match_case.lines:
        yield from _of_line(line, net.covering(line), match_case, free)


def _of_line(
    line: InvoiceLine, claimed: Decimal, match_case: MatchCase, free: dict[UUID, Decimal]
) -> Iterator[tuple[Place, Taken]]:
    """Evidence that the line names first, then the oldest; what evidence does not reach is taken without."""
    left_quantity, left_amount = line.claimed_quantity, claimed
    for piece in _usable(line, match_case):
        quantity = min(left_quantity, max(free[piece.id], ZERO))
        if quantity <= 0:
            continue
        free[piece.id] -= quantity
        amount = (
            left_amount if quantity == left_quantity else _share(line, claimed, quantity, match_case.invoice.currency)
        )
        left_quantity, left_amount = left_quantity - quantity, left_amount - amount
        yield (line.id, line.order_line_id, piece.id), Taken(quantity, amount)
    if left_quantity or left_amount:
        yield (line.id, line.order_line_id, None), Taken(left_quantity, left_amount)


def _usable(line: InvoiceLine, match_case: MatchCase) -> list[Piece]:
    ordered = match_case.revision_lines.get(line.order_line_id) if line.order_line_id else None
    if ordered is None or not any(needs_evidence(one, ordered) for one in match_case.held_to):
        return []
    own = [piece for piece in match_case.pieces if piece.line_id == line.order_line_id]
    return sorted(own, key=lambda piece: piece.id != line.names_piece_id)


def _share(line: InvoiceLine, claimed: Decimal, quantity: Decimal, currency: str) -> Decimal:
    """A part of the claimed amount by quantity; the last part takes the rounding."""
    return round_money(claimed * quantity / line.claimed_quantity, currency)
