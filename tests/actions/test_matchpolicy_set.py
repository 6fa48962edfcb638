"""matchpolicy.set: how invoices are matched, under a name."""

import pytest

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy

from ..cast import NOW, Cast
from .billing import received
from .verb import Given, VerbTests, refused


class TestMatchpolicySet(VerbTests):
    verb, who = "matchpolicy.set", "fay"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"values": MatchPolicyValues(name="Two-way", ways=2, is_default=True)}

    def otherwise(self, given: Given) -> Given:
        return {"values": MatchPolicyValues(name="Another")}


def test_a_tolerance_has_the_figures_it_is_made_of(cast: Cast) -> None:
    wrong = {"attribute": "unit_price", "kind": "percent"}
    values = MatchPolicyValues.model_validate({"name": "Loose", "tolerances": [wrong]})
    assert refused(cast, lambda: set_match_policy(by=cast.fay, at=NOW, values=values)) == ["tolerance_figures"]


@pytest.mark.req(79)
def test_two_way_asks_for_no_evidence(cast: Cast) -> None:
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues(name="Two-way", ways=2, is_default=True))
    assert received(cast, cast.issued())["state"] == "matched"


@pytest.mark.req(81)
@pytest.mark.parametrize(
    ("price", "state"), [("105.00", "matched"), ("105.01", "disputed"), ("94.99", "disputed"), ("95", "matched")]
)
def test_a_price_tolerance_is_applied_as_stated(cast: Cast, price: str, state: str) -> None:
    five = {"attribute": "unit_price", "kind": "percent", "percent": 5}
    given = {"name": "Five", "ways": 2, "allowance_percent": 6, "is_default": True, "tolerances": [five]}
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(given))
    assert received(cast, cast.issued(), unit_price=price)["state"] == state
