"""requisition.create: somebody asks for an order before there is one."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.parties.actions import archive_contractor

from ..cast import NOW, Cast
from .requisitioning import drafted, requisition_of, wished
from .verb import WHY, Given, VerbTests, refused


class TestRequisitionCreate(VerbTests):
    verb, who = "requisition.create", "rita"

    def given(self, cast: Cast) -> Given:
        return {"values": wished(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"title": "Another"})}


@pytest.mark.req(117)
def test_it_is_a_draft_that_says_what_was_typed(cast: Cast) -> None:
    found = requisition_of(cast, drafted(cast, starts_on="2026-04-01", contractor_id=str(cast.contractor_id)))
    assert (found.state, found.title, found.amount, found.currency) == ("draft", "Spring catalogue", 4000, "EUR")
    assert (found.made_by_id, found.team_id, found.contractor_id) == (cast.rita.id, cast.team_id, cast.contractor_id)
    assert (found.created_at, found.approval_id) == (NOW, None)


def test_a_manager_asks_for_their_own_teams(cast: Cast) -> None:
    team = add_team(by=cast.olga, at=NOW, name="Events")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="manager", team_id=team)
    cast.again("rita")
    assert refused(cast, partial(drafted, cast)) == ["not_your_team"]
    assert drafted(cast, team_id=team)


def test_nobody_is_named_with_whom_the_company_works_no_more(cast: Cast) -> None:
    archive_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id)
    assert refused(cast, partial(drafted, cast, contractor_id=str(cast.contractor_id))) == ["contractor_archived"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"amount": "0"},
        {"amount": None},
        {"amount": "1.001"},
        {"currency": "XXX"},
        {"starts_on": "2026-04-02", "ends_on": "2026-04-01"},
    ],
)
def test_values_that_can_not_be(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        wished(cast, **wrong)
