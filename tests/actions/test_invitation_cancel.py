"""invitation.cancel: an invitation that nobody has answered is taken back."""

from functools import partial

import pytest

from counterfoil.foundation.companies.actions.invitations import cancel_invitation
from counterfoil.foundation.companies.actions.members import accept_membership
from counterfoil.foundation.companies.queries import companies_of_user

from ..cast import NOW, Cast
from .test_member_accept import invited
from .verb import Given, VerbTests, refused


class TestCancel(VerbTests):
    verb, who = "invitation.cancel", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": invited(cast)[0].id}

    def otherwise(self, given: Given) -> Given:
        return {"member_id": self.rita}

    @pytest.fixture(autouse=True)
    def _another(self, cast: Cast) -> None:
        self.rita = cast.rita.id


def test_nobody_is_invited_by_it_any_more(cast: Cast) -> None:
    nora, _secret = invited(cast)
    cancel_invitation(by=cast.olga, at=NOW, member_id=nora.id)
    assert companies_of_user(nora.user_id) == []


def test_what_was_answered_is_not_taken_back(cast: Cast) -> None:
    nora, secret = invited(cast)
    accept_membership(by=nora, at=NOW, secret=secret)
    call = partial(cancel_invitation, by=cast.olga, at=NOW, member_id=nora.id)
    assert refused(cast, call) == ["not_invited"]
