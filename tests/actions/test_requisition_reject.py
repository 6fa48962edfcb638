"""requisition.reject: whoever asked reads why."""

from functools import partial

import pytest

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of
from .requisitioning import approved, rejected, requisition_of, submitted
from .verb import WHY, Given, VerbTests, refused


class TestRequisitionReject(VerbTests):
    verb, who = "requisition.reject", "amir"

    def given(self, cast: Cast) -> Given:
        return {"requisition_id": submitted(cast), "reason": WHY}


@pytest.mark.req(117)
def test_it_is_rejected_with_the_reason(cast: Cast) -> None:
    requisition_id = rejected(cast)
    found = requisition_of(cast, requisition_id)
    assert (found.state, found.reason, found.decided_by_id) == ("rejected", WHY, cast.amir.id)
    assert approvals_of(cast, requisition_id)[0].state == "refused"


def test_what_was_approved_is_not_rejected(cast: Cast) -> None:
    given = {"requisition_id": approved(cast), "reason": WHY}
    assert refused(cast, partial(hiring.reject_requisition, by=cast.bela, at=NOW, **given)) == ["wrong_state"]
