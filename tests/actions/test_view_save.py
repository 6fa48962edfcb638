"""view.save: a list as it is asked for, under a name of one's own."""

import pytest

from counterfoil.foundation.companies import view_rules
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import Invalid

from ..cast import Cast
from .own_views import kept, saved
from .verb import Given, VerbTests, refused, untouched


class TestSaveView(VerbTests):
    """Every person keeps views: only the company's own member does not."""

    verb, who, wrong, stranger_finds_nothing = "view.save", "cleo", "system", False

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        return {"list_name": "orders", "name": "Mine", "address": "state=issued"}

    def otherwise(self, given: Given) -> Given:
        return given | {"name": "Another"}


@pytest.mark.req(144)
def test_it_keeps_filters_search_order_and_columns(cast: Cast) -> None:
    saved(cast, address="q=ada&state=issued&sort=-net&columns=title,net")
    assert kept(cast)["Mine"].address == "q=ada&state=issued&sort=-net&columns=title,net"
    assert kept(cast, "amir") == {} == kept(cast, "rita", "invoices")


def test_a_name_is_given_once_in_each_list_and_by_each_member(cast: Cast) -> None:
    saved(cast)
    assert refused(cast, lambda: saved(cast, address="state=draft")) == ["view_name_taken"]
    saved(cast, "amir")
    saved(cast, list_name="invoices")
    assert kept(cast)["Mine"].address == "state=issued"


def test_a_list_begins_with_one_of_them(cast: Cast) -> None:
    saved(cast, is_default=True)
    saved(cast, name="Later", is_default=True)
    saved(cast, "amir", is_default=True)
    assert {name: one.is_default for name, one in kept(cast).items()} == {"Mine": False, "Later": True}
    assert kept(cast, "amir")["Mine"].is_default


def test_a_menu_ends_somewhere_and_every_reason_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_rules, "MOST_VIEWS", 1)
    saved(cast)
    assert refused(cast, lambda: saved(cast)) == ["view_name_taken", "too_many_views"]


@pytest.mark.parametrize("address", ["a b", "q=1#here", "q=\n", "q=ä", "x" * 2001])
def test_an_address_is_one(cast: Cast, address: str) -> None:
    untouched(cast, Invalid, lambda: saved(cast, address=address))
