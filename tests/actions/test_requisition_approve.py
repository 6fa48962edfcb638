"""requisition.approve: with the last yes orders can begin with it."""

from functools import partial

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .hiring import approvals_of
from .requisitioning import approve, drafted, requisition_of, submitted
from .verb import Given, VerbTests, refused


class TestRequisitionApprove(VerbTests):
    verb, who = "requisition.approve", "amir"

    def given(self, cast: Cast) -> Given:
        requisition_id = submitted(cast)
        shown = requisition_of(cast, requisition_id).document_sha256
        return {"requisition_id": requisition_id, "shown": shown}

    def otherwise(self, given: Given) -> Given:
        return given | {"shown": "0" * 64}


@pytest.mark.req(117)
def test_the_last_yes_approves_it(cast: Cast) -> None:
    requisition_id = submitted(cast, amount="5000")
    assert approve(cast, requisition_id)["state"] == "submitted"
    assert refused(cast, partial(approve, cast, requisition_id)) == ["approved_before"]
    assert approve(cast, requisition_id, "bela")["state"] == "approved"
    found = requisition_of(cast, requisition_id)
    assert (found.decided_by_id, found.decided_at) == (cast.bela.id, NOW)
    assert approvals_of(cast, requisition_id)[0].state == "given"


def test_who_asks_does_not_approve(cast: Cast) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.rita.id, role="approver", confirm="Rita")
    cast.again("rita")
    assert refused(cast, partial(approve, cast, submitted(cast), "rita")) == ["own_request"]


def test_a_yes_is_to_what_was_shown(cast: Cast) -> None:
    given = {"requisition_id": submitted(cast), "shown": "0" * 64}
    assert refused(cast, partial(hiring.approve_requisition, by=cast.amir, at=NOW, **given)) == ["shown_is_not_current"]


def test_a_draft_is_not_approved(cast: Cast) -> None:
    assert refused(cast, partial(approve, cast, drafted(cast))) == ["wrong_state"]
