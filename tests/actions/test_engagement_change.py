"""engagement.change: what an engagement is called, its days, and whose it is."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.companies.models import Team
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Stale
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.engagements.actions import EngagementChanges, change_engagement
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders.models import Order

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused, untouched


def changes(**named: Any) -> EngagementChanges:
    return parsed(EngagementChanges, named)


def change(cast: Cast, who: str = "rita", version: int | None = None, **named: Any) -> Any:
    given = {"engagement_id": cast.engagement_id, "changes": changes(**named), "version": version}
    return change_engagement(by=cast.members[who], at=NOW, **given)


def engagement(cast: Cast) -> Engagement:
    with scope.reading(cast.company_id):
        found: Engagement = Engagement.objects.get(id=cast.engagement_id)
    return found


class TestChangeEngagement(VerbTests):
    verb, who = "engagement.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"engagement_id": cast.engagement_id, "changes": changes(title="Catalogue 2027")}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": changes(title="Catalogue 2028")}


@pytest.mark.parametrize("who", ["rita", "iris", "olga"])
def test_what_is_named_is_changed_and_the_rest_stays(cast: Cast, who: str) -> None:
    assert change(cast, who, ends_on="2026-12-31")["version"] == 2
    now = engagement(cast)
    assert (now.title, now.starts_on, now.ends_on, now.team_id) == ("Catalogue", None, date(2026, 12, 31), cast.team_id)
    assert now.contractor_id == cast.contractor_id


def test_null_leaves_it_without(cast: Cast) -> None:
    change(cast, starts_on="2026-01-01", ends_on="2026-12-31")
    change(cast, starts_on=None, team_id=None)
    now = engagement(cast)
    assert (now.starts_on, now.ends_on, now.team_id) == (None, date(2026, 12, 31), None)


def test_what_was_ordered_keeps_its_team_and_its_words(cast: Cast) -> None:
    order_id = cast.issued()
    team = add_team(by=cast.olga, at=NOW, name="Events")
    change(cast, title="Events", team_id=team["id"])
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    assert order.team_id == cast.team_id and '"engagement_title":"Catalogue"' in order.document


@pytest.mark.parametrize(
    ("named", "reasons"),
    [
        ({}, ["unchanged"]),
        ({"title": "Catalogue"}, ["unchanged"]),
        ({"starts_on": "2027-01-01"}, ["days_reversed"]),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-31"}, ["days_reversed"]),
    ],
)
def test_what_can_not_stand(cast: Cast, named: dict[str, Any], reasons: list[str]) -> None:
    change(cast, ends_on="2026-12-31")
    assert refused(cast, partial(change, cast, **named)) == reasons


def test_two_changes_do_not_overwrite_each_other(cast: Cast) -> None:
    change(cast, title="Spring", version=1)
    untouched(cast, Stale, partial(change, cast, title="Autumn", version=1))


@pytest.mark.parametrize("wrong", [{"title": ""}, {"starts_on": "soon"}, {"contractor_id": "1"}])
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        changes(**wrong)


def test_another_companys_team_is_not_there(cast: Cast) -> None:
    with scope.reading(cast.mallory.company_id):
        team = Team.objects.get()
    untouched(cast, NotFound, partial(change, cast, team_id=team.id))


@pytest.mark.parametrize("who", ["fay", "cleo"])
def test_who_may_not(cast: Cast, who: str) -> None:
    assert refused(cast, partial(change, cast, who, title="Mine")) == ["not_permitted"]


@pytest.mark.req(9)
def test_it_goes_to_another_team_by_who_orders_for_both(cast: Cast) -> None:
    """Who draws an order for it, and who answers its contractor, goes by its team."""
    other = add_team(by=cast.olga, at=NOW, name="Roof")["id"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="manager", team_id=other)
    cast.again("otto")
    revoke_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="auditor", reason=WHY)
    cast.again("otto")
    assert refused(cast, partial(change, cast, "otto", team_id=other)) == ["not_both_teams"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="manager", team_id=str(cast.team_id))
    cast.again("otto")
    change(cast, "otto", team_id=other)
    assert str(engagement(cast).team_id) == other
