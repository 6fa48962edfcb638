"""Which order line an invoice line means. Two candidates are no candidate: what is unclear a person pairs."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from counterfoil.foundation.catalogue.tolerances import UNIT_PRICE, first_said, passes
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.pricing import net_price

from .levels import tolerances_of
from .match_case import MatchCase

BY_PERSON = "person"
Candidates = Sequence[RevisionLine]


def pair(match_case: MatchCase) -> None:
    """Pair every line that has no partner on this order yet. What a person paired stays."""
    on_this_order = match_case.revision_lines
    for line in match_case.lines:
        if line.order_line_id not in on_this_order:
            line.order_line_id, line.paired_by = _partner(line, match_case)
    match_case.net = None


def _partner(line: InvoiceLine, match_case: MatchCase) -> tuple[UUID | None, str]:
    for rule, candidates in _candidates(line, match_case):
        if len(candidates) == 1:
            return candidates[0].line_id, rule
        if candidates:
            return None, ""
    return None, ""


def _candidates(line: InvoiceLine, match_case: MatchCase) -> Iterator[tuple[str, Candidates]]:
    """By rank: the line it names, the evidence it names, the same item, the one open line that is like it, the only open one.

    A line without a price is paired by name only.
    """
    yield "reference", [ordered for ordered in match_case.says if _names(line, ordered)]
    named = {piece.line_id for piece in match_case.pieces if piece.id == line.names_piece_id}
    yield "evidence", [ordered for ordered in match_case.says if ordered.line_id in named]
    if line.unit_price:
        yield "item", [ordered for ordered in match_case.says if _same_item(line, ordered)]
        still_open = [ordered for ordered in match_case.says if ordered.line.covered_amount < ordered.line.limit_amount]
        yield (
            "likeness",
            [ordered for ordered in still_open if all(alike(line, ordered, match_case) for alike in _ALIKE)],
        )
        yield "only_line", match_case.says if len(match_case.says) == 1 else _alone(still_open)


def _names(line: InvoiceLine, ordered: RevisionLine) -> bool:
    """Named by its id, or as the order's minter calls it; our own lines are called by their place."""
    if line.names_line_id:
        return bool(ordered.line_id == line.names_line_id)
    own = {ordered.line.reference or str(ordered.line.position), ordered.line.job}
    return bool(line.reference) and line.reference in own


def _same_item(line: InvoiceLine, ordered: RevisionLine) -> bool:
    """The buyer's or the seller's own item code."""
    ours = line.buyer_item and line.buyer_item == ordered.buyer_item
    theirs = line.seller_item and line.seller_item == ordered.seller_item
    return bool(ours or theirs)


def _alone(still_open: Candidates) -> Candidates:
    return still_open if len(still_open) == 1 else []


def _same_unit(line: InvoiceLine, ordered: RevisionLine, match_case: MatchCase) -> bool:
    return not ordered.unit or bool(line.unit == ordered.unit)


def _same_price(line: InvoiceLine, ordered: RevisionLine, match_case: MatchCase) -> bool:
    tolerance = first_said(tolerances_of(match_case, ordered), UNIT_PRICE)
    agreed = {ordered.unit_price, net_price(ordered)}
    return any(passes(price, line.unit_price, tolerance) for price in agreed)


def _same_period(line: InvoiceLine, ordered: RevisionLine, match_case: MatchCase) -> bool:
    """What is not stated contradicts nothing."""
    begins_after = line.starts_on and ordered.ends_on and line.starts_on > ordered.ends_on
    ends_before = line.ends_on and ordered.starts_on and line.ends_on < ordered.starts_on
    return not begins_after and not ends_before


_ALIKE: tuple[Callable[[InvoiceLine, RevisionLine, MatchCase], bool], ...] = (_same_unit, _same_price, _same_period)
