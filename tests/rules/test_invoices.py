"""What may be done with an invoice, what stands against it, and every reason why not: tables of cases."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.invoices import rules as invoice_rules
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import TRANSITIONS
from counterfoil.lifecycle.matching import rules
from counterfoil.lifecycle.matching.models import InvoiceException

from .people import member
from .staged import TEAM, invoice, keys, order

STATES = sorted(Invoice.STATES)
HELD = [Reason("on_hold", "Held.")]


@pytest.mark.parametrize(
    ("roles", "own", "reasons"),
    [
        (["payables"], False, []),
        (["finance"], False, []),
        (["system"], False, []),
        (["contractor"], True, []),
        (["contractor"], False, ["not_your_invoice"]),
        (["owner", "manager", "auditor"], False, ["not_your_invoice"]),
    ],
)
def test_receive(roles: list[str], own: bool, reasons: list[str]) -> None:
    by = member(roles)
    found = invoice_rules.receive(Contractor(member_id=by.id if own else new_id()), by)
    assert [(one.key, one.never) for one in found] == [(key, True) for key in reasons]


@pytest.mark.parametrize(
    ("made", "roles", "team_id", "reasons"),
    [
        ({"state": "matched"}, ["payables"], None, []),
        ({"state": "disputed"}, ["finance"], None, []),
        ({"state": "paying"}, ["manager"], TEAM, []),
        ({"state": "paying"}, ["manager"], new_id(), ["not_your_order"]),
        ({"state": "paid"}, ["payables"], None, ["not_held"]),
        ({"state": "void"}, ["payables"], None, ["not_held"]),
        ({"state": "rejected"}, ["payables"], None, ["not_held"]),
        ({"state": "credited"}, ["payables"], None, ["not_held"]),
        ({"state": "received", "kind": "credit"}, ["payables"], None, ["not_held"]),
        ({"state": "paid"}, ["manager"], new_id(), ["not_held", "not_your_order"]),
        ({"state": "disputed", "order": None}, ["manager"], new_id(), []),
    ],
)
@pytest.mark.req(84)
def test_hold(made: dict[str, Any], roles: list[str], team_id: Any, reasons: list[str]) -> None:
    assert keys(invoice_rules.hold(invoice(**{"order": order()} | made), member(roles, team_id))) == reasons


@pytest.mark.parametrize("state", STATES)
def test_what_waits_is_corrected_and_paired(state: str) -> None:
    waits = [] if state in ("received", "disputed") else ["not_waiting"]
    assert keys(rules.correct(invoice(state=state))) == waits
    assert keys(rules.pair(invoice(state=state, order=order()))) == waits
    assert keys(rules.pair(invoice(state=state))) == [*waits, "no_order"]
    assert keys(rules.correct(invoice(state=state, credited_amount=Decimal(1)))) == [*waits, "has_credits"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", ["match", "reject", "void"])
def test_each_verb_starts_from_its_states(state: str, verb: str) -> None:
    rule = {"match": rules.match, "reject": rules.reject, "void": rules.void}[verb]
    assert keys(rule(invoice(state=state))) == ([] if state in TRANSITIONS[verb][0] else ["wrong_state"])


@pytest.mark.parametrize(
    ("made", "void", "reject"),
    [
        ({"allocated_amount": Decimal(1)}, ["has_payments"], []),
        ({"credited_amount": Decimal(1)}, ["has_credits"], ["has_credits"]),
        ({"credited_amount": Decimal(1), "kind": "credit"}, [], []),
        (
            {"state": "paying", "allocated_amount": Decimal(1), "credited_amount": Decimal(1)},
            ["wrong_state", "has_payments", "has_credits"],
            ["wrong_state", "has_credits"],
        ),
    ],
)
def test_what_payments_and_credits_stop(made: dict[str, Any], void: list[str], reject: list[str]) -> None:
    assert keys(rules.void(invoice(**made))) == void
    assert keys(rules.reject(invoice(**made))) == reject


@pytest.mark.parametrize("state", STATES)
def test_a_credit_note_is_undone_before_its_invoice_is_paid(state: str) -> None:
    bill = invoice(state=state)
    reasons = {"paying": ["credited_is_paid"], "paid": ["credited_is_paid"], "written_off": ["credited_is_written_off"]}
    assert keys(rules.void_credit(invoice(kind="credit", state="matched", credits=bill))) == reasons.get(state, [])
    assert rules.void_credit(invoice(kind="credit", state="disputed", credits=bill)) == []
    assert rules.void_credit(invoice(kind="credit", state="matched")) == []


def found(kind: str = "price", state: str = "open") -> InvoiceException:
    return InvoiceException(kind=kind, state=state)


@pytest.mark.parametrize(
    ("exception", "is_who", "separated", "held", "reasons"),
    [
        (found(), "", True, [], []),
        (found(state="accepted"), "", True, [], ["wrong_state"]),
        (found(state="corrected"), "", True, [], ["wrong_state"]),
        (found("ceiling"), "", True, [], ["not_acceptable"]),
        (found(), "entered", True, [], ["own_invoice"]),
        (found(), "entered", False, [], []),
        (found(), "accepted", True, [], ["own_acceptance"]),
        (found(), "accepted", False, [], []),
        (found(), "loosened", True, [], ["own_loosening"]),
        (found(), "loosened", False, [], []),
        (found(), "released", True, [], ["own_release"]),
        (found(), "released", False, [], []),
        (found(), "paid", True, [], ["own_money"]),
        (found(), "paid", False, [], []),
        (found(), "", True, HELD, ["on_hold"]),
        (
            found("hold", "rejected"),
            "all",
            True,
            HELD,
            [
                *("wrong_state", "on_hold", "not_acceptable", "own_invoice", "own_acceptance", "own_loosening"),
                *("own_release", "own_money"),
            ],
        ),
    ],
)
@pytest.mark.req(83)
def test_accept(
    exception: InvoiceException, is_who: str, separated: bool, held: list[Reason], reasons: list[str]
) -> None:
    by = member(["finance"])
    sides = ("entered", "accepted", "loosened", "released", "paid")
    entered, accepted, loosened, released, paid = (by.id if is_who in (who, "all") else new_id() for who in sides)
    claim = invoice(contractor=Contractor(member_id=paid))
    hands = {"enterers": {new_id(), entered}, "accepters": {accepted}, "looseners": {loosened, new_id()}}
    hands["releasers"] = {released}
    reached = rules.accept(exception, claim, by, **hands, separated=separated, held=held)
    assert keys(reached) == reasons
    assert [one.key for one in reached if one.never] == [key for key in reasons if key.startswith("own_")]


@pytest.mark.parametrize(
    ("there", "same", "paid", "reasons"),
    [
        (True, False, False, []),
        (False, False, False, ["no_duplicate"]),
        (True, True, False, ["own_invoice"]),
        (False, True, False, ["no_duplicate", "own_invoice"]),
        (True, False, True, ["own_money"]),
        (True, True, True, ["own_invoice", "own_money"]),
    ],
)
def test_admit(there: bool, same: bool, paid: bool, reasons: list[str]) -> None:
    by = member(["finance"])
    first = invoice(contractor=Contractor(member_id=by.id if paid else new_id())) if there else None
    assert keys(rules.admit(first, by, by.id if same else new_id())) == reasons


def test_what_was_turned_away_is_admitted_once() -> None:
    assert rules.admitted_once(None) == []
    assert keys(rules.admitted_once(invoice())) == ["admitted"]


@pytest.mark.parametrize(
    ("state", "owner_state", "reasons"),
    [
        ("open", "active", []),
        ("accepted", "active", ["not_open"]),
        ("open", "invited", ["not_active"]),
        ("corrected", "gone", ["not_open", "not_active"]),
    ],
)
@pytest.mark.req(82)
def test_assign(state: str, owner_state: str, reasons: list[str]) -> None:
    assert keys(rules.assign(found(state=state), member(["payables"], state=owner_state))) == reasons


@pytest.mark.parametrize(
    ("roles", "reasons"),
    [(["contractor"], ["not_here"]), (["system"], ["not_here"]), ([], ["not_here"]), (["contractor", "manager"], [])],
)
def test_nothing_is_assigned_to_who_does_not_work_here(roles: list[str], reasons: list[str]) -> None:
    assert keys(rules.assign(found(), member(roles))) == reasons


def test_only_what_can_be_found_is_routed() -> None:
    assert rules.set_route("price") == []
    unknown = rules.set_route("mood")
    assert keys(unknown) == ["kind_unknown"]
    assert "price" in unknown[0].words
