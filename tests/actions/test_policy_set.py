"""policy.set: who must approve, from which amount on."""

from typing import Any

import pytest
from pydantic import ValidationError

from counterfoil.foundation.approvals.actions import PolicyValues, set_policy
from counterfoil.foundation.approvals.deciding import current_levels
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused


def policy(*levels: tuple[str, str]) -> PolicyValues:
    return PolicyValues.model_validate({"levels": [{"from_amount": amount, "role": role} for amount, role in levels]})


class TestSetPolicy(VerbTests):
    verb, who, stranger_finds_nothing = "policy.set", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"values": policy(("0", "approver"))}

    def otherwise(self, given: Given) -> Given:
        return {"values": policy(("0", "finance"))}


def test_works_as_a_new_version(cast: Cast) -> None:
    answer = set_policy(by=cast.olga, at=NOW, values=policy(("0", "manager"), ("100", "finance"), ("100", "owner")))
    assert answer["version"] == 2
    with scope.reading(cast.company_id):
        levels = [(level.from_amount, level.role) for level in current_levels(cast.company_id)]
    assert levels == [(0, "manager"), (100, "finance"), (100, "owner")]


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ([("0.01", "approver")], "policy_gap"),
        ([("0", "approver"), ("500", "approver"), ("499.99", "approver")], "policy_order"),
        ([("0", "auditor")], "policy_role"),
        ([("0", "system")], "policy_role"),
        ([("0", "emperor")], "policy_role"),
    ],
)
def test_policies_that_can_not_be(cast: Cast, levels: list[tuple[str, str]], reason: str) -> None:
    assert refused(cast, lambda: set_policy(by=cast.olga, at=NOW, values=policy(*levels))) == [reason]


@pytest.mark.parametrize(
    "level",
    [
        {"from_amount": "NaN", "role": "approver"},
        {"from_amount": "-1", "role": "approver"},
        {"from_amount": "0.00001", "role": "approver"},
        {"from_amount": "0", "role": "a\x00"},
    ],
)
def test_values_that_can_not_be(level: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PolicyValues.model_validate({"levels": [level]})


def test_not_without_a_level() -> None:
    with pytest.raises(ValidationError):
        PolicyValues.model_validate({"levels": []})
