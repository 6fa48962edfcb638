"""Alerts of an offer that somebody gets a purchase order for: from their day on, until one stands or none is to come any more."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.insight.desk.alerts import alerts_for
from counterfoil.insight.desk.hiring_turns import AWAITED
from counterfoil.insight.verify.books import verify
from counterfoil.interfaces.jobs.alerts import Hourly
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.lifecycle.alerts.kinds import ToldAlert
from counterfoil.lifecycle.alerts.queries import BY_MAIL, ON_DESK, visible
from counterfoil.lifecycle.engagements import actions as hiring
from counterfoil.lifecycle.engagements.models import Contract
from counterfoil.lifecycle.matching.actions import hand_over
from counterfoil.lifecycle.orders import actions as orders

from ...actions.choosing import DUE, choices, choose, sent_waiting, wait_for
from ...actions.hiring import drafted, offer_of, shown
from ...actions.sharing import shared
from ...actions.verb import WHY
from ...alerting import DAY, alerts, at, ended, raised, said, told
from ...cast import NOW, Cast
from .test_drawing import waits
from .test_follow import settle

pytestmark = pytest.mark.django_db(transaction=True)


def agreed(cast: Cast, owner: Member | None = None) -> UUID:
    """The same, and Cleo accepted it. The engagement under which it is to be ordered."""
    offer_id = sent_waiting(cast, owner)
    hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
    found: UUID = offer_of(cast, offer_id).engagement_id
    return found


@pytest.mark.req(14, 168)
def test_it_is_said_from_its_day_on_to_who_gets_it_and_who_said_so(cast: Cast) -> None:
    offer_id = sent_waiting(cast, cast.iris)
    assert raised(cast, at(DUE - DAY)) == 0 and raised(cast, at(DUE)) == 1 and raised(cast, at(DUE)) == 0
    [one] = alerts(cast)
    assert (one.kind, one.order_id, one.choice.offer_id, one.day) == ("awaited", None, offer_id, DUE)
    assert ToldAlert(one).leads_to == offer_id
    assert ToldAlert(one).says == (f"Spring catalogue for Cleo waits for its purchase order: Iris gets it, by {DUE}.")
    for where in (ON_DESK, BY_MAIL):
        assert [who for who in ("rita", "iris", "fay", "olga", "cleo") if told(cast, who, where)] == ["rita", "iris"]
    with scope.reading(cast.company_id):
        assert alerts_for(cast.iris).count == 1


@pytest.mark.req(14)
def test_a_draft_and_what_draws_on_an_order_are_unsaid(cast: Cast) -> None:
    shared(cast)
    wait_for(cast, drafted(cast))
    changed = drafted(cast)
    wait_for(cast, changed)
    choose(cast, changed)
    hiring.send_offer(by=cast.rita, at=NOW, offer_id=changed)
    assert raised(cast, at(DUE)) == 0


@pytest.mark.req(14, 168)
def test_it_is_over_as_soon_as_an_order_stands_and_said_again_once_that_is_gone(cast: Cast) -> None:
    engagement_id, follower = agreed(cast), Follower()
    Hourly().turn(at(DUE))
    order_id = cast.issued(engagement_id=str(engagement_id))
    settle(follower, at(DUE))
    assert ("awaited", "over") in said(cast)
    orders.cancel(by=cast.iris, at=at(DUE), order_id=order_id, reason=WHY)
    settle(follower, at(DUE))
    awaited = [(one.state, one.occasion) for one in alerts(cast) if one.kind == "awaited"]
    assert awaited == [("over", 1), ("stands", 2)]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(168)
@pytest.mark.parametrize("how", ["withdrawn", "declined", "ended"])
def test_it_is_over_where_none_is_to_come_any_more(cast: Cast, how: str) -> None:
    offer_id, follower = sent_waiting(cast), Follower()
    if how == "ended":
        hiring.accept_offer(by=cast.cleo, at=NOW, offer_id=offer_id, shown=shown(cast, offer_id))
        with scope.reading(cast.company_id):
            contract_id = Contract.objects.get(offer_id=offer_id).id
        hiring.start_contract(by=cast.rita, at=NOW, contract_id=contract_id)
    settle(follower, at(DUE))
    Hourly().turn(at(DUE))
    assert said(cast) == [("awaited", "stands")] and waits(cast, AWAITED) == [offer_id]
    done: dict[str, Any] = {
        "withdrawn": lambda: hiring.withdraw_offer(by=cast.rita, at=at(DUE), offer_id=offer_id, reason=WHY),
        "declined": lambda: hiring.decline_offer(by=cast.cleo, at=at(DUE), offer_id=offer_id, reason=WHY),
        "ended": lambda: hiring.end_contract(by=cast.rita, at=at(DUE), contract_id=contract_id, reason=WHY),
    }
    done[how]()
    assert waits(cast, AWAITED) == []
    settle(follower, at(DUE))
    assert said(cast) == [("awaited", "over")]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(14, 26)
def test_whoever_takes_it_over_is_told(cast: Cast) -> None:
    sent_waiting(cast, cast.iris)
    raised(cast, at(DUE))
    hand_over(by=cast.olga, at=at(DUE), member_id=cast.iris.id, to_id=cast.olga.id, reason=WHY)
    assert (told(cast, "iris"), told(cast, "olga")) == ([], ["awaited"])


@pytest.mark.req(8, 168)
def test_who_does_not_see_the_offer_does_not_see_it(cast: Cast) -> None:
    sent_waiting(cast)
    raised(cast, at(DUE))
    seeing = {}
    for who in ("rita", "olga", "otto", "cleo", "mallory"):
        with scope.reading(cast.members[who].company_id):
            seeing[who] = visible(cast.members[who]).count()
    assert seeing == {"rita": 1, "olga": 1, "otto": 1, "cleo": 0, "mallory": 0}
    team = add_team(by=cast.olga, at=NOW, name="Print")["id"]
    revoke_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="payables", reason=WHY)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="manager", team_id=team)
    petra = cast.again("petra")
    with scope.reading(cast.company_id):
        assert visible(petra).count() == 0, "a manager of another team"


def test_what_is_asked_of_some_is_asked_of_them_alone(cast: Cast) -> None:
    """One choice, or one order: the other is not looked at."""
    sent_waiting(cast)
    [choice] = choices(cast)
    order_id = cast.issued()
    later = at(DUE)
    assert raised(cast, later, [order_id]) == 1 and said(cast) == [("not_sent", "stands")]
    assert raised(cast, later, choice_ids=[choice.id]) == 1
    assert ended(cast, NOW) == 2, "neither holds on the first day"
