"""contract.create: what an engagement's orders may hold, before anybody has signed it."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.engagements.contract_values import ContractValues

from ..cast import NOW, Cast
from .contracting import another_engagement, contract_of, drafted, terms
from .hiring import accepted, offer_of
from .verb import WHY, Given, VerbTests, refused


class TestContractCreate(VerbTests):
    verb, who = "contract.create", "rita"

    def given(self, cast: Cast) -> Given:
        said = {"engagement_id": str(cast.engagement_id), "currency": "EUR", "amount": "2000"}
        return {"values": ContractValues.model_validate(said)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"currency": "USD"})}


def test_it_says_what_orders_may_hold(cast: Cast) -> None:
    contract = contract_of(cast, drafted(cast, unit_rate="100", unit="HUR", order_kind="loaded"))
    assert (contract.state, contract.order_kind, contract.amount, contract.currency) == (
        "drafted",
        "loaded",
        2000,
        "EUR",
    )
    assert (contract.unit_rate, contract.unit, contract.made_by_id) == (100, "HUR", cast.rita.id)


def test_an_engagement_has_one(cast: Cast) -> None:
    drafted(cast)
    assert refused(cast, partial(drafted, cast)) == ["has_contract"]
    agreed = offer_of(cast, accepted(cast)).engagement_id
    assert refused(cast, partial(drafted, cast, agreed)) == ["has_contract"]
    assert drafted(cast, another_engagement(cast))


def test_for_ones_own_team(cast: Cast) -> None:
    team = add_team(by=cast.olga, at=NOW, name="Events")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=team)
    cast.again("rita")
    assert refused(cast, partial(drafted, cast)) == ["not_your_team"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0"},
        {"amount": "1.001"},
        {"unit_rate": "100"},
        {"unit": "HUR"},
        {"order_kind": "some"},
        {"starts_on": "2026-04-02", "ends_on": "2026-04-01"},
    ],
)
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        terms(**wrong)
