"""What may be done with an order, and every reason why not: tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from counterfoil.foundation.approvals.models import Approval
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid, Reason
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import rules
from counterfoil.lifecycle.orders.hanging import Hanging
from counterfoil.lifecycle.orders.models import Order, Revision

from .people import member
from .sums import pricing_totals

TEAM, CONTRACTOR = new_id(), new_id()
PLACE = {"billing_address": "Here", "invoice_channel": "There"}


def keys(reasons: list[Reason]) -> list[str]:
    return [reason.key for reason in reasons]


def order(**more: object) -> Order:
    return Order(**{"contractor_id": CONTRACTOR, "team_id": TEAM, "currency": "EUR", "base_currency": "EUR"} | more)


@pytest.mark.parametrize(
    ("made", "contractor_id", "rate_given", "reasons"),
    [
        ({}, CONTRACTOR, False, []),
        ({}, new_id(), False, ["engagement_of_other"]),
        ({"currency": "USD"}, CONTRACTOR, False, ["rate_needed"]),
        ({"currency": "USD", "rate": Decimal("0.9")}, CONTRACTOR, True, []),
        ({"rate": Decimal("0.9")}, CONTRACTOR, True, ["rate_not_one"]),
        ({"currency": "USD"}, new_id(), False, ["engagement_of_other", "rate_needed"]),
    ],
)
def test_draft(made: dict[str, object], contractor_id: object, rate_given: bool, reasons: list[str]) -> None:
    engagement = Engagement(contractor_id=contractor_id)
    assert keys(rules.draft(order(**made), engagement, member(["manager"]), rate_given, "order.create")) == reasons


def test_a_rate_that_is_needed_says_in_which_direction() -> None:
    found = rules.draft(
        order(currency="USD"), Engagement(contractor_id=CONTRACTOR), member(["manager"]), False, "order.create"
    )
    assert "1 USD = … EUR" in found[0].words


@pytest.mark.parametrize(
    ("role", "team_id", "own"),
    [
        ("manager", None, True),
        ("issuer", None, True),
        ("owner", None, True),
        ("manager", TEAM, True),
        ("manager", new_id(), False),
        ("auditor", None, False),
        ("approver", TEAM, False),
    ],
)
def test_own_team(role: str, team_id: object, own: bool) -> None:
    found = rules.draft(order(), Engagement(contractor_id=CONTRACTOR), member([role], team_id), False, "order.create")
    assert [(reason.key, reason.never) for reason in found] == ([] if own else [("not_your_team", True)])


@pytest.mark.parametrize(
    ("state", "named", "reasons"),
    [
        ("draft", {"title"}, []),
        ("draft", {"number"}, ["number_is_dealt"]),
        ("pending", {"title"}, ["not_draft"]),
        ("issued", {"number"}, ["not_draft", "number_is_dealt"]),
    ],
)
def test_change(state: str, named: set[str], reasons: list[str]) -> None:
    assert keys(rules.change(order(state=state), named)) == reasons


@pytest.mark.parametrize(
    ("state", "lines", "total", "reasons"),
    [
        ("draft", 1, "0.01", []),
        ("draft", 1, "0", ["no_amount"]),
        ("draft", 1, "-1", ["no_amount"]),
        ("draft", 0, "0", ["no_lines"]),
        ("issued", 0, "0", ["wrong_state", "no_lines"]),
    ],
)
def test_submit(state: str, lines: int, total: str, reasons: list[str]) -> None:
    assert (
        keys(rules.submit(order(state=state), Revision(total=Decimal(total), base_total=Decimal(total)), lines, []))
        == reasons
    )


@pytest.mark.parametrize(
    ("state", "approval", "company", "reasons"),
    [
        ("approved", Approval(state="given", digest="d"), PLACE, []),
        ("approved", Approval(state="given", digest="other"), PLACE, ["not_what_was_approved"]),
        ("approved", Approval(state="open", digest="d"), PLACE, ["not_what_was_approved"]),
        ("approved", None, PLACE, ["not_what_was_approved"]),
        ("pending", Approval(state="open", digest="d"), PLACE, ["wrong_state"]),
        ("approved", Approval(state="given", digest="d"), PLACE | {"invoice_channel": ""}, ["no_invoice_channel"]),
        ("draft", None, {}, ["wrong_state", "no_billing_address", "no_invoice_channel"]),
    ],
)
def test_issue(state: str, approval: Approval | None, company: dict[str, str], reasons: list[str]) -> None:
    assert keys(rules.issue(order(state=state), approval, "d", Company(**company))) == reasons


@pytest.mark.parametrize(
    ("state", "role", "claims", "reasons"),
    [
        ("draft", "manager", 0, []),
        ("approved", "owner", 0, []),
        ("issued", "issuer", 0, []),
        ("issued", "owner", 0, ["not_issuer"]),
        ("issued", "manager", 3, ["not_issuer", "live_claims"]),
        ("cancelled", "issuer", 0, ["wrong_state"]),
    ],
)
def test_cancel(state: str, role: str, claims: int, reasons: list[str]) -> None:
    assert keys(rules.cancel(order(state=state, live_claims=claims), member([role]), [])) == reasons


@pytest.mark.parametrize(
    ("value", "pattern", "full"),
    [(9, "A{#}", False), (10, "A{#}", True), (99_999, "A{#####}", False), (100_000, "A{#####}", True)],
)
def test_digits_never_grow_beyond_their_width(value: int, pattern: str, full: bool) -> None:
    assert (keys(rules.room_left(value, pattern)) == ["layout_full"]) is full


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (None, None, True),
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 1), date(2026, 3, 1), True),
        (date(2026, 3, 2), date(2026, 3, 1), False),
    ],
)
def test_days(first: date | None, last: date | None, fits: bool) -> None:
    if fits:
        rules.days(first, last)
        return
    with pytest.raises(Invalid):
        rules.days(first, last)


@pytest.mark.parametrize(("total", "base", "kept"), [(10**15, 1, True), (10**15 + 1, 1, False), (1, 10**15 + 1, False)])
def test_sums(total: int, base: int, kept: bool) -> None:
    sums = pricing_totals(total, base)
    assert (rules.sums(sums) == []) is kept


def test_reasons_are_sentences() -> None:
    hanging = [
        Hanging("evidence", new_id(), "accepted", "1", Decimal(3)),
        Hanging("invoice", new_id(), "disputed", "R-1", None, Decimal(500), "EUR"),
        Hanging("payment", new_id(), "initiated", "", None, Decimal(500), "EUR"),
    ]
    said = [reason.words for reason in rules.cancel(order(state="issued", live_claims=3), member(["owner"]), hanging)]
    assert said == [
        "Only the issuer team cancels an issued order.",
        "Something hangs on it; still live: 3 (evidence of 3 on line 1 (accepted), "
        "invoice R-1 over 500.00 EUR (disputed), payment of 500.00 EUR (on its way)). "
        "Withdraw, correct or void that first.",
    ]
    assert rules.issue(order(state="draft"), None, "", Company())[0].words == (
        "It is draft; this can be done only while it is approved."
    )


def test_an_order_that_a_rate_makes_worth_nothing_is_not_submitted() -> None:
    revision = Revision(total=Decimal(1_000_000), base_total=Decimal(0))
    assert keys(rules.submit(order(state="draft"), revision, 1, [])) == ["no_amount"]
