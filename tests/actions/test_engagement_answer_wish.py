"""engagement.answer_wish: whoever orders for the team tells the contractor what becomes of what they asked for."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import add_team, grant_role
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused
from .wishing import answered, asked, wish_of


class TestAnswerWish(VerbTests):
    verb, who = "engagement.answer_wish", "rita"

    def given(self, cast: Cast) -> Given:
        asked(cast)
        return {"engagement_id": cast.engagement_id, "reason": WHY}


@pytest.mark.req(168)
def test_the_word_and_the_days_are_kept(cast: Cast) -> None:
    wish_id = asked(cast)
    answered(cast, at=NOW + timedelta(days=2))
    wish = wish_of(cast, wish_id)
    assert (wish.state, wish.answered_by_id, wish.days) == ("answered", cast.rita.id, 2)
    assert wish.word == "The budget is not there yet"


def test_where_nobody_asks_nobody_is_answered(cast: Cast) -> None:
    assert refused(cast, partial(answered, cast)) == ["nobody_asks"]


def test_another_team_does_not_answer(cast: Cast) -> None:
    asked(cast)
    other = add_team(by=cast.olga, at=NOW, name="Other")["id"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.otto.id, role="manager", team_id=UUID(other))
    call = partial(orders.answer_wish, by=cast.again("otto"), at=NOW, engagement_id=cast.engagement_id, reason=WHY)
    assert refused(cast, call) == ["not_your_team"]
