"""alertpreference.set: of what somebody is told on the desk and by mail is up to them alone."""

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.alerts import actions
from counterfoil.lifecycle.alerts.kinds import KINDS
from counterfoil.lifecycle.alerts.models import Preference
from counterfoil.lifecycle.alerts.queries import BY_MAIL, ON_DESK, wanted_by
from counterfoil.lifecycle.alerts.values import Wanted

from ..alerting import raised, soon, told
from ..cast import NOW, Cast
from .verb import Given, VerbTests, untouched


class TestSet(VerbTests):
    verb, who, wrong, stranger_finds_nothing = "alertpreference.set", "fay", "cleo", False

    def given(self, cast: Cast) -> Given:
        return {"wanted": [Wanted(kind="due", on_desk=False, by_mail=True)]}

    def otherwise(self, given: Given) -> Given:
        return {"wanted": []}

    def test_mallory(self, cast: Cast) -> None:
        """The stranger chooses for herself, at home."""
        self.act(cast.mallory, self.given(cast))
        with scope.reading(cast.company_id):
            assert not Preference.objects.exists()


def choose(cast: Cast, who: str, kind: str, on_desk: bool, by_mail: bool) -> None:
    wanted = [Wanted(kind=kind, on_desk=on_desk, by_mail=by_mail)]
    actions.set_preferences(by=cast.members[who], at=NOW, wanted=wanted)


@pytest.mark.req(168)
def test_where_nothing_was_said_everything_is_told(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        assert wanted_by(cast.fay, ON_DESK) == wanted_by(cast.fay, BY_MAIL) == list(KINDS)


@pytest.mark.req(168)
def test_each_kind_is_chosen_for_itself_for_each_place_and_person(cast: Cast) -> None:
    soon(cast)
    raised(cast)
    choose(cast, "fay", "due", on_desk=False, by_mail=True)
    assert (told(cast, "fay"), told(cast, "fay", BY_MAIL), told(cast, "petra")) == ([], ["due"], ["due"])
    choose(cast, "fay", "due", on_desk=True, by_mail=False)
    assert (told(cast, "fay"), told(cast, "fay", BY_MAIL)) == (["due"], [])
    choose(cast, "fay", "late", on_desk=False, by_mail=False)
    assert told(cast, "fay") == ["due"], "the others stay as they are"


def test_there_is_no_other_kind(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.set_preferences(by=cast.fay, at=NOW, wanted=[{"kind": "spam", "on_desk": True, "by_mail": True}])
    given = {"kind": "spam", "on_desk": True, "by_mail": True}
    untouched(cast, Invalid, lambda: actions.set_preferences(by=cast.fay, at=NOW, wanted=[given]))
