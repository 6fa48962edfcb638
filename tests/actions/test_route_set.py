"""route.set: who settles the exceptions of one kind."""

from counterfoil.lifecycle.matching import actions as matching

from ..cast import NOW, Cast
from .billing import disputed, exception_of
from .verb import Given, VerbTests


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
