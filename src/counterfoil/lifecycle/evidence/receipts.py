"""What a receipt advice accepts: what it and the receipts before it say of the same despatches, less what is accepted of them.

Nothing that somebody accepted by hand is accepted again, and it stands for what a receipt says only once.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.numbers import normal

from . import queries
from .accepting import Taken
from .models import Piece
from .values import DeliveredLine, DeliveryValues

T = TypeVar("T")
Delivered = list[tuple[DeliveredLine, RevisionLine]]
Shower = tuple[Member, str]
"""Who showed something, and under the number of which despatch."""


@dataclass(frozen=True)
class Received:
    """What a receipt accepts: pieces that wait, and the rest, for which pieces are made in the name of who showed it."""

    taken: Sequence[Taken]
    rest: Mapping[Shower, Delivered]

    @property
    def shown_by(self) -> set[UUID]:
        """Who showed what it accepts."""
        return {piece.submission.submitter_id for piece, *_rest in self.taken} | {member.id for member, _ in self.rest}

    @property
    def is_nothing(self) -> bool:
        """Whether all that it says was accepted before."""
        return not self.taken and not self.rest


@dataclass(frozen=True)
class _Earlier:
    """A receipt that came before: the despatches that it names, and how much it says of each line."""

    arrival_id: UUID
    despatches: frozenset[str]
    came: Mapping[str, str]


def content(values: DeliveryValues, known: Delivered) -> str:
    """What is kept of a delivery beside its file: as it was read, and how much came of each line as the order stood then."""
    came = {str(said.line_id): line.quantity for line, said in _together(known)}
    return canonical(values.model_dump() | {"came": came})


def received(order: Order, values: DeliveryValues, known: Delivered, submitter: Member) -> Received:
    """What is due of each line: from what waits under the named despatches, then from what else they showed, and what nobody
    showed before in the name of `submitter`."""
    named = _numbers(values.despatches)
    numbers, before = _connected(set(named), _earlier(order, values.number))
    pieces = queries.delivered(order, numbers, [one.arrival_id for one in before])
    nobody = submitter, _missing(named, pieces)
    taken: list[Taken] = []
    rest: dict[Shower, Delivered] = defaultdict(list)
    for line, said in _together(known):
        on_line = [piece for piece in pieces if piece.line_id == said.line_id]
        due = _due(line.quantity, [Decimal(one.came.get(str(said.line_id), 0)) for one in before], on_line)
        waiting = list(_dealt(due, _waiting(named, on_line)))
        taken += [(piece, quantity, said) for piece, quantity in waiting]
        due -= sum((quantity for _piece, quantity in waiting), ZERO)
        for shower, quantity in _dealt(due, [*_shown(named, on_line), (nobody, due)]):
            rest[shower].append((line.model_copy(update={"quantity": quantity}), said))
    return Received(taken, rest)


def unsaid(order: Order, despatch: str, known: Delivered) -> Delivered:
    """The lines of a despatch of which no receipt spoke that named it before it came: of the others it shows nothing new."""
    number = normal(despatch)
    said = {line_id for one in _earlier(order) if number in one.despatches for line_id in one.came}
    said |= {str(piece.line_id) for piece in queries.delivered(order, [number])}
    return [(line, row) for line, row in known if str(row.line_id) not in said]


def _numbers(despatches: Iterable[str]) -> list[str]:
    return [number for number in map(normal, despatches) if number]


def _earlier(order: Order, but: str | None = None) -> Iterator[_Earlier]:
    """The receipts on the order, but for one of this number: that one makes nothing again."""
    for arrival in queries.receipts(order):
        if but is None or normal(arrival.number) != normal(but):
            said = json.loads(arrival.content)
            yield _Earlier(arrival.id, frozenset(_numbers(said["despatches"])), said["came"])


def _connected(numbers: set[str], earlier: Iterable[_Earlier]) -> tuple[set[str], list[_Earlier]]:
    """The receipts that name any of these despatches, or one that such a receipt names beside them: what is accepted of one
    can't be told from what is accepted of the other."""
    apart, found = list(earlier), list[_Earlier]()
    while more := [one for one in apart if one.despatches & numbers]:
        found += more
        apart = [one for one in apart if one not in more]
        numbers = numbers.union(*(one.despatches for one in more))
    return numbers, found


def _due(says: Decimal, said: Iterable[Decimal], on_line: Iterable[Piece]) -> Decimal:
    """How much of a line is accepted now. Never more than the receipt itself says: what was taken back stays taken back."""
    standing = sum((_standing(piece) for piece in on_line), ZERO)
    return max(min(says, sum(said, says) - standing), ZERO)


def _standing(piece: Piece) -> Decimal:
    stands: Decimal = piece.accepted_quantity - piece.corrected_quantity
    return stands


def _waiting(named: Collection[str], on_line: Iterable[Piece]) -> Iterator[tuple[Piece, Decimal]]:
    for piece in on_line:
        if piece.state == "submitted" and piece.submission.number_normal in named:
            yield piece, piece.quantity


def _shown(named: Iterable[str], on_line: Sequence[Piece]) -> Iterator[tuple[Shower, Decimal]]:
    """What was accepted of a despatch in part was shown whole: the rest of it, by who showed it."""
    for number in named:
        under = [one for one in on_line if one.submission.number_normal == number and one.state == "accepted"]
        sent = [piece for piece in under if _is_despatched(piece)]
        if sent:
            left = sum((piece.quantity for piece in sent), ZERO) - sum((_standing(piece) for piece in under), ZERO)
            yield (sent[0].submission.submitter, number), left


def _missing(named: Iterable[str], pieces: Iterable[Piece]) -> str:
    """Under which number the rest is made: that of a named despatch that is not there, so that it shows nothing new later."""
    there = {piece.submission.number_normal for piece in pieces if _is_despatched(piece)}
    return next((number for number in named if number not in there), "")


def _is_despatched(piece: Piece) -> bool:
    """Whether a despatch advice showed it; what a receipt made may stand under the same number."""
    return bool(piece.submission.arrival.became == "despatch")


def _dealt(quantity: Decimal, rooms: Iterable[tuple[T, Decimal]]) -> Iterator[tuple[T, Decimal]]:
    """So much, dealt to one after the other, as far as each has room."""
    for what, room in rooms:
        part = min(quantity, room)
        if part > 0:
            quantity -= part
            yield what, part


def _together(known: Delivered) -> Delivered:
    """Several rows on one line of the order count together: what is shown for it is received once."""
    rows: dict[UUID, tuple[DeliveredLine, RevisionLine]] = {}
    for line, said in known:
        before = rows[said.line_id][0] if said.line_id in rows else None
        whole = line if before is None else before.model_copy(update={"quantity": before.quantity + line.quantity})
        rows[said.line_id] = whole, said
    return list(rows.values())
