"""For whom, and from which amount on, an approval policy leaves nobody to approve: a table of cases."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import pytest

from counterfoil.foundation.approvals.models import Level
from counterfoil.foundation.approvals.rules import Holders, coverage, scarce

People = Mapping[str, str]


def _levels(*said: tuple[int, str]) -> list[Level]:
    return [Level(position=at, from_amount=Decimal(amount), role=role) for at, (amount, role) in enumerate(said, 1)]


def _holders(people: People, without: str = "") -> Holders:
    return [
        (UUID(int=number), frozenset(roles.split()))
        for number, (name, roles) in enumerate(people.items(), 1)
        if name != without
    ]


def _told(levels: Sequence[Level], people: People, asking: str) -> list[tuple[str, str, str, str]]:
    without = [(name, _holders(people, name)) for name in asking.split()]
    reasons = [one.as_data() for one in coverage(levels, "EUR", _holders(people), without)]
    return [
        (one["key"], one["params"].get("who", ""), one["params"]["amount"], one["params"]["role"]) for one in reasons
    ]


ONE, TWO = _levels((0, "approver")), _levels((0, "approver"), (5000, "finance"))
TWICE = _levels((0, "approver"), (5000, "approver"))


@pytest.mark.parametrize(
    ("levels", "people", "asking", "told"),
    [
        (ONE, {"amir": "approver"}, "", []),
        (ONE, {}, "", [("nobody_could", "", "0.00", "approver")]),
        (ONE, {"amir": "finance"}, "", [("nobody_could", "", "0.00", "approver")]),
        (TWO, {"amir": "approver"}, "", [("nobody_could", "", "5000.00", "finance")]),
        (TWO, {"amir": "approver finance"}, "", [("nobody_could", "", "5000.00", "finance")]),
        (TWO, {"amir": "approver finance", "fay": "finance"}, "", []),
        (TWICE, {"amir": "approver"}, "", [("nobody_could", "", "5000.00", "approver")]),
        (TWICE, {"amir": "approver", "bela": "approver"}, "", []),
        (ONE, {"amir": "approver"}, "amir", [("nobody_else", "amir", "0.00", "approver")]),
        (ONE, {"amir": "approver", "bela": "approver"}, "amir", []),
        (TWICE, {"amir": "approver", "bela": "approver"}, "amir", [("nobody_else", "amir", "5000.00", "approver")]),
        (
            TWO,
            {"amir": "approver", "fay": "finance"},
            "amir fay",
            [("nobody_else", "amir", "0.00", "approver"), ("nobody_else", "fay", "5000.00", "finance")],
        ),
        # What nobody can have anyway is not said once more of each who asks.
        (TWO, {"amir": "approver", "bela": "approver"}, "amir", [("nobody_could", "", "5000.00", "finance")]),
        ([], {}, "", []),
    ],
)
def test_every_gap_is_told(
    levels: list[Level], people: People, asking: str, told: list[tuple[str, str, str, str]]
) -> None:
    assert _told(levels, people, asking) == told


@pytest.mark.parametrize("count", range(5))
def test_only_whom_few_could_replace_can_be_missed(count: int) -> None:
    """Whoever holds no scarce role is never the one who is missing: the rule needs not be asked for them."""
    people = {f"p{number}": "approver" for number in range(count)} | {"fay": "finance"}
    few = scarce(TWICE, _holders(people))
    missed = [one for one in _told(TWICE, people, " ".join(people)) if one[0] == "nobody_else"]
    assert not missed or few == {"approver"}
    assert few == ({"approver"} if count <= 2 else set())
