"""changerequest.reject: whoever asked reads why, and the contract stays as it is."""

from functools import partial

import pytest

from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from . import contracting
from .changing import approved, change_of, rejected, submitted
from .hiring import approvals_of
from .verb import WHY, Given, VerbTests, refused


class TestChangeRequestReject(VerbTests):
    verb, who = "changerequest.reject", "amir"

    def given(self, cast: Cast) -> Given:
        return {"changerequest_id": submitted(cast), "reason": WHY}


@pytest.mark.req(52)
def test_it_is_rejected_with_the_reason_and_the_contract_stays(cast: Cast) -> None:
    contract_id = contracting.signed(cast)
    found = change_of(cast, rejected(cast, contract_id))
    assert (found.state, found.reason, found.decided_by_id) == ("rejected", WHY, cast.amir.id)
    assert approvals_of(cast, found.id)[0].state == "refused"
    assert (contracting.contract_of(cast, contract_id).amount, found.number) == (2000, None)


def test_what_was_approved_is_not_rejected(cast: Cast) -> None:
    given = {"changerequest_id": approved(cast), "reason": WHY}
    assert refused(cast, partial(hiring.reject_change, by=cast.bela, at=NOW, **given)) == ["wrong_state"]
