"""batch.cancel: what is done stays done, and nothing more of it is."""

import pytest

from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import NotFound
from counterfoil.foundation.trail import actions, batches

from ..cast import NOW, Cast
from .test_batch_begin import begun, worked_off
from .verb import Given, VerbTests, refused, untouched


class TestCancel(VerbTests):
    verb, who, wrong = "batch.cancel", "fay", "system"

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        self.other = begun(cast, ids=[cast.issued()])
        return {"batch_id": begun(cast, ids=[cast.issued()]).id}

    def otherwise(self, given: Given) -> Given:
        return {"batch_id": self.other.id}


def test_what_is_done_stays_done_and_the_rest_is_not_begun(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHUNK", 1)
    batch = begun(cast, ids=[cast.issued(), cast.issued()])
    assert worked_off(cast, batch, most=1) == [("done", []), ("waiting", [])]
    actions.cancel(by=cast.fay, at=NOW, batch_id=batch.id)
    assert worked_off(cast, batch) == [("done", []), ("waiting", [])]


def test_once_and_while_something_waits(cast: Cast) -> None:
    batch, other = begun(cast, ids=[cast.issued()]), begun(cast, ids=[cast.issued()])
    worked_off(cast, batch)
    assert refused(cast, lambda: actions.cancel(by=cast.fay, at=NOW, batch_id=batch.id)) == ["nothing_waits"]
    actions.cancel(by=cast.fay, at=NOW, batch_id=other.id)
    assert refused(cast, lambda: actions.cancel(by=cast.fay, at=NOW, batch_id=other.id)) == ["cancelled"]


@pytest.mark.parametrize("who", ["olga", "petra", "mallory"])
def test_nobody_finds_the_batch_of_another(cast: Cast, who: str) -> None:
    batch = begun(cast, ids=[cast.issued()])
    untouched(cast, NotFound, lambda: actions.cancel(by=cast.members[who], at=NOW, batch_id=batch.id))
