"""Whether money may move, every reason why not, and what of a part payment is net."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.models import Payment, Refund
from counterfoil.lifecycle.payments.releasing import net_share
from counterfoil.lifecycle.payments.values import Context

from .people import member
from .staged import TODAY, invoice, keys

ASKED: dict[str, Any] = {
    "against": [],
    "held": [],
    "clearers": [],
    "loaders": [],
    "failers": [],
    "looseners": [],
    "separated": True,
}
AGAINST, HELD = [Reason("price", "Too high.")], [Reason("on_hold", "Held.")]
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def owed(**more: Any) -> Invoice:
    return invoice(**{"state": "matched", "total": Decimal(1000), "contractor": Contractor(member_id=new_id())} | more)


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        ("matched", []),
        ("cleared", []),
        ("paying", []),
        ("received", ["wrong_state"]),
        ("disputed", ["wrong_state"]),
        ("paid", ["wrong_state"]),
        ("rejected", ["wrong_state"]),
        ("void", ["wrong_state"]),
        ("credited", ["wrong_state"]),
    ],
)
@pytest.mark.req(84)
def test_only_what_is_matched_or_cleared_is_released(state: str, reasons: list[str]) -> None:
    assert keys(rules.release(owed(state=state), member([]), **ASKED)) == reasons


@pytest.mark.parametrize(
    ("made", "more", "reasons"),
    [
        ({"kind": "credit"}, {}, ["credit_note"]),
        ({}, {"against": AGAINST}, ["price"]),
        ({}, {"held": HELD}, ["on_hold"]),
        ({"allocated_amount": Decimal(1000)}, {}, ["nothing_open"]),
        ({"credited_amount": Decimal(1000)}, {}, ["nothing_open"]),
        ({"credited_amount": Decimal(600), "allocated_amount": Decimal(600)}, {"amount": Decimal(1)}, ["nothing_open"]),
        ({"allocated_amount": Decimal(600)}, {"amount": Decimal(400)}, []),
        ({"allocated_amount": Decimal(600)}, {"amount": Decimal("400.01")}, ["more_than_open"]),
        ({"credited_amount": Decimal(600)}, {"amount": Decimal("400.01")}, ["more_than_open"]),
        ({"total": Decimal("1000.0099")}, {"amount": Decimal(1000)}, []),
        ({}, {"amount": Decimal("0.0001")}, ["too_many_places"]),
        ({"currency": "JPY"}, {"amount": Decimal("0.5")}, ["too_many_places"]),
        ({"currency": "KWD"}, {"amount": Decimal("0.005")}, []),
        ({"order": Order(limit_amount=900, engagement_id=new_id())}, {"beyond": Decimal(1000)}, ["beyond_order"]),
    ],
)
@pytest.mark.req(100)
def test_what_stands_against_a_release(made: dict[str, Any], more: dict[str, Any], reasons: list[str]) -> None:
    assert keys(rules.release(owed(**made), member([]), **ASKED | more)) == reasons


@pytest.mark.parametrize(
    ("did", "reasons"),
    [
        ("clearers", ["own_clearing"]),
        ("loaders", ["own_loading"]),
        ("failers", ["own_failure"]),
        ("looseners", ["own_loosening"]),
        ("own", ["own_money"]),
        (
            "clearers loaders failers looseners own",
            ["own_clearing", "own_loading", "own_failure", "own_loosening", "own_money"],
        ),
    ],
)
@pytest.mark.parametrize("separated", [True, False])
def test_who_releases(did: str, separated: bool, reasons: list[str]) -> None:
    by = member(["finance"])
    to_pay = owed(contractor=Contractor(member_id=by.id if "own" in did.split() else new_id()))
    sides = ("clearers", "loaders", "failers", "looseners")
    hands = {name: {new_id(), by.id} if name in did else {None, new_id()} for name in sides}
    found = rules.release(to_pay, by, **ASKED | hands | {"separated": separated})
    assert [(one.key, one.never) for one in found] == [(key, True) for key in reasons if separated]


def test_every_reason_against_a_release_comes_together() -> None:
    by = member(["finance"])
    bad = owed(state="disputed", kind="credit", allocated_amount=Decimal(1000), contractor=Contractor(member_id=by.id))
    asked = ASKED | {"against": AGAINST, "held": HELD, "clearers": {by.id}, "loaders": {by.id}, "failers": {by.id}}
    found = rules.release(bad, by, **asked)
    assert keys(found) == [
        "wrong_state",
        "credit_note",
        "price",
        "on_hold",
        "nothing_open",
        "own_clearing",
        "own_loading",
        "own_failure",
        "own_money",
    ]


def leaving(state: str = "released", day: date | None = TODAY, **more: Any) -> list[Reason]:
    """What stands against sending a payment that was released yesterday, of an invoice of the day before."""
    paid = more.pop("invoice", {})
    facts = {"state": "paying", "issued_on": YESTERDAY - timedelta(days=1), "allocated_amount": Decimal(1000)} | paid
    asked: dict[str, Any] = {"against": [], "held": [], "released_on": YESTERDAY, "today": TODAY, "day": day}
    return rules.initiate(Payment(state=state), [owed(**facts)], **asked | more)


@pytest.mark.parametrize(
    ("state", "day", "more", "reasons"),
    [
        ("released", TODAY, {}, []),
        ("released", None, {}, []),
        ("released", YESTERDAY, {}, []),
        ("released", TOMORROW, {}, ["day_to_come"]),
        ("released", YESTERDAY - timedelta(days=1), {}, ["before_release"]),
        ("released", YESTERDAY - timedelta(days=1), {"day_reason": "Sent from the old bank."}, []),
        ("released", YESTERDAY - timedelta(days=2), {"day_reason": "Sent before."}, ["before_invoice"]),
        ("released", date(1900, 1, 1), {}, ["before_invoice"]),
        ("released", TODAY, {"invoice": {"credited_amount": Decimal("0.01")}}, ["no_longer_owed"]),
        ("released", TODAY, {"against": AGAINST, "held": HELD}, ["price", "on_hold"]),
        ("initiated", TODAY, {"against": AGAINST}, ["wrong_state"]),
        ("cancelled", TOMORROW, {}, ["wrong_state", "day_to_come"]),
    ],
)
def test_what_leaves_is_what_is_owed_now(
    state: str, day: date | None, more: dict[str, Any], reasons: list[str]
) -> None:
    assert keys(leaving(state, day, **more)) == reasons


def test_a_payment_no_longer_fits_for_what_stands_against_it_and_not_for_a_day() -> None:
    assert keys(rules.no_longer_fits(leaving(held=HELD))) == ["on_hold"]
    assert rules.no_longer_fits(leaving(day=TOMORROW)) == []


@pytest.mark.parametrize(
    ("amount", "day", "reasons"),
    [
        ("500.00", TODAY, []),
        ("500.01", TODAY, ["more_than_owed_back"]),
        ("0.001", TODAY, ["too_many_places"]),
        ("500.00", TOMORROW, ["day_to_come"]),
        ("500.00", YESTERDAY, ["before_invoice"]),
    ],
)
def test_what_comes_back_is_no_more_than_is_owed_back(amount: str, day: date, reasons: list[str]) -> None:
    paid = owed(state="paid", settled_amount=Decimal(1000), credited_amount=Decimal(500))
    assert keys(rules.note_refund(paid, Decimal(amount), day, TODAY)) == reasons


@pytest.mark.parametrize(
    ("own", "payee", "separated", "reasons"),
    [
        (False, False, True, []),
        (True, False, True, ["own_refund"]),
        (True, False, False, []),
        (False, True, True, ["own_money"]),
    ],
)
def test_who_confirms_a_refund(own: bool, payee: bool, separated: bool, reasons: list[str]) -> None:
    by = member(["finance"])
    paid = owed(contractor=Contractor(member_id=by.id if payee else new_id()))
    refund = Refund(credited=paid, noted_by_id=by.id if own else new_id())
    assert keys(rules.confirm_refund(refund, by, separated)) == reasons


@pytest.mark.parametrize(
    ("state", "left", "day", "reasons"),
    [
        ("initiated", TODAY, TODAY, []),
        ("initiated", YESTERDAY, TODAY, []),
        ("initiated", TODAY, YESTERDAY, ["before_it_left"]),
        ("initiated", TODAY, TOMORROW, ["day_to_come"]),
        ("released", None, TODAY, ["wrong_state"]),
        ("failed", TOMORROW + timedelta(days=1), TOMORROW, ["wrong_state", "day_to_come", "before_it_left"]),
    ],
)
@pytest.mark.req(85)
def test_settle(state: str, left: date | None, day: date, reasons: list[str]) -> None:
    assert keys(rules.settle(Payment(state=state, initiated_on=left), day, TODAY)) == reasons


@pytest.mark.parametrize("state", sorted(Payment.STATES))
def test_fail_what_is_on_its_way_and_cancel_what_is_not(state: str) -> None:
    assert keys(rules.fail(Payment(state=state))) == ([] if state == "initiated" else ["wrong_state"])
    assert keys(rules.cancel(Payment(state=state))) == ([] if state == "released" else ["wrong_state"])


CENTS = st.integers(min_value=1, max_value=10**7)


@given(claimed=CENTS, covered=st.integers(min_value=0, max_value=10**7), parts=st.lists(CENTS, max_size=12))
def test_the_nets_of_all_part_payments_are_the_cover(claimed: int, covered: int, parts: list[int]) -> None:
    """However an invoice is paid in parts: each net is what its share is, within a cent, and together they are the cover."""
    total, cover = Decimal(claimed).scaleb(-2), Decimal(min(covered, claimed)).scaleb(-2)
    paid = nets = Decimal(0)
    for part in [*(Decimal(one).scaleb(-2) for one in parts), total]:
        amount = min(part, total - paid)
        if amount:
            paid += amount
            net = net_share(cover, total, paid, "EUR", nets)
            nets += net
            assert net >= 0
            assert abs(nets - cover * paid / total) <= Decimal("0.005")
    assert nets == cover


@pytest.mark.parametrize(
    ("paid", "before", "net"),
    [("0.50", "0", "0.42"), ("1.00", "0.42", "0.42"), ("1190", "0.84", "999.16"), ("1", "9", "0")],
)
def test_a_net_share(paid: str, before: str, net: str) -> None:
    assert net_share(Decimal(1000), Decimal(1190), Decimal(paid), "EUR", Decimal(before)) == Decimal(net)


LINE = new_id()
JANUARY = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 31)}


@pytest.mark.req(106)
@pytest.mark.parametrize(
    ("amount", "said", "paid_for", "reasons"),
    [
        (None, {}, [], []),
        (1000, {}, [], []),
        (999, {}, [], ["context_missing"]),
        (999, {"purpose": "Milestone 1"}, [], []),
        (999, {"line_id": LINE}, [], []),
        (999, JANUARY, [], []),
        (None, {}, [{"purpose": "Milestone 1"}], ["context_missing"]),
        (None, {"purpose": "Milestone 1"}, [{"purpose": "Milestone 1"}], ["context_taken"]),
        (None, {"purpose": "Milestone 2"}, [{"purpose": "Milestone 1"}], []),
        (None, JANUARY | {"line_id": LINE}, [JANUARY], []),
        (999, {"line_id": new_id()}, [], ["line_elsewhere"]),
        (999, {"starts_on": date(2026, 1, 1)}, [], ["half_a_period"]),
        (999, {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 31)}, [], ["period_backwards"]),
    ],
)
def test_a_part_says_what_it_is_for_and_for_nothing_else_s(
    amount: int | None, said: dict[str, Any], paid_for: list[dict[str, Any]], reasons: list[str]
) -> None:
    asked = None if amount is None else Decimal(amount)
    others = [Context(**one) for one in paid_for]
    assert keys(rules.in_context(owed(), asked, Context(**said), others, {LINE})) == reasons


@pytest.mark.req(161)
@pytest.mark.parametrize(
    ("state", "day", "facts", "reasons"),
    [
        ("settled", TODAY, {}, []),
        ("initiated", TODAY, {}, ["wrong_state"]),
        ("reversed", TODAY, {}, ["wrong_state"]),
        ("settled", TOMORROW, {}, ["day_to_come"]),
        ("settled", YESTERDAY, {}, ["before_it_arrived"]),
        ("settled", TODAY, {"credited_amount": 400, "returned_amount": 400}, ["went_elsewhere"]),
        ("settled", TODAY, {"credited_amount": 400, "returned_amount": 0}, []),
    ],
)
def test_what_a_bank_takes_back(state: str, day: date, facts: dict[str, Any], reasons: list[str]) -> None:
    amounts = {name: Decimal(value) for name, value in facts.items()}
    paid = owed(settled_amount=Decimal(1000), allocated_amount=Decimal(1000), **amounts)
    payment = Payment(state=state, settled_on=TODAY)
    assert keys(rules.reverse(payment, [paid], {paid.id: Decimal(1000)}, day, TODAY)) == reasons
