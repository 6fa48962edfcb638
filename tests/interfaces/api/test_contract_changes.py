"""What a contract tells of its changes to whom: the caps to everybody who works here, the why to who sees the request."""

from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role

from ...actions import contracting
from ...actions.changing import approved
from ...actions.verb import WHY
from ...cast import NOW, Cast
from .conftest import Callers


@pytest.mark.req(52)
def test_a_manager_of_another_team_reads_what_it_allows_and_not_why(api: Callers, cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    change_id = approved(cast, contract_id)
    team = UUID(add_team(by=cast.olga, at=NOW, name="Print")["id"])
    revoke_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="payables", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="manager", team_id=team)
    cast.again("petra")
    [theirs] = api.petra.get(f"/contracts/{contract_id}").json()["changes"]
    [ours] = api.rita.get(f"/contracts/{contract_id}").json()["changes"]
    assert (theirs["number"], theirs["amount"]) == (ours["number"], ours["amount"]) == (1, "3000.00")
    assert [theirs[name] for name in ("id", "why", "decided_by")] == [None, None, None]
    assert (ours["id"], ours["why"]) == (str(change_id), "Ten more pages.")
    assert api.petra.get(f"/change-requests/{change_id}").status_code == 404
