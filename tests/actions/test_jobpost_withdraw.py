"""jobpost.withdraw: nobody is looked for any more."""

from functools import partial
from uuid import UUID

import pytest

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import accepted
from .posting import drafted, post_of, published, withdrawn
from .verb import WHY, Given, VerbTests, refused


class TestJobPostWithdraw(VerbTests):
    verb, who = "jobpost.withdraw", "rita"

    def given(self, cast: Cast) -> Given:
        return {"jobpost_id": published(cast), "reason": WHY}


def withdraw(cast: Cast, post_id: UUID) -> None:
    hiring.withdraw_post(by=cast.rita, at=NOW, jobpost_id=post_id, reason=WHY)


@pytest.mark.parametrize("made", [drafted, published])
def test_when_and_why_is_kept(cast: Cast, made: object) -> None:
    post_id = made(cast)  # type: ignore[operator]
    withdraw(cast, post_id)
    assert (post_of(cast, post_id).state, post_of(cast, post_id).reason) == ("withdrawn", WHY)


def test_neither_what_is_filled_nor_what_is_withdrawn(cast: Cast) -> None:
    filled = published(cast)
    accepted(cast, post_id=str(filled))
    for post_id in (filled, withdrawn(cast)):
        assert refused(cast, partial(withdraw, cast, post_id)) == ["wrong_state"]
