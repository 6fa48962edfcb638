"""What does not fit between an invoice, its order and the accepted evidence (R63, R79, R80, R81). Changes nothing.

Cumulative: this claim and all cover that others have taken; rows of one document on the same line count together.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.catalogue.tolerances import (
    LINE_AMOUNT,
    QUANTITY,
    UNIT_PRICE,
    Tolerated,
    first_said,
    highest,
    lowest,
    passes,
)
from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.invoices.states import WRITTEN_OFF
from counterfoil.lifecycle.orders.models import RevisionLine
from counterfoil.lifecycle.orders.numbers import is_placeholder
from counterfoil.lifecycle.orders.pricing import line_amount, net_price, worth

from .documents import document
from .findings import Finding
from .judging import strictest
from .kinds import REST_WRITTEN_OFF
from .levels import needs_evidence, tolerances_of
from .match_case import MatchCase
from .netting import Net, is_reduced, net_of, others_cover, rounding_of
from .run_out import run_out
from .small import booked_by_others, small_in_document, small_of_document, small_on_line


def compare(match_case: MatchCase) -> list[Finding]:
    """Everything that stands against this invoice now: the document by itself, its order, and each line.

    By the policies in force, and by those it was last matched by: the stricter holds. A correction of what is paid is compared
    as it would stand in that one's place.
    """
    if match_case.in_its_place is not None and match_case.invoice.corrects is not None:
        return [*match_case.in_its_place, Finding("corrects_paid", note=match_case.invoice.corrects.number)]
    return strictest(match_case, found_by)


def found_by(match_case: MatchCase) -> list[Finding]:
    """The same by the policies of this match case alone."""
    findings = [*document(match_case), *_corrections(match_case), *_order(match_case), *_held(match_case)]
    if match_case.order is not None and match_case.invoice.currency == match_case.order.currency:
        findings += [*_lines(match_case), *_ceiling(match_case)]
    beyond = any(one.kind in ("ceiling", REST_WRITTEN_OFF) for one in findings)
    return [*findings, *run_out(match_case, beyond=beyond)]


def _corrections(match_case: MatchCase) -> Iterator[Finding]:
    """What keeps a correction from standing, and, on the first, that a correction stands against it."""
    yield from corrected(match_case.corrected_by)
    if not match_case.invoice.is_correction:
        return
    first = match_case.invoice.corrects
    if first is None or first.state == "rejected":
        yield Finding("corrects_unknown", note=match_case.invoice.corrects_number or "—")
    elif first.state == WRITTEN_OFF:
        yield Finding("written_off", note=first.number)
    elif first.state != "void":
        yield Finding("corrects_waits", note=first.number)


def corrected(numbers: Sequence[str]) -> list[Finding]:
    """That these corrections stand against an invoice."""
    return [Finding("corrected", note=", ".join(numbers))] if numbers else []


def _order(match_case: MatchCase) -> Iterator[Finding]:
    """Whether it is for an open order of this contractor, this engagement and this currency."""
    invoice, order = match_case.invoice, match_case.order
    if order is None:
        yield _no_order(match_case)
        return
    if order.state != "issued":
        yield Finding("order_not_open", note=str(order.state_words(order.state)))
    if invoice.engagement_id is not None and invoice.engagement_id != order.engagement_id:
        yield Finding("coding")
    if invoice.currency != order.currency:
        yield Finding("currency", note=f"{invoice.currency}, {order.currency}")
    if order.issued_on and invoice.issued_on < order.issued_on:
        yield Finding("approval_late", note=invoice.issued_on.isoformat())


def _no_order(match_case: MatchCase) -> Finding:
    quoted = match_case.invoice.quoted
    if is_placeholder(quoted):
        return Finding("order_missing")
    similar = f" (≈ {', '.join(match_case.near)})" if match_case.near else ""
    return Finding("order_unknown", note=f"“{quoted}”{similar}")


def _held(match_case: MatchCase) -> Iterator[Finding]:
    if match_case.held:
        yield Finding("hold", note=" ".join(reason.words for reason in match_case.held))


def _lines(match_case: MatchCase) -> Iterator[Finding]:
    ordered, claimed_before, net = match_case.revision_lines, others_cover(match_case), net_of(match_case)
    for line in match_case.lines:
        if line.amount < 0:
            continue
        if line.order_line_id not in ordered:
            yield Finding("line_unknown", line.id)
        elif line.claimed_quantity or line.claimed_amount:
            yield from _line(line, ordered[line.order_line_id], claimed_before, net, match_case)


def _line(
    line: InvoiceLine,
    ordered: RevisionLine,
    before: dict[UUID, tuple[Decimal, Decimal]],
    net: Net,
    match_case: MatchCase,
) -> Iterator[Finding]:
    quantity, amount = before[ordered.line_id]
    quantity, amount = quantity + line.claimed_quantity, amount + net.covering(line)
    before[ordered.line_id] = (quantity, amount)
    speaking = tolerances_of(match_case, ordered)
    if ordered.unit and line.unit != ordered.unit:  # what the order does not state contradicts nothing
        yield Finding(
            "unit", line.id, note=f"{UNITS.get(line.unit, line.unit)}, {UNITS.get(ordered.unit, ordered.unit)}"
        )
    yield from _price(line, ordered, first_said(speaking, UNIT_PRICE), net, match_case)
    yield from _amount(line, ordered, first_said(speaking, LINE_AMOUNT), match_case)
    yield from _quantity(line, ordered, quantity, first_said(speaking, QUANTITY), match_case)
    yield from _line_limit(line, ordered, quantity, amount, match_case)
    yield from _expired(line, ordered, match_case)


def _price(
    line: InvoiceLine, ordered: RevisionLine, tolerance: Tolerated, net: Net, match_case: MatchCase
) -> Iterable[Finding]:
    """As it is printed; where the order takes something off or adds it, net with net."""
    currency = match_case.invoice.currency
    expected, actual = prices(line, ordered, net, currency)
    if is_reduced(ordered) and line.claimed_quantity:
        apart = abs(net.claimed(line) - worth(line.claimed_quantity, ordered, currency))
        # Many rows of next to nothing would each claim a last unit more: together they are held to what rounding explains.
        if apart <= rounding_of(currency) and net.above <= small_in_document(match_case):
            return []
    return _off("price", line.id, expected, actual, tolerance, currency)


def prices(line: InvoiceLine, ordered: RevisionLine, net: Net, currency: str) -> tuple[Decimal, Decimal]:
    """The unit price that was ordered, and the one that is claimed: both net where the order reduces or raises its own."""
    if not is_reduced(ordered) or not line.claimed_quantity:
        return ordered.unit_price, charged_price(line)
    claimed = Decimal(net.claimed(line) / line.claimed_quantity).quantize(Decimal("0.000001"))
    return net_price(ordered), claimed


def charged_price(line: InvoiceLine) -> Decimal:
    """The unit price that is still claimed: the printed one, or what is left of it after a credit on the price."""
    price: Decimal = line.unit_price
    if not line.credited_amount or not line.claimed_quantity:
        return price
    return Decimal(line.claimed_amount / line.claimed_quantity).quantize(Decimal("0.000001"))


def _amount(line: InvoiceLine, ordered: RevisionLine, tolerance: Tolerated, match_case: MatchCase) -> Iterable[Finding]:
    """Its amount against its own quantity and price: a line does not contradict itself."""
    currency = match_case.invoice.currency
    expected = line_amount(line.quantity, line.unit_price, currency) + line.charges
    if is_reduced(ordered):
        # The paper may print the order's own price and what is left of it, or a net price that was rounded.
        agreed = [line_amount(line.quantity, line.unit_price, currency, ordered.discount) + line.charges]
        agreed.append(worth(line.quantity, ordered, currency) if line.quantity > 0 else expected)
        if any(abs(line.amount - one) <= rounding_of(currency) for one in agreed):
            return []
    return _off("line_amount", line.id, expected, line.amount, tolerance, currency)


def _off(
    kind: str, line_id: UUID, expected: Decimal, actual: Decimal, tolerance: Tolerated, measure: str
) -> Iterable[Finding]:
    if passes(expected, actual, tolerance):
        return []
    above = highest(expected, tolerance)
    allowed = above if actual > expected else lowest(expected, tolerance)
    beyond = actual - (expected if allowed is None else allowed)
    return [Finding(kind, line_id, expected, actual, allowed, beyond, measure)]


def _quantity(
    line: InvoiceLine, ordered: RevisionLine, quantity: Decimal, tolerance: Tolerated, match_case: MatchCase
) -> Iterable[Finding]:
    """All that was invoiced against what is accepted, or, two-way, ordered. A part is no variance; only too much is."""
    from_evidence = needs_evidence(match_case, ordered)
    expected = min(ordered.line.accepted_quantity, ordered.quantity) if from_evidence else ordered.quantity
    above = highest(expected, tolerance)
    if above is None or quantity <= above:
        return []
    kind = "evidence_missing" if from_evidence and not ordered.line.accepted_quantity else "quantity"
    note = "accepted" if from_evidence and expected < ordered.quantity else "ordered"
    return [Finding(kind, line.id, expected, quantity, above, quantity - above, ordered.unit, note)]


def _line_limit(
    line: InvoiceLine, ordered: RevisionLine, quantity: Decimal, amount: Decimal, match_case: MatchCase
) -> Iterable[Finding]:
    limit_quantity, limit_amount = ordered.line.limit_quantity, ordered.line.limit_amount
    over = amount - limit_amount
    if over > 0 and over > small_on_line(match_case, ordered.line_id, booked_by_others(match_case)):
        return [
            Finding("ceiling", line.id, limit_amount, amount, limit_amount, over, match_case.invoice.currency, "line")
        ]
    if quantity > limit_quantity:
        over = quantity - limit_quantity
        return [Finding("ceiling", line.id, limit_quantity, quantity, limit_quantity, over, ordered.unit, "line")]
    return []


def _ceiling(match_case: MatchCase) -> Iterable[Finding]:
    """All that was invoiced on the order against its limit, less what was written off; nobody may accept what lies beyond."""
    order = match_case.order
    if order is None:
        return []
    own, net = (
        sum((line.covered_amount for line in match_case.lines), ZERO) + match_case.own_charged,
        net_of(match_case),
    )
    claimed = sum((net.covering(line) for line in match_case.lines), ZERO) + net.charged
    amount = order.covered_amount + order.charged_amount - own + claimed
    left = order.limit_amount - order.written_off_amount
    if amount <= left:
        return []
    small = small_of_document(match_case, booked_by_others(match_case))
    for kind, limit, note in (("ceiling", order.limit_amount, "order"), (REST_WRITTEN_OFF, left, "")):
        if amount - limit > max(small, ZERO):
            return [Finding(kind, None, limit, amount, limit, amount - limit, match_case.invoice.currency, note)]
    return []


def _expired(line: InvoiceLine, ordered: RevisionLine, match_case: MatchCase) -> Iterable[Finding]:
    """Judged by the day of the work: work done in time may be billed later (the last day is in time)."""
    last_day = match_case.revision.ends_on if match_case.revision else None
    done_on = line.ends_on or _evidence_day(line, match_case) or match_case.invoice.issued_on
    if last_day is None or done_on <= last_day:
        return []
    return [Finding("expired", line.id, note=done_on.isoformat())]


def _evidence_day(line: InvoiceLine, match_case: MatchCase) -> date | None:
    """The last day that the accepted evidence on the line speaks of, or on which it was submitted."""
    days = [piece.ends_on or piece.starts_on for piece in match_case.pieces if piece.line_id == line.order_line_id]
    return max((day for day in days if day), default=None)
