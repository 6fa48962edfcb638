"""Which noes of an approval are for good, what they name, and whom separation binds."""

from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import Approval, Level, Step
from counterfoil.foundation.approvals.rules import decide, levels_for, set_policy, shown, too_few_approvers
from counterfoil.foundation.companies.permissions import APPROVERS, ROLES, SYSTEM

from .people import member

WAITING = Step(position=2, role="approver")


def asked(*interested: UUID) -> Approval:
    return Approval(state="open", requester_id=interested[0], interested=interested, digest="a" * 64)


@pytest.mark.req(49)
@pytest.mark.parametrize("role", sorted(APPROVERS))
def test_separation_binds_every_role(role: str) -> None:
    own, other = member([role, "approver"]), member(["approver"])
    approval = asked(other.id, own.id)
    assert [(reason.key, reason.never) for reason in decide(approval, [WAITING], own, True)] == [("own_request", True)]
    assert decide(approval, [WAITING], own, False) == []


def test_another_role_s_step_is_never_theirs_and_says_whose_it_is() -> None:
    [reason] = decide(asked(member([]).id), [WAITING], member(["manager", "finance", "owner"]), True)
    assert (reason.key, reason.never) == ("not_named_by_policy", True)
    assert reason.params == {"role": "approver", "step": 2}
    assert reason.words == "This step is for somebody with the role approver."


@pytest.mark.parametrize("separated", [True, False])
def test_one_person_once_even_without_separation(separated: bool) -> None:
    by = member(["approver"])
    taken = Step(position=1, role="approver", state="given", member_id=by.id)
    [reason] = decide(asked(member([]).id), [taken, WAITING], by, separated)
    assert (reason.key, reason.never) == ("approved_before", True)


def test_every_reason_at_once() -> None:
    by = member(["manager"])
    taken = Step(position=1, role="manager", state="given", member_id=by.id)
    reasons = decide(asked(by.id), [taken, WAITING], by, True)
    assert [reason.key for reason in reasons] == ["not_named_by_policy", "own_request", "approved_before"]


@pytest.mark.parametrize("approval", [None, Approval(state="open")])
def test_nothing_to_decide_may_change(approval: Approval | None) -> None:
    steps = [] if approval else [WAITING]
    assert [(r.key, r.never) for r in decide(approval, steps, member(["approver"]), True)] == [
        ("nothing_to_approve", False)
    ]


@pytest.mark.req(57)
def test_only_the_step_whose_turn_it_is_counts() -> None:
    steps = [Step(position=1, role="finance"), Step(position=2, role="approver")]
    assert [reason.key for reason in decide(asked(member([]).id), steps, member(["approver"]), True)] == [
        "not_named_by_policy"
    ]
    assert decide(asked(member([]).id), steps, member(["finance"]), True) == []


def test_what_was_shown_is_named_beside_what_stands() -> None:
    [reason] = shown(asked(member([]).id), "b" * 64)
    assert (reason.key, reason.never) == ("shown_is_not_current", False)
    assert reason.params == {"shown": "b" * 64, "current": "a" * 64}


def test_the_role_that_nobody_is_left_for_is_named() -> None:
    people = [(UUID(int=1), frozenset({"approver"})), (UUID(int=2), frozenset({"approver"}))]
    [reason] = too_few_approvers(["approver", "finance", "approver"], people)
    assert (reason.key, reason.params) == ("no_approver_left", {"role": "finance"})


@pytest.mark.parametrize("role", [*ROLES, SYSTEM, "emperor", "", "*"])
def test_a_policy_names_only_roles_that_approve(role: str) -> None:
    reasons = [reason.key for reason in set_policy([(Decimal(0), "owner"), (Decimal(1), role)])]
    assert reasons == ([] if role in {"owner", "manager", "approver", "finance"} else ["policy_role"])


@pytest.mark.parametrize(("amount", "levels"), [("4999.99", 1), ("5000.00", 2), ("9999.99", 2), ("10000.00", 3)])
def test_levels_are_reached_cent_by_cent(amount: str, levels: int) -> None:
    policy = [Level(from_amount=Decimal(start)) for start in ("0", "5000.0000", "10000")]
    assert levels_for(policy, Decimal(amount)) == policy[:levels]
