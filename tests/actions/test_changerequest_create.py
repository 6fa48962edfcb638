"""changerequest.create: somebody asks that a signed contract allows something else."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from . import contracting
from .changing import approved, change_of, changed, drafted, rejected, submitted
from .verb import WHY, Given, VerbTests, refused, untouched


class TestChangeRequestCreate(VerbTests):
    verb, who = "changerequest.create", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contract_id": contracting.signed(cast), "values": changed()}

    def otherwise(self, given: Given) -> Given:
        return given | {"values": changed(amount="4000")}


@pytest.mark.req(52)
@pytest.mark.parametrize("before", [contracting.signed, contracting.started])
def test_it_is_a_draft_that_says_what_the_contract_allows_and_shall_allow(cast: Cast, before: Any) -> None:
    contract_id = before(cast, ends_on="2026-06-30")
    found = change_of(cast, drafted(cast, contract_id, unit_rate="120", unit="HUR", ends_on="2026-09-30"))
    assert (found.state, found.why, found.currency, found.made_by_id) == (
        "draft",
        "Ten more pages.",
        "EUR",
        cast.rita.id,
    )
    assert (found.was["amount"], found.caps["amount"]) == (2000, 3000)
    assert (str(found.was_ends_on), str(found.ends_on), found.was_unit, found.unit) == (
        "2026-06-30",
        "2026-09-30",
        "",
        "HUR",
    )
    contract = contracting.contract_of(cast, contract_id)
    assert (contract.amount, str(contract.ends_on), contract.unit) == (2000, "2026-06-30", "")


@pytest.mark.parametrize(
    ("before", "why"), [(contracting.drafted, "contract_not_signed"), (contracting.ended, "contract_ended")]
)
def test_the_contract_is_in_force(cast: Cast, before: Any, why: str) -> None:
    assert refused(cast, partial(drafted, cast, before(cast))) == [why]


@pytest.mark.parametrize("before", [drafted, submitted])
def test_one_change_is_asked_for_at_a_time(cast: Cast, before: Any) -> None:
    contract_id = contracting.signed(cast)
    before(cast, contract_id)
    assert refused(cast, partial(drafted, cast, contract_id, amount="4000")) == ["change_open"]


@pytest.mark.parametrize("before", [approved, rejected])
def test_once_one_is_decided_another_can_be_asked_for(cast: Cast, before: Any) -> None:
    contract_id = contracting.signed(cast)
    before(cast, contract_id)
    assert drafted(cast, contract_id, amount="4000")


def test_it_changes_something(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    assert refused(cast, partial(drafted, cast, contract_id, amount="2000")) == ["unchanged"]


def test_a_manager_asks_for_their_own_teams(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    team = add_team(by=cast.olga, at=NOW, name="Events")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=team)
    cast.again("rita")
    assert refused(cast, partial(drafted, cast, contract_id)) == ["not_your_team"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"why": None},
        {"why": " "},
        {"order_kind": None},
        {"order_kind": "some"},
        {"amount": "0"},
        {"unit_rate": "1"},
        {"unit": "HUR"},
        {"unit_rate": "1", "unit": "XXX"},
        {"starts_on": "2026-04-02", "ends_on": "2026-04-01"},
    ],
)
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        changed(**wrong)


def test_the_amount_is_one_of_the_contracts_currency(cast: Cast) -> None:
    given = {"contract_id": contracting.signed(cast), "values": changed(amount="1.001")}
    assert "currency" in untouched(cast, Invalid, partial(hiring.create_change, by=cast.rita, at=NOW, **given))
