"""Every cent that is paid is compared and counted: rounding, charges, discounts, tax, and what rounding leaves."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast, line
from .billing import accepted, claim, exception_of, initiated, invoice_of, kinds_of, received, released, settled
from .ordering import order_of
from .test_credit_balances import money_of
from .verb import WHY, refused

HALF = {"quantity": "1.5", "unit_price": "33.35", "total": "50.03"}
HALVES = [("PA-1", NOW), ("PA-2", NOW + timedelta(days=1))]


def half(cast: Cast, order_id: UUID, number: str, at: datetime) -> UUID:
    """One of two like halves, of days of their own, with which everything is in order."""
    values = claim(cast, order_id, number=number, issued_on=at.date(), **HALF)
    answer = matching.receive(by=cast.petra, at=at, values=values)
    assert answer["state"] == "matched", kinds_of(cast, answer["id"])
    return UUID(answer["id"])


def small(cast: Cast, quantity: Any, price: Any) -> UUID:
    """An issued order of one line, all of it accepted."""
    order_id = cast.issued(lines=[line(quantity, price)])
    accepted(cast, order_id, quantity)
    return order_id


def test_many_roundings_do_not_add_up_to_money_beyond_the_order(cast: Cast) -> None:
    """Forty invoices of 0.01, each with a rounding of nearly a unit, paid 32.20 on an order of 10.00 once."""
    order_id = small(cast, 10, "1.00")
    for number in range(12):
        more = {"quantity": "0.01", "unit_price": "1.00", "rounding": f"0.{80 + number}"}
        bill = received(cast, order_id, number=f"R-{number}", total=Decimal("0.01") + Decimal(more["rounding"]), **more)
        assert "charges" in kinds_of(cast, bill["id"])
        found = exception_of(cast, UUID(bill["id"]), "charges")
        state = matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)["invoice_state"]
        if state == "cleared":
            released(cast, UUID(bill["id"]))
    order = order_of(cast, order_id)
    assert order.covered_amount + order.charged_amount <= order.limit_amount
    assert 9 < order.released_amount <= Decimal("10.00")


def test_a_charge_is_accepted_by_a_second_person_and_counts_within_the_limit(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, quantity=9, charges="50.00", total="950.00")["id"])
    found = exception_of(cast, bill, "charges")
    assert matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)["invoice_state"] == "cleared"
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.charged_amount, order.small_amount) == (900, 50, 0)
    settled(cast, bill)
    assert money_of(cast, order_id) == (950, 950, 950)


def test_void_gives_back_what_was_charged(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, quantity=9, charges="50.00", total="950.00")["id"])
    matching.accept(by=cast.bela, at=NOW, exception_id=exception_of(cast, bill, "charges").id, reason=WHY)
    matching.void(by=cast.petra, at=NOW, invoice_id=bill, reason=WHY)
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.charged_amount, order.small_amount) == (0, 0, 0)


def test_a_discount_on_the_whole_document_is_not_what_went_out(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, charges="-100.00", tax="180.00", total="1080.00")["id"])
    assert invoice_of(cast, bill).state == "matched"
    settled(cast, bill)
    assert money_of(cast, order_id) == (900, 900, 900)


def test_the_net_of_what_was_prepaid_did_not_go_out_either(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, tax="190.00", prepaid="595.00", total="595.00")["id"])
    initiated(cast, bill)
    assert money_of(cast, order_id)[1] == 500


def test_parts_that_were_rounded_one_by_one_are_payable(cast: Cast) -> None:
    """Two halves of 3 × 33.35 are 50.03 each: the cent above the limit is a small difference of the order."""
    order_id = small(cast, 3, "33.35")
    for number, day in HALVES:
        payment_id = UUID(payments.release(by=cast.fay, at=day, invoice_id=half(cast, order_id, number, day))["id"])
        payments.initiate(by=cast.fay, at=day, payment_id=payment_id)
        payments.settle(by=cast.fay, at=day, payment_id=payment_id)
    order = order_of(cast, order_id)
    assert (order.covered_amount, order.small_amount) == (Decimal("100.05"), Decimal("0.01"))
    assert money_of(cast, order_id) == (Decimal("100.06"),) * 3


def test_a_void_gives_the_small_difference_back(cast: Cast) -> None:
    order_id = small(cast, 3, "33.35")
    first, second = (half(cast, order_id, number, day) for number, day in HALVES)
    matching.void(by=cast.petra, at=NOW, invoice_id=second, reason=WHY)
    assert order_of(cast, order_id).small_amount == 0
    assert invoice_of(cast, first).state == "matched"


@pytest.mark.parametrize(("total", "state", "kinds"), [("1190.01", "matched", []), ("1189.98", "disputed", ["total"])])
def test_a_cent_between_rows_and_total_is_nothing_to_argue_about(
    cast: Cast, total: str, state: str, kinds: list[str]
) -> None:
    order_id = small(cast, 10, "100.00")
    bill = received(cast, order_id, tax="190.00", total=total)
    assert (bill["state"], kinds_of(cast, bill["id"])) == (state, kinds)
    if kinds:
        found = exception_of(cast, UUID(bill["id"]), "total")
        assert matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)["invoice_state"] == "cleared"


def test_a_total_within_the_policy_s_tolerance_passes(cast: Cast) -> None:
    tolerance = {"attribute": "total", "kind": "amount", "amount": "1.00"}
    values = MatchPolicyValues.model_validate({"name": "Ours", "is_default": True, "tolerances": [tolerance]})
    set_match_policy(by=cast.olga, at=NOW, values=values)
    order_id = small(cast, 10, "100.00")
    assert received(cast, order_id, quantity=9, total="901.00")["state"] == "matched"
    assert order_of(cast, order_id).charged_amount == 1


def test_thirty_per_cent_of_tax_waits_for_a_second_person(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, tax="300.00", total="1300.00")["id"])
    assert kinds_of(cast, bill) == ["tax"]
    found = exception_of(cast, bill, "tax")
    assert matching.accept(by=cast.bela, at=NOW, exception_id=found.id, reason=WHY)["invoice_state"] == "cleared"


def test_a_company_names_the_taxes_that_it_accepts(cast: Cast) -> None:
    values = MatchPolicyValues.model_validate({"name": "Ours", "is_default": True, "tax_rates": ["0", "19"]})
    set_match_policy(by=cast.olga, at=NOW, values=values)
    order_id = small(cast, 10, "100.00")
    assert kinds_of(cast, received(cast, order_id, quantity=5, number="A 1", tax="100", total="600")["id"]) == ["tax"]
    assert received(cast, order_id, quantity=5, number="B 7", tax="95", total="595")["state"] == "matched"


def test_an_amount_with_more_places_than_its_currency_leaves_in_whole_units(cast: Cast) -> None:
    order_id = small(cast, 10, "100.00")
    bill = UUID(received(cast, order_id, tax="58.4333", total="1058.4333")["id"])
    payment_id = settled(cast, bill)
    assert invoice_of(cast, bill).state == "paid"
    assert invoice_of(cast, bill).settled_amount == Decimal("1058.43")
    assert refused(cast, lambda: payments.cancel(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY))
