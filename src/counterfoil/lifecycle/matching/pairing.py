"""Which order line an invoice line means. Two candidates are no candidate: what is unclear a person pairs."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from counterfoil.foundation.catalogue.tolerances import UNIT_PRICE, first_said, passes
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.orders.models import RevisionLine

from .levels import tolerances_of
from .staging import Stage

BY_PERSON = "person"
Candidates = Sequence[RevisionLine]


def pair(stage: Stage) -> None:
    """Pair every line that has no partner on this order yet. What a person paired stays."""
    on_this_order = stage.said
    for line in stage.lines:
        if line.order_line_id not in on_this_order:
            line.order_line_id, line.paired_by = _partner(line, stage)


def _partner(line: InvoiceLine, stage: Stage) -> tuple[UUID | None, str]:
    for rule, candidates in _candidates(line, stage):
        if len(candidates) == 1:
            return candidates[0].line_id, rule
        if candidates:
            return None, ""
    return None, ""


def _candidates(line: InvoiceLine, stage: Stage) -> Iterator[tuple[str, Candidates]]:
    """By rank: the line it names, the evidence it names, the same item, the one open line that is like it, the only open one.

    A line without a price is paired by name only.
    """
    yield "reference", [said for said in stage.says if _names(line, said)]
    named = {piece.line_id for piece in stage.pieces if piece.id == line.names_piece_id}
    yield "evidence", [said for said in stage.says if said.line_id in named]
    if line.unit_price:
        yield "item", [said for said in stage.says if _same_item(line, said)]
        still_open = [said for said in stage.says if said.line.covered_amount < said.line.limit_amount]
        yield "likeness", [said for said in still_open if all(alike(line, said, stage) for alike in _ALIKE)]
        yield "only_line", stage.says if len(stage.says) == 1 else _alone(still_open)


def _names(line: InvoiceLine, said: RevisionLine) -> bool:
    """Named by its id, or as the order's minter calls it; our own lines are called by their place."""
    if line.names_line_id:
        return bool(said.line_id == line.names_line_id)
    return bool(line.reference) and line.reference == (said.line.reference or str(said.line.position))


def _same_item(line: InvoiceLine, said: RevisionLine) -> bool:
    """The buyer's or the seller's own item code."""
    ours = line.buyer_item and line.buyer_item == said.buyer_item
    theirs = line.seller_item and line.seller_item == said.seller_item
    return bool(ours or theirs)


def _alone(still_open: Candidates) -> Candidates:
    return still_open if len(still_open) == 1 else []


def _same_unit(line: InvoiceLine, said: RevisionLine, stage: Stage) -> bool:
    return not said.unit or bool(line.unit == said.unit)


def _same_price(line: InvoiceLine, said: RevisionLine, stage: Stage) -> bool:
    tolerance = first_said(tolerances_of(stage, said), UNIT_PRICE)
    return passes(said.unit_price, line.unit_price, tolerance)


def _same_period(line: InvoiceLine, said: RevisionLine, stage: Stage) -> bool:
    """What is not stated contradicts nothing."""
    begins_after = line.starts_on and said.ends_on and line.starts_on > said.ends_on
    ends_before = line.ends_on and said.starts_on and line.ends_on < said.starts_on
    return not begins_after and not ends_before


_ALIKE: tuple[Callable[[InvoiceLine, RevisionLine, Stage], bool], ...] = (_same_unit, _same_price, _same_period)
