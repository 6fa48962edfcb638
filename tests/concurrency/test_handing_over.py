"""Two owners hand over at once what a leaving member holds."""

from functools import partial

import pytest

from counterfoil.lifecycle.matching.actions import hand_over

from ..actions.test_member_hand_over import owned_by, owners
from ..cast import NOW, Cast
from .racing import done, race, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_try")]


@pytest.mark.req(26)
def test_two_owners_hand_over_the_same_and_one_of_them_does(cast: Cast) -> None:
    theirs = owned_by(cast, "rita")
    give = partial(hand_over, by=cast.olga, at=NOW, member_id=cast.rita.id, reason="They leave")
    outcomes = race(*(partial(give, to_id=cast.members[name].id) for name in ("bela", "otto")))
    assert len(done(outcomes)) == 1
    assert refused(outcomes) == ["nothing_held"]
    assert len(owners(cast, theirs)) == 1
