"""changerequest.revise: it is a draft again."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from . import contracting
from .changing import approve, approved, change_of, drafted, rejected, submit, submitted
from .hiring import approvals_of
from .verb import Given, VerbTests, refused


class TestChangeRequestRevise(VerbTests):
    verb, who = "changerequest.revise", "rita"

    def given(self, cast: Cast) -> Given:
        return {"changerequest_id": rejected(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"changerequest_id": new_id()}


def revise(cast: Cast, change_id: Any) -> None:
    hiring.revise_change(by=cast.rita, at=NOW, changerequest_id=change_id)


@pytest.mark.parametrize(("before", "closed"), [(submitted, "recalled"), (rejected, "refused")])
def test_it_is_a_draft_again_and_can_be_submitted_anew(cast: Cast, before: Any, closed: str) -> None:
    change_id = before(cast)
    revise(cast, change_id)
    assert change_of(cast, change_id).state == "draft"
    submit(cast, change_id)
    assert [one.state for one in approvals_of(cast, change_id)] == [closed, "open"]


def test_not_while_another_change_is_asked_for(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    change_id = rejected(cast, contract_id)
    drafted(cast, contract_id)
    assert refused(cast, partial(revise, cast, change_id)) == ["change_open"]


def test_what_the_contract_came_to_allow_meanwhile_stands_beside_it_anew(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    change_id = rejected(cast, contract_id, amount="4000")
    approved(cast, contract_id, amount="2500")
    revise(cast, change_id)
    submit(cast, change_id)
    assert change_of(cast, change_id).was_amount == 2500
    assert approve(cast, change_id)["state"] == "approved"


def test_what_was_approved_is_not_written_anew(cast: Cast) -> None:
    assert refused(cast, partial(revise, cast, approved(cast))) == ["wrong_state"]
