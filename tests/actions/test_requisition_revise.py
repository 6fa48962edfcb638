"""requisition.revise: it is a draft again."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of
from .requisitioning import approved, rejected, requisition_of, submitted
from .verb import Given, VerbTests, refused


class TestRequisitionRevise(VerbTests):
    verb, who = "requisition.revise", "rita"

    def given(self, cast: Cast) -> Given:
        return {"requisition_id": rejected(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"requisition_id": new_id()}


@pytest.mark.parametrize(("before", "closed"), [(submitted, "recalled"), (rejected, "refused")])
def test_it_is_a_draft_again_and_can_be_submitted_anew(cast: Cast, before: Any, closed: str) -> None:
    requisition_id = before(cast)
    hiring.revise_requisition(by=cast.rita, at=NOW, requisition_id=requisition_id)
    assert requisition_of(cast, requisition_id).state == "draft"
    hiring.submit_requisition(by=cast.rita, at=NOW, requisition_id=requisition_id)
    assert [one.state for one in approvals_of(cast, requisition_id)] == [closed, "open"]


def test_what_was_approved_is_not_written_anew(cast: Cast) -> None:
    revise = partial(hiring.revise_requisition, by=cast.rita, at=NOW, requisition_id=approved(cast))
    assert refused(cast, revise) == ["wrong_state"]
