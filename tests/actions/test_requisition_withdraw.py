"""requisition.withdraw: it is given up for good."""

from functools import partial
from typing import Any

import pytest

from ..cast import Cast
from .requisitioning import approved, drafted, rejected, requisition_of, submitted, withdrawn
from .verb import WHY, Given, VerbTests, refused


class TestRequisitionWithdraw(VerbTests):
    verb, who = "requisition.withdraw", "rita"

    def given(self, cast: Cast) -> Given:
        return {"requisition_id": submitted(cast), "reason": WHY}


@pytest.mark.parametrize("before", [drafted, submitted, rejected, approved])
def test_it_is_given_up_at_any_time(cast: Cast, before: Any) -> None:
    requisition_id = withdrawn(cast, before(cast))
    found = requisition_of(cast, requisition_id)
    assert (found.state, found.reason, found.decided_by_id) == ("withdrawn", WHY, cast.rita.id)
    assert refused(cast, partial(withdrawn, cast, requisition_id)) == ["wrong_state"]
