"""Whatever a paper claims, and however it prints it: what nothing stands against claims no more than its order allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.money import ZERO, last_unit, round_money
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.matching.comparing import found_by
from counterfoil.lifecycle.matching.match_case import MatchCase
from counterfoil.lifecycle.matching.small import small_in_document
from counterfoil.lifecycle.orders.charging import pricing_of
from counterfoil.lifecycle.orders.models import (
    ADJUSTMENT,
    DISCOUNT,
    TAX,
    Order,
    OrderLine,
    Revision,
    RevisionCharge,
    RevisionLine,
)
from counterfoil.lifecycle.orders.pricing import line_amount, net_price, taxes_on, totals, worth

TODAY = date(2026, 3, 2)
PERCENTS = ["-50", "-33.3333", "-10", "-0.0001", "5", "10", "100"]


@dataclass(frozen=True)
class Agreed:
    """An order of several lines, with what it adds to them."""

    order: Order
    revision: Revision
    says: Sequence[RevisionLine]

    @property
    def taxes(self) -> list[RevisionCharge]:
        return self.revision.charges_of(TAX)


def agreed(
    currency: str, lines: Sequence[tuple[Any, ...]], charges: Sequence[RevisionCharge], sequential: bool
) -> Agreed:
    """An issued order of quantities, prices, discounts, and whether each is free of tax; all of it accepted."""
    order = Order(state="issued", currency=currency, base_currency=currency, contractor=Contractor(country="DE"))
    revision = Revision(order=order, charge_count=len(charges), sequential=sequential)
    says = [
        RevisionLine(
            line=OrderLine(position=place, limit_quantity=quantity, accepted_quantity=quantity),
            quantity=quantity,
            unit="HUR",
            unit_price=price,
            discount=discount,
            tax_exempt=exempt,
            amount=line_amount(quantity, price, currency, discount),
        )
        for place, (quantity, price, discount, exempt) in enumerate(lines, 1)
    ]
    added = pricing_of(charges, sequential)
    sums = totals([(line.amount, line.tax_exempt) for line in says], currency, None, currency, added)
    for line, share in zip(says, sums.shares, strict=True):
        line.share = share
        line.line.limit_amount = line.net
        line.line.accepted_amount = line.net
    for charge, amount in zip(charges, [*sums.discounts, *sums.taxes, *added.adjustments], strict=True):
        charge.amount = amount
    revision.subtotal, revision.net, revision.tax = sums.subtotal, sums.net, sums.tax
    revision.adjustments, revision.total = sums.adjustments, sums.total
    revision.__dict__["all_charges"] = list(charges)
    order.limit_amount = revision.authorised
    return Agreed(order, revision, says)


def case_of(one: Agreed, lines: Sequence[InvoiceLine], **sums: Decimal) -> MatchCase:
    """A paper on this order, with every lock and every question about others answered: there are none."""
    net = sum((line.amount for line in lines), ZERO)
    figures = {"charges": ZERO, "tax": ZERO, "rounding": ZERO, "prepaid": ZERO} | sums
    figures.setdefault("total", net + figures["charges"] + figures["tax"] + figures["rounding"] - figures["prepaid"])
    invoice = Invoice(
        currency=one.order.currency,
        issued_on=TODAY,
        net=net,
        contractor=one.order.contractor,
        type_code="380",
        **figures,
    )
    invoice.alike = []
    company = Company(country="DE", currency=one.order.currency)
    return MatchCase(
        invoice, list(lines), company, TODAY, order=one.order, revision=one.revision, says=list(one.says), booked={}
    )


def row(said: RevisionLine, quantity: Decimal, price: Decimal, charges: Decimal, amount: Decimal) -> InvoiceLine:
    """One row of a paper that was paired with an order line."""
    found = {"quantity": quantity, "unit": "HUR", "unit_price": price, "charges": charges, "amount": amount}
    return InvoiceLine(id=new_id(), order_line_id=said.line_id, **found)


@st.composite
def orders(draw: Any) -> Agreed:
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
    percents = st.sampled_from([Decimal(one) for one in PERCENTS])
    figures = st.tuples(
        st.sampled_from([Decimal(one) for one in ("1", "2", "3", "10", "0.5", "7.25")]),
        st.decimals("0.01", "500", places=draw(st.sampled_from([0, 2, 6]))),
        st.one_of(st.just(ZERO), percents),
        st.booleans(),
    )
    lines = draw(st.lists(figures, min_size=1, max_size=4))
    discounts = [RevisionCharge(kind=DISCOUNT, percent=one) for one in draw(st.lists(percents, max_size=2))]
    taxes = [
        RevisionCharge(kind=TAX, percent=one, compound=draw(st.booleans()))
        for one in draw(st.lists(st.sampled_from([Decimal(one) for one in ("0", "5", "19", "20")]), max_size=2))
    ]
    unit = last_unit(currency)
    sizes = st.integers(-3000, 3000).filter(bool)
    adjustments = [RevisionCharge(kind=ADJUSTMENT, amount=one * unit) for one in draw(st.lists(sizes, max_size=2))]
    found = agreed(currency, lines, [*discounts, *taxes, *adjustments], draw(st.booleans()))
    assume(found.revision.net >= 0 and found.revision.authorised > 0 and found.revision.total > 0)
    return found


@st.composite
def papers(draw: Any) -> tuple[Agreed, MatchCase]:
    """A paper that is honest in some of its figures and not in others."""
    one = draw(orders())
    currency, unit = one.order.currency, last_unit(one.order.currency)
    few = st.integers(-6, 6).map(lambda count: count * unit)
    rows = [found for said in one.says for found in _rows(draw, said, currency, few)]
    assume(rows and all(found.amount >= 0 for found in rows))
    net = sum((found.amount for found in rows), ZERO)
    discounts = sum((charge.amount for charge in one.revision.charges_of(DISCOUNT)), ZERO)
    adjusted = one.revision.adjustments
    off = draw(st.sampled_from([ZERO, discounts, -discounts, discounts * 2, _of(one, net, discounts, currency)]))
    more = draw(st.one_of(st.just(ZERO), few, st.sampled_from([adjusted, -adjusted, 2 * adjusted])))
    charges = off + draw(st.sampled_from([ZERO, adjusted])) + more
    rounding = draw(st.one_of(st.just(ZERO), few))
    bases = [net, net + charges, net + off, _taxed(one, rows)]
    tax = sum(taxes_on(max(draw(st.sampled_from(bases)), ZERO), one.taxes, currency), ZERO)
    tax = max(tax + draw(st.one_of(st.just(ZERO), few, st.sampled_from([charges, -off, adjusted]))), ZERO)
    total = net + charges + tax + rounding + draw(st.one_of(st.just(ZERO), few))
    assume(total > 0)
    return one, case_of(one, rows, charges=charges, tax=tax, rounding=rounding, total=total)


def _rows(draw: Any, said: RevisionLine, currency: str, few: Any) -> list[InvoiceLine]:
    """Up to two rows on a line: all of it, a part or next to nothing, at one of the prices that could be meant."""
    found = []
    for _count in range(draw(st.integers(0, 2))):
        shares = [said.quantity, said.quantity / 2, Decimal("0.000001"), Decimal("0.001")]
        quantity = draw(st.sampled_from(shares)).quantize(Decimal("0.000001"))
        prices = [said.unit_price, net_price(said), said.unit_price * (100 + said.discount) / 100]
        price = draw(st.sampled_from(prices)).quantize(Decimal("0.000001"))
        own = line_amount(quantity, price, currency, said.discount) - line_amount(quantity, price, currency)
        borne = worth(quantity, said, currency) - line_amount(quantity, price, currency)
        charges = draw(st.one_of(st.sampled_from([ZERO, own, borne, -borne]), few))
        amount = line_amount(quantity, price, currency) + charges
        found.append(row(said, quantity, price, charges, amount + draw(st.one_of(st.just(ZERO), few))))
    return found


def _of(one: Agreed, net: Decimal, whole: Decimal, currency: str) -> Decimal:
    """The part of a sum for the whole order that these rows bear."""
    return round_money(whole * net / one.revision.subtotal, currency) if one.revision.subtotal else ZERO


def _taxed(one: Agreed, rows: Sequence[InvoiceLine]) -> Decimal:
    free = {said.line_id for said in one.says if said.tax_exempt}
    return sum((found.amount for found in rows if found.order_line_id not in free), ZERO)


def due(one: Agreed, rows: Sequence[InvoiceLine]) -> tuple[Decimal, Decimal]:
    """What these quantities are worth by the order, net, and as much of it as is taxed."""
    currency, worths = one.order.currency, []
    for said in one.says:
        quantity = sum((found.quantity for found in rows if found.order_line_id == said.line_id), ZERO)
        worths.append((worth(quantity, said, currency) if quantity else ZERO, said.tax_exempt))
    return sum((each for each, _free in worths), ZERO), sum((each for each, free in worths if not free), ZERO)


@pytest.mark.req(147, 149, 150)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(papers())
def test_what_nothing_stands_against_claims_no_more_than_its_order_allows(paper: tuple[Agreed, MatchCase]) -> None:
    one, case = paper
    if found_by(case):
        return
    invoice, small = case.invoice, small_in_document(case)
    net, taxed = due(one, case.lines)
    allowed = net + max(one.revision.adjustments, ZERO) + small
    claimed = invoice.total + invoice.prepaid - invoice.tax
    assert claimed <= allowed, f"{claimed} net is claimed, and {allowed} is allowed"
    assert claimed <= one.order.limit_amount + small
    if one.taxes:
        most = sum(taxes_on(taxed + small, one.taxes, one.order.currency), ZERO) + small
        assert invoice.tax <= most, f"{invoice.tax} of tax is claimed, and {most} is allowed"


def courier(*percents: str) -> Agreed:
    """10 × 100.00 with these discounts or markups, and a courier for 12.50."""
    charges = [RevisionCharge(kind=DISCOUNT, percent=Decimal(one)) for one in percents]
    charges.append(RevisionCharge(kind=ADJUSTMENT, amount=Decimal("12.50")))
    return agreed("EUR", [(Decimal(10), Decimal(100), ZERO, False)], charges, False)


def kinds(case: MatchCase) -> list[str]:
    return [found.kind for found in found_by(case)]


@pytest.mark.req(160)
@pytest.mark.parametrize(
    ("percents", "covered", "charged", "off"),
    [((), "500", "12.50", "0"), (("-10",), "450", "12.50", "-40"), (("5",), "500", "37.50", "20")],
)
def test_an_adjustment_is_billed_once(percents: tuple[str, ...], covered: str, charged: str, off: str) -> None:
    one, part = courier(*percents), Decimal("12.50") + Decimal(off)
    said = one.says[0]
    rows = [row(said, Decimal(4), Decimal(100), ZERO, Decimal(400))]
    assert kinds(case_of(one, rows, charges=part)) == []
    said.line.covered_quantity, said.line.covered_amount = Decimal(5), Decimal(covered)
    one.order.covered_amount, one.order.charged_amount = Decimal(covered), Decimal(charged) - Decimal("12.50")
    assert kinds(case_of(one, rows, charges=part)) == []
    one.order.charged_amount = Decimal(charged)
    assert kinds(case_of(one, rows, charges=Decimal(off))) == []
    assert set(kinds(case_of(one, rows, charges=part))) & {"charges", "price"}


@pytest.mark.req(147)
def test_rows_of_next_to_nothing_do_not_add_up() -> None:
    one = courier("-5")
    few, cent = Decimal("0.0001"), Decimal("0.01")
    assert kinds(case_of(one, [row(one.says[0], few, Decimal(100), ZERO, 2 * cent)])) == []
    rows = [row(one.says[0], few, Decimal(100), ZERO, 2 * cent) for _count in range(12)]
    assert "price" in kinds(case_of(one, rows))
