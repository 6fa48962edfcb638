"""view.change: another name, another address, or what the list begins with."""

from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions import views
from counterfoil.foundation.companies.actions.views import ViewChanges
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import NotFound

from ..cast import NOW, Cast
from .own_views import kept, saved
from .verb import Given, VerbTests, refused, untouched


class TestChangeView(VerbTests):
    verb, who, wrong = "view.change", "rita", "system"

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        return {"view_id": saved(cast), "changes": ViewChanges(name="Other")}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": ViewChanges(name="A third")}


def change(cast: Cast, view_id: UUID, who: str = "rita", **changes: Any) -> Any:
    return views.change(by=cast.members[who], at=NOW, view_id=view_id, changes=ViewChanges.model_validate(changes))


def test_what_is_named_is_changed_and_the_rest_stays(cast: Cast) -> None:
    view_id = saved(cast, is_default=True)
    change(cast, view_id, address="state=draft")
    change(cast, view_id, name="Drafts")
    assert [(name, one.address, one.is_default) for name, one in kept(cast).items()] == [
        ("Drafts", "state=draft", True)
    ]
    change(cast, view_id, is_default=False)
    assert not kept(cast)["Drafts"].is_default


def test_it_takes_the_beginning_from_the_other(cast: Cast) -> None:
    saved(cast, is_default=True)
    change(cast, saved(cast, name="Later"), is_default=True)
    assert {name: one.is_default for name, one in kept(cast).items()} == {"Mine": False, "Later": True}


def test_a_name_that_another_has_is_refused_and_its_own_is_not(cast: Cast) -> None:
    view_id, _other = saved(cast), saved(cast, name="Later")
    assert refused(cast, lambda: change(cast, view_id, name="Later")) == ["view_name_taken"]
    change(cast, view_id, name="Mine", address="")


@pytest.mark.parametrize("who", ["amir", "olga", "mallory"])
def test_nobody_finds_the_view_of_another_member(cast: Cast, who: str) -> None:
    view_id = saved(cast)
    untouched(cast, NotFound, lambda: change(cast, view_id, who, name="Theirs"))
