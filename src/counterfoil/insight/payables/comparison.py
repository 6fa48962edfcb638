"""Each compared attribute of an invoice as a row: ordered, accepted, invoiced, allowed, and the verdict (R79, R80, R81).

The figures are those that the look itself compares; the verdict is the look's own finding, never a second opinion.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.tolerances import QUANTITY, UNIT_PRICE, first_said, highest, lowest
from counterfoil.foundation.catalogue.units import UNITS
from counterfoil.foundation.kernel.money import ZERO
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.invoices.states import COVERING
from counterfoil.lifecycle.matching.comparing import compare, prices
from counterfoil.lifecycle.matching.documents import most_tax
from counterfoil.lifecycle.matching.levels import needs_evidence, tolerances_of
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.matching.netting import net_of, others_cover, taxes_of
from counterfoil.lifecycle.matching.standing import standing_against
from counterfoil.lifecycle.orders.models import Order, RevisionLine
from counterfoil.lifecycle.orders.pricing import line_amount

FITS, ACCEPTED, DISPUTED = "fits", "accepted", "disputed"
VERDICTS: Mapping[str, Any] = {FITS: _("fits"), ACCEPTED: _("accepted"), DISPUTED: _("does not fit")}
Taken = dict[UUID, tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Attribute:
    """One attribute: `measure` says how its figures are written. From `low` to `high` passes; a missing end is open."""

    words: Any
    measure: str
    verdict: str
    ordered: Any = None
    accepted: Any = None
    invoiced: Any = None
    low: Any = None
    high: Any = None


@dataclass(frozen=True)
class Compared:
    """The attributes of one line with the order line that it is paired with, or of the whole document."""

    line: InvoiceLine | None
    revision_line: RevisionLine | None
    attributes: list[Attribute]


@dataclass(frozen=True)
class _Verdicts:
    """Which findings there are, by line and kind, and which of them still stand."""

    found: frozenset[tuple[UUID | None, str]]
    standing: frozenset[tuple[UUID | None, str]]

    def of(self, line_id: UUID | None, *kinds: str) -> str:
        """The verdict on one attribute, by the kinds of findings that speak of it."""
        keys = {(line_id, kind) for kind in kinds}
        if keys & self.standing:
            return DISPUTED
        return ACCEPTED if keys & self.found else FITS


def comparison(match_case: MatchCase) -> list[Compared]:
    """The whole document first, then each line. A credit note is compared with its invoice, an advance with nothing."""
    if not match_case.invoice.is_claim:
        return [Compared(line, None, []) for line in match_case.lines]
    # What covers took its part while the order was open; that the order was closed later is nothing against it.
    past = {(None, "order_not_open")} if match_case.invoice.state in COVERING else set()
    standing = frozenset(finding.key for finding in standing_against(match_case)) - past
    verdicts = _Verdicts(frozenset(finding.key for finding in compare(match_case)) - past, standing)
    return [Compared(None, None, list(_document(match_case, verdicts))), *_lines(match_case, verdicts)]


def _document(match_case: MatchCase, verdicts: _Verdicts) -> Iterator[Attribute]:
    invoice, order = match_case.invoice, match_case.order
    verdict = verdicts.of(None, "order_missing", "order_unknown", "order_not_open")
    number = order.number if order else None
    yield Attribute(_("Purchase order"), "text", verdict, number, None, invoice.quoted or None)
    if order is not None:
        yield from _of_order(match_case, order, verdicts)
    verdict = verdicts.of(None, "charges")
    charged, expected = invoice.charges + invoice.rounding, net_of(match_case).expected
    if charged or expected or verdict != FITS:
        words = _("Charges less allowances, and rounding")
        yield Attribute(words, "money", verdict, expected or None, invoiced=charged, high=expected)
    if invoice.tax or taxes_of(match_case):
        most = most_tax(match_case)
        ordered = most if taxes_of(match_case) else None
        yield Attribute(_("Tax"), "money", verdicts.of(None, "tax"), ordered, invoiced=invoice.tax, high=most)
    reckoned = invoice.reckoned
    verdict = verdicts.of(None, "total")
    yield Attribute(_("Total with tax"), "money", verdict, invoiced=invoice.total, low=reckoned, high=reckoned)
    alike = ", ".join(sorted(match_case.alike)) or None
    yield Attribute(_("Other documents like it"), "text", verdicts.of(None, "duplicate"), invoiced=alike)


def _of_order(match_case: MatchCase, order: Order, verdicts: _Verdicts) -> Iterator[Attribute]:
    invoice = match_case.invoice
    title = order.engagement.title if order.engagement else None
    own_title = invoice.engagement.title if invoice.engagement else None
    yield Attribute(_("Engagement"), "text", verdicts.of(None, "coding"), title, None, own_title)
    currency = order.currency
    verdict = verdicts.of(None, "currency")
    yield Attribute(_("Currency"), "text", verdict, currency, None, invoice.currency)
    verdict = verdicts.of(None, "date", "approval_late")
    first = order.issued_on
    yield Attribute(_("Date"), "day", verdict, first, None, invoice.issued_on, first, match_case.today)
    if invoice.currency == currency:
        taken, ordered = (
            _in_all(match_case, order),
            sum((revision_line.net for revision_line in match_case.says), _adjustments(match_case)),
        )
        verdict, most = verdicts.of(None, "ceiling"), order.limit_amount
        yield Attribute(_("Invoiced in all"), "money", verdict, ordered, order.accepted_amount, taken, None, most)


def _adjustments(match_case: MatchCase) -> Decimal:
    return match_case.revision.adjustments if match_case.revision else ZERO


def _in_all(match_case: MatchCase, order: Order) -> Decimal:
    """All cover on the order, with what this invoice claims in place of what it holds."""
    net = net_of(match_case)
    own = sum((net.covering(line) - line.covered_amount for line in match_case.lines), ZERO)
    beside = net.charged - match_case.own_charged
    return order.covered_amount + order.charged_amount + own + beside


def _lines(match_case: MatchCase, verdicts: _Verdicts) -> Iterator[Compared]:
    revision_line, taken = match_case.revision_lines, others_cover(match_case)
    for line in match_case.lines:
        partner = revision_line.get(line.order_line_id) if line.order_line_id else None
        rows: list[Attribute] = []
        if not _is_looked_at(line, match_case) or (partner and not _claims(line)):
            yield Compared(line, partner, rows)
            continue
        if partner is None:
            verdict = verdicts.of(line.id, "line_unknown")
            rows = (
                [Attribute(_("Order line"), "text", verdict, invoiced=str(_("not clear")))] if match_case.order else []
            )
        else:
            rows = list(_line(line, partner, taken, match_case, verdicts))
        yield Compared(line, partner, rows)


def _is_looked_at(line: InvoiceLine, match_case: MatchCase) -> bool:
    """Whether the look compares the line at all: not in another currency than the order's, and not what is taken back."""
    return line.amount >= 0 and (match_case.order is None or match_case.order.currency == match_case.invoice.currency)


def _claims(line: InvoiceLine) -> bool:
    """Whether anything of a line is left. Of what was credited in full nothing is compared, and so nothing fits."""
    return bool(line.claimed_quantity or line.claimed_amount)


def _line(
    line: InvoiceLine, revision_line: RevisionLine, taken: Taken, match_case: MatchCase, verdicts: _Verdicts
) -> Iterator[Attribute]:
    quantity, amount = taken[revision_line.line_id]
    quantity, amount = quantity + line.claimed_quantity, amount + net_of(match_case).covering(line)
    taken[revision_line.line_id] = (quantity, amount)
    yield _unit(line, revision_line, verdicts)
    yield _price(line, revision_line, match_case, verdicts)
    yield _quantity(line, revision_line, quantity, match_case, verdicts)
    verdict, most = verdicts.of(line.id, "ceiling"), revision_line.line.limit_amount
    accepted = revision_line.line.accepted_amount
    yield Attribute(_("Amount so far"), "money", verdict, revision_line.net, accepted, amount, None, most)
    reckoned = line_amount(line.quantity, line.unit_price, match_case.invoice.currency) + line.charges
    verdict = verdicts.of(line.id, "line_amount")
    yield Attribute(_("Amount of this line"), "money", verdict, invoiced=line.amount, low=reckoned, high=reckoned)
    last_day = match_case.revision.ends_on if match_case.revision else None
    done_on = line.ends_on or line.starts_on
    verdict = verdicts.of(line.id, "expired")
    yield Attribute(_("Last day of the work"), "day", verdict, last_day, None, done_on, None, last_day)


def _unit(line: InvoiceLine, revision_line: RevisionLine, verdicts: _Verdicts) -> Attribute:
    ordered = str(UNITS.get(revision_line.unit, revision_line.unit))
    verdict = verdicts.of(line.id, "unit")
    return Attribute(_("Unit"), "text", verdict, ordered, None, str(UNITS.get(line.unit, line.unit)))


def _price(line: InvoiceLine, revision_line: RevisionLine, match_case: MatchCase, verdicts: _Verdicts) -> Attribute:
    held_to = [first_said(tolerances_of(one, revision_line), UNIT_PRICE) for one in match_case.held_to]
    ordered, claimed = prices(line, revision_line, net_of(match_case), match_case.invoice.currency)
    verdict = verdicts.of(line.id, "price")
    low = max((end for one in held_to if (end := lowest(ordered, one)) is not None), default=None)
    high = min((end for one in held_to if (end := highest(ordered, one)) is not None), default=None)
    return Attribute(_("Unit price"), "price", verdict, ordered, None, claimed, low, high)


def _quantity(
    line: InvoiceLine, revision_line: RevisionLine, quantity: Decimal, match_case: MatchCase, verdicts: _Verdicts
) -> Attribute:
    """Three-way no more than what is accepted counts, two-way what is ordered."""
    held_to = [first_said(tolerances_of(one, revision_line), QUANTITY) for one in match_case.held_to]
    three_way = any(needs_evidence(one, revision_line) for one in match_case.held_to)
    accepted = revision_line.line.accepted_quantity if three_way else None
    expected = min(accepted, revision_line.quantity) if accepted is not None else revision_line.quantity
    verdict = verdicts.of(line.id, "quantity", "evidence_missing")
    most = min((end for one in held_to if (end := highest(expected, one)) is not None), default=None)
    return Attribute(_("Quantity so far"), "quantity", verdict, revision_line.quantity, accepted, quantity, None, most)
