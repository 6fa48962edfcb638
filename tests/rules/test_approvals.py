"""Who must approve, who may, and whether enough people could: tables of cases."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.foundation.approvals.models import Approval, Level, Step
from counterfoil.foundation.approvals.rules import (
    decide,
    levels_for,
    next_step,
    set_policy,
    shown,
    too_few_approvers,
)

from .people import member

LEVELS = [
    Level(position=1, from_amount=Decimal(0), role="approver"),
    Level(position=2, from_amount=Decimal(5000), role="finance"),
    Level(position=3, from_amount=Decimal(5000), role="owner"),
]


@pytest.mark.parametrize(
    ("amount", "positions"),
    [
        ("0.01", [1]),
        ("4999.99", [1]),
        ("4999.9999", [1]),
        ("5000", [1, 2, 3]),
        ("5000.00", [1, 2, 3]),
        ("5000.01", [1, 2, 3]),
    ],
)
def test_a_level_begins_at_its_amount(amount: str, positions: list[int]) -> None:
    assert [level.position for level in levels_for(LEVELS, Decimal(amount))] == positions


RITA, AMIR, BELA = (member(roles) for roles in (["manager", "approver"], ["approver"], ["approver", "finance"]))


def approval(**more: object) -> Approval:
    return Approval(**{"state": "open", "requester_id": RITA.id, "interested": [RITA.id], "digest": "a" * 64} | more)


def steps(*said: tuple[str, str, UUID | None]) -> list[Step]:
    return [Step(position=n, role=role, state=state, member_id=who) for n, (role, state, who) in enumerate(said, 1)]


@pytest.mark.parametrize(
    ("by", "taken", "separated", "reasons"),
    [
        (AMIR, [("approver", "waiting", None)], True, []),
        (RITA, [("approver", "waiting", None)], True, ["own_request"]),
        (RITA, [("approver", "waiting", None)], False, []),
        (AMIR, [("finance", "waiting", None)], True, ["not_named_by_policy"]),
        (RITA, [("finance", "waiting", None)], True, ["not_named_by_policy", "own_request"]),
        (BELA, [("approver", "given", BELA.id), ("finance", "waiting", None)], True, ["approved_before"]),
        (BELA, [("approver", "given", AMIR.id), ("finance", "waiting", None)], True, []),
        (AMIR, [("approver", "given", BELA.id)], True, ["nothing_to_approve"]),
        (AMIR, [], True, ["nothing_to_approve"]),
    ],
)
def test_who_may_decide(
    by: object, taken: list[tuple[str, str, UUID | None]], separated: bool, reasons: list[str]
) -> None:
    assert [reason.key for reason in decide(approval(), steps(*taken), by, separated)] == reasons  # type: ignore[arg-type]


def test_nobody_who_has_an_interest_in_it() -> None:
    asked = approval(interested=[RITA.id, AMIR.id])
    reasons = decide(asked, steps(("approver", "waiting", None)), AMIR, True)
    assert [(reason.key, reason.never) for reason in reasons] == [("own_request", True)]


def test_a_typed_rate_chooses_no_approvers() -> None:
    assert [level.position for level in levels_for(LEVELS, Decimal("0.01"), all_of_them=True)] == [1, 2, 3][
        : len(LEVELS)
    ]


@pytest.mark.parametrize("state", ["given", "refused", "recalled", "withdrawn"])
def test_a_closed_approval_waits_for_nobody(state: str) -> None:
    reasons = decide(approval(state=state), steps(("approver", "waiting", None)), AMIR, True)
    assert [reason.key for reason in reasons] == ["nothing_to_approve"]


def test_an_approval_binds_to_what_was_shown() -> None:
    assert shown(approval(), "a" * 64) == []
    assert [reason.key for reason in shown(approval(), "b" * 64)] == ["shown_is_not_current"]
    assert shown(None, "anything") == []


def test_the_next_step_is_the_first_that_waits() -> None:
    taken = steps(("approver", "given", AMIR.id), ("finance", "waiting", None), ("owner", "waiting", None))
    assert next_step(taken) is taken[1]
    assert next_step([]) is None


@pytest.mark.parametrize(
    ("levels", "reasons"),
    [
        ([("0", "approver")], []),
        ([("0", "approver"), ("0", "finance"), ("10", "owner")], []),
        ([], ["policy_gap"]),
        ([("1", "approver")], ["policy_gap"]),
        ([("0", "approver"), ("10", "owner"), ("9", "owner")], ["policy_order"]),
        ([("0", "contractor")], ["policy_role"]),
        ([("0", "system")], ["policy_role"]),
        ([("5", "auditor"), ("4", "owner")], ["policy_gap", "policy_order", "policy_role"]),
    ],
)
def test_what_a_policy_can_be(levels: list[tuple[str, str]], reasons: list[str]) -> None:
    given_levels = [(Decimal(amount), role) for amount, role in levels]
    assert [reason.key for reason in set_policy(given_levels)] == reasons


Holders = Sequence[tuple[UUID, frozenset[str]]]


def holders(*roles: str) -> Holders:
    return [(UUID(int=number), frozenset(held.split())) for number, held in enumerate(roles, 1)]


@pytest.mark.parametrize(
    ("asked", "people", "enough"),
    [
        ("approver", [], False),
        ("approver", ["approver"], True),
        ("approver approver", ["approver"], False),
        ("approver approver", ["approver", "approver"], True),
        ("approver finance", ["approver finance"], False),
        # Whoever takes the first who fits would give the only one who can do both to the first step.
        ("approver finance", ["approver finance", "approver"], True),
        ("approver finance owner", ["approver finance", "approver finance owner", "approver"], True),
        ("a b c d", ["a b", "b c", "c d", "a"], True),
        ("a b c d", ["a b c d", "a b c", "a b", "a"], True),
        ("a b c d", ["a b", "a b", "a b", "c d"], False),
        ("", [], True),
    ],
)
def test_whether_enough_people_could_approve(asked: str, people: list[str], enough: bool) -> None:
    assert (too_few_approvers(asked.split(), holders(*people)) == []) is enough


_ROLES = st.frozensets(st.sampled_from("abc"))


@given(st.lists(st.sampled_from("abc"), max_size=4), st.lists(_ROLES, max_size=5))
def test_it_finds_a_way_exactly_when_there_is_one(asked: list[str], people: list[frozenset[str]]) -> None:
    """Compared with trying every way to hand the steps out."""
    known = [(UUID(int=number), roles) for number, roles in enumerate(people, 1)]
    there_is = any(
        all(role in who for role, who in zip(asked, way, strict=True)) for way in permutations(people, len(asked))
    )
    assert (too_few_approvers(asked, known) == []) is there_is
