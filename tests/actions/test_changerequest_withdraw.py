"""changerequest.withdraw: it is given up for good, before it is approved."""

from functools import partial
from typing import Any

import pytest

from ..cast import Cast
from .changing import approved, change_of, drafted, rejected, submitted, withdrawn
from .verb import WHY, Given, VerbTests, refused


class TestChangeRequestWithdraw(VerbTests):
    verb, who = "changerequest.withdraw", "rita"

    def given(self, cast: Cast) -> Given:
        return {"changerequest_id": submitted(cast), "reason": WHY}


@pytest.mark.parametrize("before", [drafted, submitted, rejected])
def test_it_is_given_up_before_it_is_approved(cast: Cast, before: Any) -> None:
    change_id = withdrawn(cast, before(cast))
    found = change_of(cast, change_id)
    assert (found.state, found.reason, found.decided_by_id) == ("withdrawn", WHY, cast.rita.id)
    assert refused(cast, partial(withdrawn, cast, change_id)) == ["wrong_state"]


def test_what_was_approved_is_taken_back_by_another_change_alone(cast: Cast) -> None:
    assert refused(cast, partial(withdrawn, cast, approved(cast))) == ["wrong_state"]
