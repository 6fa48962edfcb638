"""Every verb of an order in every state, which noes are for good, and where a rule's border lies."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Invalid, Reason
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import rules
from counterfoil.lifecycle.orders.hanging import Hanging
from counterfoil.lifecycle.orders.models import Order, Revision

from .people import member
from .sums import pricing_totals

STATES = ["draft", "pending", "approved", "rejected", "issued", "cancelled"]
TEAM, CONTRACTOR, PAID = new_id(), new_id(), new_id()
ISSUER, APPROVER = member(["issuer"]), member(["approver"])
READY = Company(billing_address="Here", invoice_channel="There")
GIVEN = Approval(state="given", digest="d")
RITAS_ID = new_id()
OPEN = Approval(state="open", requester_id=RITAS_ID, interested=[RITAS_ID], digest="d")
STEPS = [Step(position=1, role="approver")]

VERBS: dict[str, tuple[Callable[[Order], list[Reason]], set[str]]] = {
    "submit": (lambda order: rules.submit(order, Revision(total=Decimal(1), base_total=Decimal(1)), 1, []), {"draft"}),
    "discard": (rules.discard, {"draft"}),
    "recall": (rules.recall, {"pending"}),
    "approve": (lambda order: rules.approve(order, OPEN, STEPS, APPROVER, True), {"pending"}),
    "reject": (lambda order: rules.reject(order, OPEN, STEPS, APPROVER, True), {"pending"}),
    "revise": (rules.revise, {"rejected"}),
    "withdraw": (rules.withdraw, {"approved"}),
    "issue": (lambda order: rules.issue(order, GIVEN, "d", READY), {"approved"}),
    "cancel": (lambda order: rules.cancel(order, ISSUER, []), {"draft", "pending", "approved", "rejected", "issued"}),
}


def order(**more: Any) -> Order:
    paid = Contractor(id=CONTRACTOR, member_id=PAID)
    return Order(**{"contractor": paid, "team_id": TEAM, "currency": "EUR", "base_currency": "EUR"} | more)


def found(reasons: list[Reason]) -> list[tuple[str, bool]]:
    return [(reason.key, reason.never) for reason in reasons]


@pytest.mark.req(74, 99)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_starts_from_its_own_states_alone(verb: str, state: str) -> None:
    rule, starts = VERBS[verb]
    assert found(rule(order(state=state))) == ([] if state in starts else [("wrong_state", False)])


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_is_changed(state: str) -> None:
    assert found(rules.change(order(state=state), {"title"})) == ([] if state == "draft" else [("not_draft", False)])


@pytest.mark.req(58)
@pytest.mark.parametrize("state", STATES)
def test_a_number_is_edited_by_nobody_ever(state: str) -> None:
    assert ("number_is_dealt", True) in found(rules.change(order(state=state), {"title", "number"}))


@pytest.mark.parametrize("rule", [rules.approve, rules.reject])
@pytest.mark.parametrize(
    ("state", "by", "reasons"),
    [
        ("pending", member(["auditor"]), [("not_named_by_policy", True)]),
        ("pending", member(["approver"], id=OPEN.requester_id), [("own_request", True)]),
        ("pending", member(["approver"], id=PAID), [("own_money", True)]),
        # Where it is the order's state that forbids it, nobody is told that they never may.
        ("issued", member(["auditor"], id=OPEN.requester_id), [("wrong_state", False)]),
    ],
)
def test_deciding_asks_the_state_first(
    rule: Callable[..., list[Reason]], state: str, by: Member, reasons: list[tuple[str, bool]]
) -> None:
    assert found(rule(order(state=state), OPEN, STEPS, by, True)) == reasons


@pytest.mark.req(59)
@pytest.mark.parametrize("state", ["open", "given", "refused", "recalled", "withdrawn"])
@pytest.mark.parametrize("digest", ["d", "e", ""])
def test_issue_needs_the_one_approved_version(state: str, digest: str) -> None:
    reasons = found(rules.issue(order(state="approved"), Approval(state=state, digest="d"), digest, READY))
    assert reasons == ([] if (state, digest) == ("given", "d") else [("not_what_was_approved", False)])


@pytest.mark.req(69)
@pytest.mark.parametrize(
    ("company", "missing"),
    [
        (READY, []),
        (Company(billing_address="Here"), ["no_invoice_channel"]),
        (Company(invoice_channel="There"), ["no_billing_address"]),
        (Company(), ["no_billing_address", "no_invoice_channel"]),
    ],
)
def test_issue_names_everything_that_an_invoice_would_miss(company: Company, missing: list[str]) -> None:
    reasons = rules.issue(order(state="approved"), GIVEN, "d", company)
    assert found(reasons) == [(key, False) for key in missing]


@pytest.mark.parametrize("state", STATES[:-1])
@pytest.mark.parametrize("role", ["owner", "manager", "issuer"])
def test_an_issued_order_is_cancelled_by_the_issuer_alone(state: str, role: str) -> None:
    theirs = state != "issued" or role == "issuer"
    assert found(rules.cancel(order(state=state), member([role]), [])) == ([] if theirs else [("not_issuer", True)])


@pytest.mark.parametrize("state", ["approved", "issued"])
def test_what_something_hangs_on_is_not_cancelled_yet(state: str) -> None:
    hanging = [Hanging("invoice", new_id(), "paid", f"R-{number}", None, Decimal(5), "EUR") for number in range(7)]
    [reason] = rules.cancel(order(state=state, live_claims=7), ISSUER, hanging)
    assert (reason.key, reason.never, reason.params["count"]) == ("live_claims", False, 7)
    assert list(reason.leads) == hanging[:5] and "R-4" in reason.words and "R-5" not in reason.words
    assert "The first of it" in reason.words


@pytest.mark.parametrize(("role", "team_id"), [("manager", TEAM), ("owner", TEAM), ("issuer", TEAM)])
def test_a_right_for_one_team_orders_for_that_team_alone(role: str, team_id: UUID) -> None:
    by, engagement = member([role], team_id), Engagement(contractor_id=CONTRACTOR)
    assert rules.draft(order(), engagement, by, False, "order.create") == []
    for other in (new_id(), None):
        assert found(rules.draft(order(team_id=other), engagement, by, False, "order.create")) == [
            ("not_your_team", True)
        ]


def test_a_right_for_the_whole_company_orders_without_a_team() -> None:
    assert (
        rules.draft(
            order(team_id=None), Engagement(contractor_id=CONTRACTOR), member(["manager"]), False, "order.create"
        )
        == []
    )


def test_a_draft_is_told_everything_at_once() -> None:
    made = order(currency="USD", rate=Decimal(2))
    reasons = rules.draft(
        made, Engagement(contractor_id=new_id()), member(["manager"], new_id()), False, "order.create"
    )
    assert found(reasons) == [("engagement_of_other", False), ("not_your_team", True), ("rate_needed", False)]
    assert reasons[-1].params == {"currency": "USD", "base": "EUR"}


@pytest.mark.parametrize(("rate", "fits"), [("1", True), ("1.0000000000", True), ("1.0000000001", False), ("0", False)])
def test_within_one_currency_the_rate_is_one(rate: str, fits: bool) -> None:
    reasons = rules.draft(
        order(rate=Decimal(rate)), Engagement(contractor_id=CONTRACTOR), member(["owner"]), True, "order.create"
    )
    assert found(reasons) == ([] if fits else [("rate_not_one", False)])


@pytest.mark.parametrize(
    ("total", "base", "kept"),
    [
        ("1000000000000000.0000", "1000000000000000.0000", True),
        ("1000000000000000.0001", "1", False),
        ("1", "1000000000000000.0001", False),
    ],
)
def test_what_is_too_large_in_either_currency(total: str, base: str, kept: bool) -> None:
    sums = pricing_totals(total, base)
    assert found(rules.sums(sums)) == ([] if kept else [("amount_too_large", False)])


@pytest.mark.parametrize(("total", "reasons"), [("0.0001", []), ("0.0000", ["no_amount"]), ("-0.01", ["no_amount"])])
def test_an_order_of_nothing_is_not_submitted(total: str, reasons: list[str]) -> None:
    submitted = rules.submit(order(state="draft"), Revision(total=Decimal(total), base_total=Decimal(total)), 1, [])
    assert found(submitted) == [(key, False) for key in reasons]


def test_an_end_before_its_start_is_said_of_the_end() -> None:
    with pytest.raises(Invalid) as caught:
        rules.days(date(2026, 3, 2), date(2026, 3, 1))
    assert caught.value.fields == {"ends_on": ["The last day lies before the first."]}
