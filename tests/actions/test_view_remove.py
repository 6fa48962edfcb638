"""view.remove: a view is taken away, and the list stays."""

import pytest

from counterfoil.foundation.companies.actions import views
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import NotFound

from ..cast import NOW, Cast
from .own_views import kept, saved
from .verb import Given, VerbTests, untouched


class TestRemoveView(VerbTests):
    verb, who, wrong = "view.remove", "rita", "system"

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        self.other = saved(cast, name="Other")
        return {"view_id": saved(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"view_id": self.other}


def test_it_is_gone_and_its_name_free(cast: Cast) -> None:
    views.remove(by=cast.rita, at=NOW, view_id=saved(cast))
    assert kept(cast) == {}
    saved(cast)


@pytest.mark.parametrize("who", ["amir", "olga", "mallory"])
def test_nobody_removes_the_view_of_another_member(cast: Cast, who: str) -> None:
    view_id = saved(cast)
    untouched(cast, NotFound, lambda: views.remove(by=cast.members[who], at=NOW, view_id=view_id))
