"""document.keep: what makes nothing, or nothing yet, stays in the receive log with its reasons."""

from counterfoil.foundation.documents.actions import keep

from ..cast import NOW, Cast
from .loading import arrivals, file
from .verb import Given, VerbTests

REASON = {"key": "unknown", "params": {}, "words": "It is no document."}


class TestDocumentKeep(VerbTests):
    verb, who = "document.keep", "petra"

    def given(self, cast: Cast) -> Given:
        return {"file": file("Z-1"), "became": "refused", "reasons": [REASON]}

    def otherwise(self, given: Given) -> Given:
        return given | {"became": "filed"}

    def test_mallory(self, cast: Cast) -> None:
        """What she keeps lies in her own log."""
        self.act(cast.mallory, self.given(cast))
        assert arrivals(cast) == []


def test_what_waited_is_told_of_later_and_once(cast: Cast) -> None:
    """The same file is one arrival: first it waits, then it has become something."""
    keep(by=cast.petra, at=NOW, file=file("W-1"), became="waiting", reasons=[REASON], waits_for="ERP1")
    keep(by=cast.petra, at=NOW, file=file("W-1"), became="filed", reasons=[])
    [arrival] = arrivals(cast)
    assert (arrival.became, arrival.waits_for, arrival.reasons) == ("filed", "", [])
    keep(by=cast.petra, at=NOW, file=file("W-1"), became="same", reasons=[REASON])
    assert [one.became for one in arrivals(cast)] == ["filed", "same"]
