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
from counterfoil.lifecycle.payments import rules
from counterfoil.lifecycle.payments.actions.release import net_share
from counterfoil.lifecycle.payments.models import Payment

from .people import member
from .staged import TODAY, invoice, keys

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
    found = rules.release(owed(state=state), member([]), against=[], held=[], clearers=[], loaders=[], separated=True)
    assert keys(found) == reasons


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
    ],
)
@pytest.mark.req(100)
def test_what_stands_against_a_release(made: dict[str, Any], more: dict[str, Any], reasons: list[str]) -> None:
    asked: dict[str, Any] = {"against": [], "held": [], "clearers": [], "loaders": [], "separated": True}
    assert keys(rules.release(owed(**made), member([]), **asked | more)) == reasons


@pytest.mark.parametrize(
    ("cleared", "loaded", "own", "separated", "reasons"),
    [
        (True, False, False, True, ["own_clearing"]),
        (True, False, False, False, []),
        (False, True, False, True, ["own_loading"]),
        (False, True, False, False, []),
        (False, False, True, True, ["own_money"]),
        (False, False, True, False, []),
        (True, True, True, True, ["own_clearing", "own_loading", "own_money"]),
    ],
)
def test_who_releases(cleared: bool, loaded: bool, own: bool, separated: bool, reasons: list[str]) -> None:
    by = member(["finance"])
    to_pay = owed(contractor=Contractor(member_id=by.id if own else new_id()))
    clearers = {by.id} if cleared else {None, new_id()}
    loaders = {new_id(), by.id} if loaded else {None, new_id()}
    found = rules.release(to_pay, by, against=[], held=[], clearers=clearers, loaders=loaders, separated=separated)
    assert [(one.key, one.never) for one in found] == [(key, True) for key in reasons]


def test_every_reason_against_a_release_comes_together() -> None:
    by = member(["finance"])
    bad = owed(state="disputed", kind="credit", allocated_amount=Decimal(1000), contractor=Contractor(member_id=by.id))
    found = rules.release(bad, by, against=AGAINST, held=HELD, clearers={by.id}, loaders={by.id}, separated=True)
    assert keys(found) == [
        "wrong_state",
        "credit_note",
        "price",
        "on_hold",
        "nothing_open",
        "own_clearing",
        "own_loading",
        "own_money",
    ]


@pytest.mark.parametrize(
    ("state", "day", "reasons"),
    [
        ("released", TODAY, []),
        ("released", YESTERDAY, []),
        ("released", TOMORROW, ["day_to_come"]),
        ("initiated", TODAY, ["wrong_state"]),
        ("cancelled", TOMORROW, ["wrong_state", "day_to_come"]),
    ],
)
def test_initiate(state: str, day: date, reasons: list[str]) -> None:
    assert keys(rules.initiate(Payment(state=state), day, TODAY)) == reasons


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
