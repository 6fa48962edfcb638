"""route.set: who settles the exceptions of one kind."""

from datetime import timedelta
from functools import partial

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import disputed, exception_of
from .verb import Given, VerbTests, refused


class TestRouteSet(VerbTests):
    verb, who = "route.set", "fay"
    stranger_finds_nothing = False

    def given(self, cast: Cast) -> Given:
        return {"kind": "price", "owner": "finance", "working_days": 1}

    def otherwise(self, given: Given) -> Given:
        return given | {"working_days": 5}


def test_new_exceptions_go_there(cast: Cast) -> None:
    matching.set_route(by=cast.fay, at=NOW, kind="price", owner="finance", working_days=1)
    assert exception_of(cast, disputed(cast), "price").owner.name == "Fay"


def test_only_a_kind_that_there_is(cast: Cast) -> None:
    route = partial(matching.set_route, by=cast.fay, at=NOW, kind="mood", owner="finance")
    assert refused(cast, route) == ["kind_unknown"]


def test_the_due_day_follows_the_route(cast: Cast) -> None:
    matching.set_route(by=cast.fay, at=NOW, kind="price", owner="payables", working_days=5)
    found = exception_of(cast, disputed(cast), "price")
    assert (found.owner.name, found.due_on) == ("Petra", NOW.date() + timedelta(days=7))
