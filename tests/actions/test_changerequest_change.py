"""changerequest.change: a draft asks for something else."""

from functools import partial

from counterfoil.foundation.kernel.refusals import Stale
from counterfoil.lifecycle.engagements import actions as hiring

from ..cast import NOW, Cast
from .changing import change_of, changed, drafted, submitted
from .verb import Given, VerbTests, refused, untouched


class TestChangeRequestChange(VerbTests):
    verb, who = "changerequest.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"changerequest_id": drafted(cast), "values": changed(amount="4000")}

    def otherwise(self, given: Given) -> Given:
        return given | {"version": 1}


def test_it_says_what_is_said_now(cast: Cast) -> None:
    change_id = drafted(cast)
    given = {"changerequest_id": change_id, "values": changed(amount=None, why="No most.")}
    hiring.change_change(by=cast.rita, at=NOW, **given)
    found = change_of(cast, change_id)
    assert (found.amount, found.why, found.version) == (None, "No most.", 2)
    untouched(cast, Stale, partial(hiring.change_change, by=cast.rita, at=NOW, **given, version=1))


def test_what_is_being_approved_stands_still(cast: Cast) -> None:
    given = {"changerequest_id": submitted(cast), "values": changed(amount="10")}
    assert refused(cast, partial(hiring.change_change, by=cast.rita, at=NOW, **given)) == ["not_draft"]


def test_it_still_changes_something(cast: Cast) -> None:
    given = {"changerequest_id": drafted(cast), "values": changed(amount="2000")}
    assert refused(cast, partial(hiring.change_change, by=cast.rita, at=NOW, **given)) == ["unchanged"]
