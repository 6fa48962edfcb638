"""What may be invoiced by now: desk, record, API and form offer one amount, whatever was shown, billed and taken back."""

import re
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.catalogue.queries import policies_of
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import round_money
from counterfoil.insight.desk.outside import outside_desk
from counterfoil.insight.trace.record import record
from counterfoil.lifecycle.invoices.models import InvoiceLine
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.matching.levels import is_three_way
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order

from ...actions import billing
from ...actions.loading import delivered, loaded, row
from ...cast import NOW, Cast, line
from ...insight.moves import MOVES
from ...insight.walk import Walk
from .conftest import SignIn

HISTORIES, SHORTEST, LONGEST = 4, 24, 120
_FIELD = re.compile(r'name="lines-(\d+)-(quantity|unit_price|amount)"[^>]*? value="([^"]*)"')


@pytest.mark.parametrize("shard", range(HISTORIES))
def test_all_offer_the_same_after_every_step(cast: Cast, sign_in: SignIn, shard: int) -> None:
    lines = [line(20, "33.335"), line("15.5", "12.345", match_policy_id=_two_way(cast))]
    order_id, cleo = cast.issued(lines=lines), sign_in("cleo")
    walk = Walk(
        cast,
        Random(shard + 10),  # noqa: S311
        order_id,
        cast.contractor_id,
        billing.number_of(cast, order_id),
        NOW + timedelta(minutes=1),
        1,
        MOVES,
    )
    offered = set[Decimal]()
    for step in range(LONGEST):
        walk.step(walk.see())
        offered.add(_same(cast, cleo, order_id, walk.steps))
        if step >= SHORTEST and len(offered) > 1:
            break
    assert len(offered) > 1, "a history that never changed the amount shows nothing"


def test_what_waits_unpaired_may_be_any_line(cast: Cast, sign_in: SignIn) -> None:
    order_id, cleo = cast.issued(lines=[line(10), line(10, "50")]), sign_in("cleo")
    billing.accepted(cast, order_id, 10)
    assert _same(cast, cleo, order_id) == 1000
    waits = billing.received(cast, order_id, quantity=3, unit_price="7")
    assert waits["state"] == "disputed" and _same(cast, cleo, order_id) == 0
    matching.reject(by=cast.petra, at=NOW, invoice_id=UUID(waits["id"]), reason="Never ordered")
    assert _same(cast, cleo, order_id) == 1000


def test_what_was_loaded_is_offered_at_its_lines_amount(cast: Cast, sign_in: SignIn) -> None:
    order_id = loaded(cast, net=100, lines=[row(quantity=3, unit_price="33.33")])
    delivered(cast, order_id, "receipt", "R-1", 3)
    assert _same(cast, sign_in("cleo"), order_id) == 100


def _two_way(cast: Cast) -> str:
    values = MatchPolicyValues.model_validate({"name": "Two-way", "ways": 2, "tolerances": []})
    return str(set_match_policy(by=cast.fay, at=NOW, values=values)["id"])


def _same(cast: Cast, cleo: Client, order_id: UUID, steps: Any = ()) -> Decimal:
    """What all of them offer, and what is reckoned by hand."""
    by = cast.members["cleo"]
    with scope.reading(cast.company_id):
        reckoned = _by_hand(order_id)
        recorded = record(by, order_id, NOW).money.to_invoice
        desk = sum((one.amount for one in outside_desk(by, NOW).to_invoice if one.order.id == order_id), Decimal(0))
    page = cleo.get(f"/invoices/new?order={order_id}").content.decode()
    said = {"by hand": reckoned, "record": recorded, "desk": desk, "form": _form(page)}
    assert len(set(said.values())) == 1, "\n".join([str(said), *steps])
    return reckoned


def _by_hand(order_id: UUID) -> Decimal:
    order = Order.objects.select_related("contractor").get(id=order_id)
    waiting = [
        one
        for one in InvoiceLine.objects.filter(invoice__order_id=order_id, struck=False).select_related("invoice")
        if one.invoice.kind == "invoice" and one.invoice.state in ("received", "disputed")
    ]
    claims, paired = defaultdict[UUID | None, Decimal](Decimal), defaultdict[UUID, bool](bool)
    for one in waiting:
        claims[one.order_line_id] += one.quantity
        paired[one.invoice_id] |= one.order_line_id is not None
    if order.state != "issued" or not all(paired.values()):
        return Decimal(0)
    found, policies = Decimal(0), policies_of(order.company_id)
    for said in orders.revision_with_lines(order)[1]:
        granted = said.line.accepted_quantity if is_three_way(order, said, policies) else said.quantity
        left = max(granted - said.line.covered_quantity - claims[said.line_id], Decimal(0))
        price = said.amount / said.quantity if order.is_loaded else said.unit_price
        found += round_money(left * price, order.currency)
    return found


def _form(page: str) -> Decimal:
    """The sum of the lines that the form begins with, as it reckons one that is sent."""
    lines = defaultdict[str, dict[str, Decimal]](dict)
    for number, name, value in _FIELD.findall(page):
        if value:
            lines[number][name] = Decimal(value.replace(",", ""))
    return sum(
        (one.get("amount", round_money(one["quantity"] * one["unit_price"], "EUR")) for one in lines.values() if one),
        Decimal(0),
    )
