"""How far a figure may lie from another: each kind, each direction, and the limit itself passes."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.foundation.catalogue.rules import set_match_policy
from counterfoil.foundation.catalogue.tolerances import (
    STRICT,
    UNIT_PRICE,
    Tolerance,
    first_said,
    highest,
    lowest,
    passes,
)
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.matching.levels import needs_evidence, tolerances_of
from counterfoil.lifecycle.orders.allowances import allowance_percent, levels, share

from .staged import billed, figure, keys, order, policies, policy, said, staged, tolerance


def made(kind: str, percent: Any = None, amount: Any = None, direction: str = "both") -> Tolerance:
    figures = [None if one is None else figure(one) for one in (percent, amount)]
    return Tolerance(kind, figures[0], figures[1], direction)


CENT, MICRO = "0.01", "0.000001"


@pytest.mark.parametrize(
    ("given", "expected", "low", "high"),
    [
        (made("exact"), 100, "100", "100"),
        (made("percent", 5), 100, "95", "105"),
        (made("percent", 5), "33.33", "31.6635", "34.9965"),
        (made("percent", 5), 0, "0", "0"),
        (made("percent", 0), 100, "100", "100"),
        (made("amount", None, "0.50"), 100, "99.50", "100.50"),
        (made("amount", None, 0), 100, "100", "100"),
        (made("both", 5, 2), 100, "98", "102"),
        (made("both", 1, 2), 100, "99", "101"),
        (made("either", 5, 2), 100, "95", "105"),
        (made("either", 1, 2), 100, "98", "102"),
        (made("percent", 5, None, "over"), 100, None, "105"),
        (made("exact", direction="over"), 100, None, "100"),
        (made("unlimited"), 100, None, None),
        (made("unlimited", direction="over"), 100, None, None),
    ],
)
@pytest.mark.req(81)
def test_limits_are_exact_and_pass_themselves(
    given: Tolerance, expected: Any, low: str | None, high: str | None
) -> None:
    wanted = figure(expected)
    assert (lowest(wanted, given), highest(wanted, given)) == (low and Decimal(low), high and Decimal(high))
    for limit, beyond in ((high, 1), (low, -1)):
        if limit is None:
            assert passes(wanted, wanted + beyond * 10**9, given)
            continue
        assert passes(wanted, Decimal(limit), given)
        assert not passes(wanted, Decimal(limit) + beyond * Decimal(CENT), given)
        assert not passes(wanted, Decimal(limit) + beyond * Decimal(MICRO), given)


def test_the_nearest_level_that_says_something_counts() -> None:
    line, contractor = {UNIT_PRICE: made("exact")}, {UNIT_PRICE: made("percent", 5), "tax": made("amount", None, 1)}
    assert first_said([line, contractor], UNIT_PRICE) == made("exact")
    assert first_said([{}, contractor], UNIT_PRICE) == made("percent", 5)
    assert first_said([line, contractor], "tax") == made("amount", None, 1)
    assert first_said([line, {}], "total") == STRICT
    assert first_said([], UNIT_PRICE) == STRICT == made("exact")


LINE, ORDER, CONTRACTOR = (policy(is_default=False) for _level in ("line", "order", "contractor"))
COMPANY, UNUSED = policy(), policy(is_default=False)
ALL = policies(UNUSED, COMPANY, CONTRACTOR, ORDER, LINE)


@pytest.mark.parametrize(
    ("line", "of_order", "contractor", "known", "speaking"),
    [
        (LINE, ORDER, CONTRACTOR, ALL, [LINE, ORDER, CONTRACTOR, COMPANY]),
        (None, ORDER, None, ALL, [ORDER, COMPANY]),
        (None, None, None, ALL, [COMPANY]),
        (None, None, CONTRACTOR, policies(CONTRACTOR), [CONTRACTOR]),
        (COMPANY, None, None, ALL, [COMPANY]),
        (None, None, None, {}, []),
    ],
)
def test_the_levels_of_a_line(line: Any, of_order: Any, contractor: Any, known: Any, speaking: list[Any]) -> None:
    bought = order(
        match_policy_id=of_order and of_order.id, contractor=Contractor(match_policy_id=contractor and contractor.id)
    )
    assert levels(bought, said(match_policy_id=line and line.id), known) == speaking


def test_each_level_is_asked_for_each_attribute() -> None:
    near = policy(tolerance("quantity", "exact"), is_default=False)
    far = policy(tolerance("quantity", "unlimited"), tolerance("unit_price", "unlimited"))
    line = said(match_policy_id=near.id)
    match_case = staged([billed(line)], [line], policies=policies(near, far))
    spoken = tolerances_of(match_case, line)
    assert [first_said(spoken, name).kind for name in ("quantity", "unit_price", "tax")] == [
        "exact",
        "unlimited",
        "exact",
    ]


@pytest.mark.parametrize(
    ("near", "far", "three_way"), [(None, None, True), (None, 2, False), (2, 3, False), (3, 2, True), (None, 3, True)]
)
@pytest.mark.req(79)
def test_two_way_or_three_way_is_the_nearest_that_says_so(near: int | None, far: int | None, three_way: bool) -> None:
    own, default = policy(ways=near, is_default=False), policy(ways=far)
    line = said(match_policy_id=own.id)
    match_case = staged([billed(line)], [line], policies=policies(own, default))
    assert needs_evidence(match_case, line) == three_way
    match_case.order = None
    assert (tolerances_of(match_case, line), needs_evidence(match_case, line)) == ([], True)


@pytest.mark.parametrize(
    ("said_so", "percent"), [([None, "5"], "5"), (["0", "5"], "0"), (["2.5", "5"], "2.5"), ([None], "0"), ([], "0")]
)
def test_the_allowance_is_the_nearest_that_is_granted(said_so: list[str | None], percent: str) -> None:
    speaking = [policy(allowance_percent=one and Decimal(one)) for one in said_so]
    assert allowance_percent(speaking) == Decimal(percent)


@pytest.mark.parametrize(
    ("of", "percent", "exactly"),
    [("1000", "5", "50"), ("33.33", "0.0001", "0.00003333"), ("0", "5", "0"), ("10", "0", "0")],
)
def test_a_share_is_exact(of: str, percent: str, exactly: str) -> None:
    assert share(Decimal(of), Decimal(percent)) == Decimal(exactly)


@pytest.mark.parametrize(
    ("tolerances", "reasons"),
    [
        ([], []),
        ([("unit_price", made("percent", 5)), ("quantity", made("percent", 5))], []),
        ([("unit_price", made("percent", 5)), ("unit_price", made("exact"))], ["tolerance_twice"]),
        ([("unit_price", made("percent"))], ["tolerance_figures"]),
        ([("unit_price", made("percent", 5, 1))], ["tolerance_figures"]),
        ([("unit_price", made("amount", 5))], ["tolerance_figures"]),
        ([("unit_price", made("amount", None, 1))], []),
        ([("unit_price", made("both", 5))], ["tolerance_figures"]),
        ([("unit_price", made("both", None, 5))], ["tolerance_figures"]),
        ([("unit_price", made("both", 5, 5))], []),
        ([("unit_price", made("either", 5))], ["tolerance_figures"]),
        ([("unit_price", made("either", 5, 5))], []),
        ([("unit_price", made("exact", 5))], ["tolerance_figures"]),
        ([("unit_price", made("unlimited", None, 5))], ["tolerance_figures"]),
        (
            [("tax", made("exact", 5)), ("tax", made("both"))],
            ["tolerance_twice", "tolerance_figures", "tolerance_figures"],
        ),
    ],
)
def test_what_a_policy_may_say(tolerances: list[tuple[str, Tolerance]], reasons: list[str]) -> None:
    found = set_match_policy([one for _name, one in tolerances], [name for name, _one in tolerances])
    assert keys(found) == reasons
