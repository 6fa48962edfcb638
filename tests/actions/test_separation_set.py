"""separation.set: a company of one may approve its own requests, as long as it is one."""

from functools import partial

import pytest

from counterfoil.foundation.companies.models import Company, Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused

from ..cast import NOW, Cast
from .books import entries
from .solo import found_solo
from .verb import WHY, Given, VerbTests, refused


class TestSetSeparation(VerbTests):
    verb, wrong, stranger_finds_nothing = "separation.set", "rita", False

    def given(self, cast: Cast) -> Given:
        return {"on": False, "reason": WHY}

    def otherwise(self, given: Given) -> Given:
        return given | {"on": True}

    def actor(self, cast: Cast) -> Member:
        return cast.olga

    @pytest.fixture(autouse=True)
    def _alone(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("counterfoil.foundation.companies.actions.members.count_of_approvers", lambda company_id: 1)


def test_works_in_a_company_of_one_and_is_on_the_trail(cast: Cast) -> None:
    solo = found_solo()
    solo.separate(False)
    with scope.reading(solo.company_id):
        assert not Company.objects.get().separation
    entry = entries(solo.company_id, verb="separation.set")[0]
    assert (entry.member_id, entry.at, entry.reason) == (solo.sole.id, NOW, WHY)
    solo.separate(True)


@pytest.mark.req(49)
def test_not_where_two_may_approve(cast: Cast) -> None:
    cast.members["sole"] = cast.olga
    call = partial(TestSetSeparation().act, cast.olga, {"on": False, "reason": WHY})
    assert refused(cast, call) == ["separation_needed"]


def test_it_can_always_be_switched_on(cast: Cast) -> None:
    solo = found_solo()
    solo.separate(False)
    solo.join("approver")
    solo.separate(True)
    with pytest.raises(Refused, match="2 members may approve"):
        solo.separate(False)
