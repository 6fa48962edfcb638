"""What an invoice claims, net: as its order was agreed, with the discounts, markups and adjustments that both of them state.

An order takes its discounts off as a whole, and so may the invoice; or the contractor prints prices from which they are off
already. Both are the same claim. So what an invoice takes off or adds for the whole document is shared over its lines, as the
order's discounts are shared over the order's (R147), and a line is compared with a line, net with net. An order that states no
discount leaves an invoice as it is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from counterfoil.foundation.kernel.money import ZERO, last_unit, round_money, times
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.orders.models import DISCOUNT, TAX, RevisionCharge, RevisionLine
from counterfoil.lifecycle.orders.pricing import shared, taxes_on, worth

from .match_case import MatchCase

Shares = Mapping[UUID, Decimal]


@dataclass(frozen=True)
class Net:
    """What each line bears of what the document takes off or adds as a whole, by the line's id.

    `adjusted` is how much of that is the order's own adjustments, `beside` what is left of it: nothing that was ordered.
    `above` is what all lines that the order reduces or raises claim together beyond what they are worth.
    """

    shares: Shares = field(default_factory=dict)
    adjusted: Decimal = ZERO
    beside: Decimal = ZERO
    taken_off: Shares = field(default_factory=dict)
    above: Decimal = ZERO

    def claimed(self, line: InvoiceLine) -> Decimal:
        """What a line claims, net, as it is compared with the order's."""
        return Decimal(line.claimed_amount) + self.shares.get(line.id, ZERO)

    def covering(self, line: InvoiceLine) -> Decimal:
        """What a line takes of its order line: what the document takes off as a whole is off already."""
        return Decimal(line.claimed_amount) + self.taken_off.get(line.id, ZERO)

    @property
    def expected(self) -> Decimal:
        """How much of what stands beside the lines the order explains."""
        return self.adjusted + sum(self.shares.values(), ZERO)

    @property
    def charged(self) -> Decimal:
        """What is taken of the order beside the lines."""
        added = max(sum(self.shares.values(), ZERO), ZERO)
        return added + max(self.adjusted, ZERO) + max(self.beside, ZERO)


def net_of(match_case: MatchCase) -> Net:
    """The invoice's own net figures, reckoned once. Pairing its lines anew asks for them anew."""
    if match_case.net is None:
        reckoned = _reckoned(match_case)
        match_case.net = replace(reckoned, above=_above(match_case, reckoned))
    return match_case.net


def others_cover(match_case: MatchCase) -> dict[UUID, tuple[Decimal, Decimal]]:
    """For each order line, what other invoices have covered: the line's cover without this invoice's own."""
    others = {line.line_id: (line.line.covered_quantity, line.line.covered_amount) for line in match_case.says}
    for line in match_case.lines:
        if line.order_line_id in others:
            quantity, amount = others[line.order_line_id]
            others[line.order_line_id] = (quantity - line.covered_quantity, amount - line.covered_amount)
    return others


def _reckoned(match_case: MatchCase) -> Net:
    """Of the ways in which its sum beside the lines can be read, the one that fits the order."""
    invoice, revision = match_case.invoice, match_case.revision
    if revision is None or not revision.charge_count or invoice.is_credit:
        return Net(beside=invoice.beside)
    beside = _still(match_case, invoice.beside)
    adjustments = _open_adjustments(match_case, revision.adjustments)
    adjusting = [adjustments] if adjustments else []
    if not revision.charges_of(DISCOUNT):
        adjusted = next((one for one in adjusting if (beside - one) * one >= 0), ZERO)
        return _netted(match_case, {}, adjusted, beside - adjusted)
    ways = [way for one in (ZERO, *adjusting) for way in _ways(match_case, one, beside - one)]
    rounded = rounding_of(invoice.currency) * len(match_case.lines)
    return next((net for net in ways if _apart(match_case, net) <= rounded and not net.beside), None) or min(
        (net for net in ways if not net.adjusted), key=lambda net: _apart(match_case, net)
    )


def _open_adjustments(match_case: MatchCase, adjustments: Decimal) -> Decimal:
    """What is left of them: what others charged beside their lines, and no markup explains, is taken. Else each part invoice
    would add the same courier again. What an order takes off can't be taken off too often."""
    order = match_case.order
    charged = order.charged_amount - match_case.own_charged if order else ZERO
    if adjustments <= 0 or charged <= 0:
        return adjustments
    ordered = match_case.revision_lines
    markups = (
        worth(quantity, ordered[line_id], match_case.invoice.currency) - amount
        for line_id, (quantity, amount) in others_cover(match_case).items()
        if quantity > 0
    )
    taken = charged - sum((one for one in markups if one > 0), ZERO)
    return (
        max(adjustments - taken, ZERO)
        if taken > rounding_of(match_case.invoice.currency) * len(ordered)
        else adjustments
    )


def _above(match_case: MatchCase, net: Net) -> Decimal:
    currency, ordered = match_case.invoice.currency, match_case.revision_lines
    paired = ((line, ordered[line.order_line_id]) for line in match_case.lines if line.order_line_id in ordered)
    return sum(
        (
            net.claimed(line) - worth(line.claimed_quantity, said, currency)
            for line, said in paired
            if is_reduced(said) and line.claimed_quantity > 0
        ),
        ZERO,
    )


def _ways(match_case: MatchCase, adjusted: Decimal, rest: Decimal) -> list[Net]:
    """Prices from which the discounts are off already, and what else stands beside them; or all of it shared over the lines."""
    printed = _netted(match_case, {}, adjusted, rest)
    return [printed, _netted(match_case, _shares(match_case, rest), adjusted, ZERO)] if rest else [printed]


def is_reduced(ordered: RevisionLine) -> bool:
    """Whether the order takes something off a line's own price, or adds to it."""
    return bool(ordered.discount or ordered.share)


def taxes_of(match_case: MatchCase) -> Sequence[RevisionCharge]:
    """The taxes that the order states itself, if it states any."""
    return match_case.revision.charges_of(TAX) if match_case.revision else ()


def stated_tax(match_case: MatchCase) -> Decimal:
    """What the order's own taxes come to on what the invoice claims now, net (R150)."""
    net, ordered = net_of(match_case), match_case.revision_lines
    taxed = [
        net.claimed(line)
        for line in match_case.lines
        if line.amount >= 0 and not (line.order_line_id in ordered and ordered[line.order_line_id].tax_exempt)
    ]
    return sum(taxes_on(sum(taxed, ZERO), taxes_of(match_case), match_case.invoice.currency), ZERO)


def rounding_of(currency: str) -> Decimal:
    """What a share that was rounded may leave on a line, on each side."""
    return last_unit(currency)


def _still(match_case: MatchCase, beside: Decimal) -> Decimal:
    """What is left of a sum for the whole document once a part of its lines was credited."""
    printed = sum((line.amount for line in match_case.lines), ZERO)
    claimed = sum((line.claimed_amount for line in match_case.lines), ZERO)
    if claimed == printed or not printed:
        return beside
    return round_money(times(beside, claimed) / printed, match_case.invoice.currency)


def _netted(match_case: MatchCase, shares: Shares, adjusted: Decimal, beside: Decimal) -> Net:
    whole = sum(shares.values(), ZERO)
    off = _shares(match_case, min(whole, ZERO) + min(adjusted, ZERO))
    return Net(shares, adjusted, beside, off)


def _shares(match_case: MatchCase, whole: Decimal) -> Shares:
    amounts = [max(line.claimed_amount, ZERO) for line in match_case.lines]
    off = shared(whole, amounts, match_case.invoice.currency)
    return {line.id: share for line, share in zip(match_case.lines, off, strict=True) if share}


def _apart(match_case: MatchCase, net: Net) -> Decimal:
    """How far the lines lie from what was ordered of them."""
    currency, ordered = match_case.invoice.currency, match_case.revision_lines
    return sum(
        (
            abs(net.claimed(line) - worth(line.claimed_quantity, ordered[line.order_line_id], currency))
            for line in match_case.lines
            if line.order_line_id in ordered and line.claimed_quantity > 0
        ),
        ZERO,
    )
