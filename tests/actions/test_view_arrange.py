"""view.arrange: which columns of a list a member keeps, and in which order."""

from collections.abc import Sequence

import pytest

from counterfoil.foundation.companies.actions import views
from counterfoil.foundation.companies.queries import system_member, visible_views
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import NOW, Cast
from .own_views import kept, saved
from .verb import Given, VerbTests, untouched


class TestArrange(VerbTests):
    verb, who, wrong, stranger_finds_nothing = "view.arrange", "cleo", "system", False

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        return {"list_name": "orders", "columns": ["title", "net"]}

    def otherwise(self, given: Given) -> Given:
        return given | {"columns": ["title"]}


def arrange(cast: Cast, columns: Sequence[str], who: str = "rita") -> None:
    views.arrange(by=cast.members[who], at=NOW, list_name="orders", columns=list(columns))


@pytest.mark.req(144)
def test_the_last_choice_holds_for_its_member_alone(cast: Cast) -> None:
    arrange(cast, ["title", "net"])
    arrange(cast, ["net", "title"])
    assert kept(cast)[""].address == "columns=net,title"
    assert kept(cast, "amir") == {}
    arrange(cast, [])
    assert kept(cast)[""].address == ""


def test_it_is_no_view_that_could_be_chosen(cast: Cast) -> None:
    arrange(cast, ["title"])
    saved(cast)
    with scope.reading(cast.company_id):
        assert [one.name for one in visible_views(cast.rita)] == ["Mine"]


@pytest.mark.parametrize("column", ["", "net&q=x", "Net", "a" * 64])
def test_a_column_is_a_name(cast: Cast, column: str) -> None:
    untouched(cast, Invalid, lambda: arrange(cast, [column]))
